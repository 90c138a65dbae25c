// Publishing: asked for by one person, read again by the machine, released by another. The texts of a request are those
// of its asking; a draft that goes on is another text. What is being released is written down first, so that a station
// that ends in the middle finishes it with its next start: every file is the earlier or the later one, and then all are
// the later ones.

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "apps/authoring/publish_rules.h"
#include "apps/authoring/studio.h"
#include "apps/station/audit.h"
#include "apps/station/random_id.h"

namespace toitsu::authoring {

namespace fs = std::filesystem;

namespace {

tl::unexpected<Error> publishedHasChanged(const std::string& path) {
    return fail(
        ErrorKind::conflict, "V307",
        {"下書きのあいだに、公開中のものが変わりました（" + path + "）。違いを確かめ、保存し直してから申請してください",
         "the published one has changed since the draft was begun (" + path +
             "); look at the differences, save again, then ask"});
}

Result<std::vector<Remark>> mistakesIn(const std::string& library, const Texts& texts, const Paths& hidden) {
    auto remarks = checkTogether(library, texts, hidden);
    if (remarks) std::erase_if(*remarks, [](const Remark& one) { return one.warning; });
    return remarks;
}

Result<void> withoutMistakes(const std::string& library, const Texts& texts, const Author& by) {
    const auto wrong = mistakesIn(library, texts, {});
    if (!wrong) return fail(wrong.error());
    if (wrong->empty()) return {};
    const std::string count = std::to_string(wrong->size());
    const Paths hidden = by.hidden();
    const auto seen = hidden.empty() ? wrong : mistakesIn(library, texts, hidden);
    if (!seen) return fail(seen.error());
    const auto first = std::find_if(seen->begin(), seen->end(),
                                    [&](const Remark& one) { return texts.count(one.path) != 0 || by.sees(one.path); });
    if (first == seen->end())
        return fail(ErrorKind::schema, "V305",
                    {"ほかの団体のファイルに誤りが " + count +
                         " 件できるため公開できません。変更を見直すか、その団体の様式作成者に相談してください",
                     count + " mistakes in files of other municipalities: it cannot be published. Think the change "
                             "over, or ask an author there"});
    const std::string where = first->error.place.text();
    return fail(ErrorKind::schema, "V305",
                {"誤りが " + count + " 件あるため公開できません。最初のもの: " + where + " " + first->error.code + " " +
                     first->error.message.ja,
                 count + " mistakes: it cannot be published. The first: " + where + " " + first->error.code + " " +
                     first->error.message.en},
                first->error.place);
}

Texts textsOf(const PublishRequest& request) {
    Texts texts;
    for (const RequestFile& file : request.files) texts[file.path] = file.text;
    return texts;
}

}  // namespace

Result<std::optional<PublishRequest>> Studio::request(const std::string& id) const {
    return file_.read([&](Database& database) { return studio_book::request(database, id); });
}

// What the request says of the library holds still: nobody has published anything else there.
Result<void> Studio::stillFits(const Author& by, const PublishRequest& request) const {
    for (const RequestFile& file : request.files) {
        const auto now = published(file.path);
        if (!now && now.error().code != "V300") return fail(now.error());
        if ((now ? tagOf(*now) : "") != file.base) return publishedHasChanged(file.path);
        if (auto follows = mayFollow(file.path, now.value_or(""), file.text); !follows) return follows;
    }
    if (auto free = idsAreFree(layouts(), textsOf(request)); !free) return free;
    return withoutMistakes(options_.library, textsOf(request), by);
}

// Into the trail of every municipality whose papers it concerns: what is everybody's, and of layouts its own.
Result<void> Studio::told(Database& database, const Author& by, const PublishRequest& request,
                          const char* action) const {
    std::map<std::string, std::set<std::string>> concerned;  // municipality → paths
    std::set<std::string> shared, others;                    // paths; whose papers a form's are
    for (const RequestFile& file : request.files) {
        if (kindOf(file.path) == FileKind::layout) {
            // One that changes hands concerns both.
            for (const std::string& text : {file.text, published(file.path).value_or("")})
                if (const std::string of = described(file.path, text).municipality; !of.empty())
                    concerned[of].insert(file.path);
            continue;
        }
        shared.insert(file.path);
        if (kindOf(file.path) != FileKind::form) continue;
        for (const LibraryFile& layout : layouts())
            if (layout.path.rfind(formFolderOf(file.path) + "/", 0) == 0 && !layout.municipality.empty())
                others.insert(layout.municipality);
    }
    if (!shared.empty()) {
        others.insert(by.municipalities.begin(), by.municipalities.end());
        for (const auto& [municipality, ignored] : concerned) others.insert(municipality);
        for (const std::string& municipality : others) concerned[municipality].insert(shared.begin(), shared.end());
    }
    for (const auto& [municipality, own] : concerned) {
        const List paths(own.begin(), own.end());
        if (auto row = station::audit::append(
                database, {municipality, options_.now(), by.account, action, request.id, Context{{"files", paths}}});
            !row)
            return row;
    }
    return {};
}

Result<PublishRequest> Studio::ask(const Author& by, const std::vector<Wanted>& drafts, const std::string& note) {
    PublishRequest request;
    request.id = station::randomId();
    request.askedBy = by.account;
    request.asked = options_.now();
    request.note = note;
    for (const Wanted& wanted : drafts) {
        const auto draft = this->draft(wanted.path);
        if (!draft) return fail(draft.error());
        if (!*draft || (*draft)->revision != wanted.revision) return fail(draftHasChanged());
        request.files.push_back({wanted.path, (*draft)->text, (*draft)->base, (*draft)->editors});
    }
    {
        const std::lock_guard one(looking_);
        if (auto fits = stillFits(by, request); !fits) return fail(fits.error());
    }
    const auto kept = file_.write([&](Database& database) -> Result<void> {
        const auto open = studio_book::requests(database, true, 0, 1000);
        if (!open) return fail(open.error());
        for (const PublishRequest& other : *open)
            for (const RequestFile& file : other.files)
                if (std::any_of(request.files.begin(), request.files.end(),
                                [&](const RequestFile& own) { return own.path == file.path; }))
                    return fail(ErrorKind::conflict, "V320",
                                {"このファイルはもう申請されています（" + file.path +
                                     "）。先の申請が済むか、取り下げてからにしてください",
                                 "publishing this file has been asked for already (" + file.path +
                                     "); wait until that is decided, or take it back"});
        if (auto put = studio_book::putRequest(database, request); !put) return put;
        return told(database, by, request, "library.ask");
    });
    if (!kept) return fail(kept.error());
    ring();
    return request;
}

Result<PublishRequest> Studio::release(const Author& by, const std::string& id) {
    const std::lock_guard one(releasing_);
    const auto known = request(id);
    if (!known) return fail(known.error());
    if (!*known) return fail(ErrorKind::notFound, "V300", {"その申請はありません", "there is no such request"});
    PublishRequest request = **known;
    bool part = request.askedBy == by.account;
    for (const RequestFile& file : request.files)
        part = part || std::find(file.editors.begin(), file.editors.end(), by.account) != file.editors.end();
    if (part)
        return fail(ErrorKind::refused, "V308",
                    {"書いた人・申請した人は公開できません。ほかの様式作成者に頼んでください",
                     "who wrote it or asked for it may not release it; ask another author"});
    if (request.state == RequestState::failed)
        return fail(
            ErrorKind::conflict, "V311",
            {"見本の読み取りが前より悪いため公開できません。結果を見て、直してから申請し直してください",
             "the samples read worse than before, so it cannot be published; see the result, mend it, ask anew"});
    if (request.state != RequestState::ready) return fail(requestHasChanged());
    std::vector<std::string> paths;
    for (const RequestFile& file : request.files) paths.push_back(file.path);
    if (auto why = unwritable(paths)) return fail(*why);
    {
        const std::lock_guard looking(looking_);
        if (auto fits = stillFits(by, request); !fits) return fail(fits.error());
    }
    const auto now = ground(request);
    if (!now) return fail(now.error());
    if (const std::string* before = request.result["ground"].string(); before != nullptr && *before != *now)
        return testedAgain(request);
    const auto begun = file_.write([&](Database& database) -> Result<void> {
        if (auto moved = studio_book::decide(
                database, id, {RequestState::ready, RequestState::releasing, by.account, "", options_.now()});
            !moved)
            return moved;
        return told(database, by, request, "library.release");
    });
    if (!begun) return fail(begun.error());
    request.decidedBy = by.account;
    request.decided = options_.now();
    if (auto finished = finish(request); !finished) {
        // The thread goes on with it: what is half there does not stay so.
        ring();
        return fail(finished.error());
    }
    auto done = this->request(id);
    if (!done) return fail(done.error());
    return **done;
}

// What the samples were read with: everything that is published but the request's own files, which stillFits looks at.
Result<std::string> Studio::ground(const PublishRequest& request) const {
    std::string all;
    for (const std::string& path : libraryPaths(options_.library)) {
        if (std::any_of(request.files.begin(), request.files.end(),
                        [&](const RequestFile& file) { return file.path == path; }))
            continue;
        const auto text = published(path);
        if (!text) return fail(text.error());
        all += path + "\n" + tagOf(*text) + "\n";
    }
    return tagOf(all);
}

Result<PublishRequest> Studio::testedAgain(const PublishRequest& request) {
    const auto moved = file_.write([&](Database& database) {
        return studio_book::decide(database, request.id, {RequestState::ready, RequestState::testing, "", "", 0});
    });
    if (!moved) return fail(moved.error());
    ring();
    return fail(ErrorKind::conflict, "V322",
                {"見本を読んだあとに、ほかのものが公開されました。いまの公開版でもう一度見本を読んでいます。終わったら"
                 "公開してください",
                 "something else has been published since the samples were read; they are being read again with it: "
                 "release it when that is done"});
}

Result<void> Studio::finishBegun() {
    const auto half =
        file_.read([](Database& database) { return studio_book::inState(database, RequestState::releasing); });
    if (!half) return fail(half.error());
    for (const std::string& id : *half) {
        const auto begun = request(id);
        if (!begun) return fail(begun.error());
        if (auto finished = finish(**begun); !finished) return finished;
    }
    return {};
}

// Once more is the same as once.
Result<void> Studio::finish(const PublishRequest& request) {
    std::vector<Published> texts;
    std::vector<std::string> paths;
    for (const RequestFile& file : request.files) {
        const auto before = published(file.path);
        if (!before || tagOf(*before) == tagOf(file.text)) continue;
        Published found;
        found.path = file.path;
        found.tag = tagOf(*before);
        found.text = *before;
        found.at = options_.now();
        texts.push_back(std::move(found));
    }
    // The earlier text is kept before it is overwritten.
    const auto kept = file_.write([&](Database& database) -> Result<void> {
        for (const Published& one : texts) {
            const auto known = studio_book::published(database, one.path);
            if (!known) return fail(known.error());
            if (!known->empty() && known->front().tag == one.tag) continue;
            if (auto put = studio_book::addPublished(database, one); !put) return put;
        }
        return {};
    });
    if (!kept) return kept;
    for (const RequestFile& file : request.files) {
        const std::string path = options_.library + "/" + file.path;
        if (auto made = files::makeFolders(fs::path(path).parent_path().string()); !made) return made;
        if (auto written = files::writeAtomically(path, file.text); !written) return written;
        paths.push_back(file.path);
    }
    // It is published either way: what cannot be taken up while it runs is so with the next start, and is said.
    const auto taken = options_.takeUp(paths);
    if (!taken) options_.failed(taken.error());
    return file_.write([&](Database& database) -> Result<void> {
        for (const RequestFile& file : request.files) {
            Published one{file.path,     0, tagOf(file.text), file.text, request.id, request.askedBy, request.decidedBy,
                          options_.now()};
            if (auto put = studio_book::addPublished(database, one); !put) return put;
            if (auto settled = studio_book::settleDraft(database, file, one.tag); !settled) return settled;
        }
        return studio_book::decide(database, request.id,
                                   {RequestState::releasing, RequestState::released, request.decidedBy,
                                    taken ? "" : kNextStart, request.decided});
    });
}

Result<PublishRequest> Studio::refuse(const Author& by, const std::string& id, const std::string& reason) {
    const auto known = request(id);
    if (!known) return fail(known.error());
    if (!*known) return fail(ErrorKind::notFound, "V300", {"その申請はありません", "there is no such request"});
    const RequestState from = (*known)->state;
    if (!isOpen(from) || from == RequestState::releasing) return fail(requestHasChanged());
    const bool own = (*known)->askedBy == by.account;
    const auto done = file_.write([&](Database& database) -> Result<void> {
        if (auto moved = studio_book::decide(
                database, id,
                {from, own ? RequestState::withdrawn : RequestState::refused, by.account, reason, options_.now()});
            !moved)
            return moved;
        return told(database, by, **known, own ? "library.withdraw" : "library.refuse");
    });
    if (!done) return fail(done.error());
    auto now = request(id);
    if (!now) return fail(now.error());
    return **now;
}

}  // namespace toitsu::authoring
