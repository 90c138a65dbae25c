#include "apps/server/library_access.h"

#include <algorithm>
#include <map>
#include <set>

#include "apps/authoring/rehearsal_value.h"
#include "apps/server/account_store.h"
#include "apps/server/problem.h"
#include "apps/server/values.h"

namespace toitsu::server {

using authoring::FileKind;

namespace {

// Texts are based on a layout by its id, within one folder.
using Name = std::pair<std::string, std::string>;

std::string folderOf(const std::string& path) {
    return path.substr(0, path.rfind('/'));
}

Name nameIn(const authoring::LibraryFile& layout) {
    return {folderOf(layout.path), layout.name};
}

}  // namespace

Error noLibraryFile() {
    return {ErrorKind::notFound, "V300", {"ひな型集にそのファイルはありません", "the library has no such file"}, {}};
}

Result<LibraryAccess> LibraryAccess::of(const Services& services, const Request& request) {
    if (services.studio == nullptr)
        return fail(ErrorKind::unavailable, "V316",
                    {"このサーバーではひな型集を編集できません", "this server has no library to edit"});
    return LibraryAccess(services, request, *services.studio);
}

authoring::Author LibraryAccess::author() const {
    return {request_.access.account(), request_.access.municipalities(Permission::libraryWrite),
            [this](const std::string& path) { return mayBeTold(path); }, [this] { return hidden(); }};
}

bool LibraryAccess::may(Permission permission, const authoring::LibraryFile& file,
                        const std::vector<std::string>& editors) const {
    if (file.kind != FileKind::layout) return request_.access.may(permission);
    if (!file.municipality.empty()) return request_.access.may(permission, file.municipality);
    // A new layout that cannot be read yet belongs to whoever writes it.
    return request_.access.may(permission) &&
           std::find(editors.begin(), editors.end(), request_.access.account()) != editors.end();
}

Result<KnownFile> LibraryAccess::look(const std::string& id) const {
    const auto path = authoring::pathOf(id);
    if (!path) return fail(noLibraryFile());
    KnownFile known;
    known.path = *path;
    const auto text = studio_.published(*path);
    if (!text && text.error().code != "V300") return fail(text.error());
    if (text) known.published = *text;
    auto draft = studio_.draft(*path);
    if (!draft) return fail(draft.error());
    known.draft = std::move(*draft);
    known.about = authoring::described(*path, known.published ? *known.published
                                              : known.draft   ? known.draft->text
                                                              : std::string());
    if (!known.published) known.about.tag.clear();
    return known;
}

Result<KnownFile> LibraryAccess::find(const std::string& id) const {
    auto known = look(id);
    if (!known) return known;
    if (!known->published && !known->draft) return fail(noLibraryFile());
    const auto editors = known->draft ? known->draft->editors : std::vector<std::string>();
    if (known->draft && !mayWrite(known->about, editors)) known->draft.reset();
    if (!known->published && !known->draft) return fail(noLibraryFile());
    if (known->published && !mayRead(known->about)) return fail(noLibraryFile());
    return known;
}

Result<KnownFile> LibraryAccess::forSaving(const std::string& id, const std::string& text) const {
    auto known = look(id);
    if (!known) return known;
    const std::vector<std::string> editors =
        known->draft ? known->draft->editors : std::vector<std::string>{request_.access.account()};
    if ((known->published || known->draft) && !mayWrite(known->about, editors)) return fail(noLibraryFile());
    // A text that cannot be read says of no municipality; it is the file's own until it can.
    const authoring::LibraryFile fresh = authoring::described(known->path, text);
    if (!fresh.municipality.empty() && !mayWrite(fresh, editors)) return fail(notPermitted());
    return known;
}

Result<std::vector<std::string>> LibraryAccess::writable(const Value& ids) const {
    std::vector<std::string> paths;
    if (ids.list() == nullptr) return paths;
    for (const Value& id : *ids.list()) {
        const auto known = find(textOf(id));
        if (!known) return fail(known.error());
        if (!mayWrite(known->about, known->draft ? known->draft->editors : std::vector<std::string>()))
            return fail(noLibraryFile());
        paths.push_back(known->path);
    }
    return paths;
}

bool LibraryAccess::mayDecide(const authoring::PublishRequest& request) const {
    return std::all_of(request.files.begin(), request.files.end(), [&](const authoring::RequestFile& file) {
        const auto published = studio_.published(file.path);
        return (!published || mayWrite(authoring::described(file.path, *published), file.editors)) &&
               mayWrite(authoring::described(file.path, file.text), file.editors);
    });
}

authoring::Paths LibraryAccess::hidden() const {
    const auto layouts = studio_.layouts();
    std::map<Name, const authoring::LibraryFile*> named;  // as based-on finds them: the file of that name before others
    for (const authoring::LibraryFile& one : layouts)
        if (const auto [at, fresh] = named.emplace(nameIn(one), &one);
            !fresh && one.path == folderOf(one.path) + "/" + one.name + ".xml")
            at->second = &one;
    authoring::Paths seen, shown, out;
    for (const authoring::LibraryFile& one : layouts) {
        if (!mayRead(one)) continue;
        const authoring::LibraryFile* at = &one;
        while (at != nullptr && seen.insert(at->path).second) {
            for (const std::string& blank : at->blanks) shown.insert(folderOf(at->path) + "/" + blank);
            const auto base = named.find({folderOf(at->path), at->basedOn});
            at = at->basedOn.empty() || base == named.end() ? nullptr : base->second;
        }
    }
    for (const authoring::LibraryFile& one : layouts) {
        if (seen.count(one.path) != 0) continue;
        out.insert(one.path);
        for (const std::string& blank : one.blanks)
            if (const std::string path = folderOf(one.path) + "/" + blank; shown.count(path) + seen.count(path) == 0)
                out.insert(path);
    }
    return out;
}

Result<void> LibraryAccess::basedOnOwn(const authoring::Texts& texts) const {
    const auto layoutIn = [](const std::string& path) { return authoring::kindOf(path) == FileKind::layout; };
    if (std::none_of(texts.begin(), texts.end(), [&](const auto& one) { return layoutIn(one.first); })) return {};
    authoring::Paths unseen = hidden();
    if (unseen.empty()) return {};
    // An id that a hidden layout has means that one where all are there: nothing is based on another of the same id.
    const auto layouts = studio_.layouts();
    std::set<Name> taken;
    for (const authoring::LibraryFile& one : layouts)
        if (unseen.count(one.path) != 0) taken.insert(nameIn(one));
    for (const authoring::LibraryFile& one : layouts)
        if (taken.count(nameIn(one)) != 0) unseen.insert(one.path);
    for (const auto& [path, text] : texts) {
        if (!layoutIn(path)) continue;
        authoring::Texts beside;
        for (const auto& [other, its] : texts)
            if (other == path || taken.count(nameIn(authoring::described(other, its))) == 0) beside.emplace(other, its);
        const auto checked = studio_.check(path, beside, unseen);
        if (!checked) return fail(checked.error());
        for (const authoring::Remark& remark : checked->remarks)
            if (authoring::leansOnWhatIsNotThere(remark)) return fail(remark.error);
    }
    return {};
}

bool LibraryAccess::mayBeTold(const std::string& path) const {
    const auto kind = authoring::kindOf(path);
    if (path.empty() || (kind && *kind != FileKind::layout)) return true;
    if (const auto of = studio_.municipalityOf(path))
        return of->empty() || request_.access.may(Permission::libraryRead, *of);
    // Nobody can tell whose it is, a sample's truth for one: only who sees all layouts there is told.
    const bool ofForm = path.rfind("forms/", 0) == 0;
    const std::string around = ofForm ? path.substr(0, path.find('/', std::string_view("forms/").size()) + 1) : "";
    const auto layouts = studio_.layouts();
    return std::all_of(layouts.begin(), layouts.end(), [&](const authoring::LibraryFile& one) {
        return one.path.rfind(around, 0) != 0 || mayRead(one);
    });
}

void LibraryAccess::keepToOwn(authoring::RehearsalPlan& plan) const {
    const auto files = studio_.layouts();
    for (auto& [folder, layouts] : plan.forms) {
        if (layouts.empty())
            for (const authoring::LibraryFile& one : files)
                if (folderOf(one.path) == folder + "/layouts" && mayRead(one)) layouts.insert(one.name);
        // An own paper may call itself as another one is called.
        std::erase_if(layouts, [&](const std::string& one) { return !mayShow(one, files); });
        if (layouts.empty()) layouts.insert("");  // none at all, which is not the same as all of them
    }
}

std::string LibraryAccess::nameOf(const std::string& account) const {
    if (account.empty() || services_.file == nullptr) return account;
    const auto found = services_.file->read([&](Database& database) { return accounts::byId(database, account); });
    return found && *found ? (*found)->name : account;
}

Value LibraryAccess::draftValue(const authoring::Draft& draft) const {
    const auto published = studio_.published(draft.path);
    List editors;
    for (const std::string& one : draft.editors) editors.emplace_back(nameOf(one));
    return Context{
        {"id", authoring::idOf(draft.path)}, {"text", draft.text},
        {"base", textOrNull(draft.base)},    {"current", (published ? authoring::tagOf(*published) : "") == draft.base},
        {"revision", draft.revision},        {"by", draft.by},
        {"by_name", nameOf(draft.by)},       {"at", isoTime(draft.at)},
        {"editors", std::move(editors)}};
}

Value LibraryAccess::requestValue(const authoring::PublishRequest& request, bool texts) const {
    bool part = request.askedBy == request_.access.account();
    List files;
    for (const authoring::RequestFile& file : request.files) {
        const auto about = authoring::described(file.path, file.text);
        List editors;
        for (const std::string& one : file.editors) {
            part = part || one == request_.access.account();
            editors.emplace_back(nameOf(one));
        }
        Context one{{"id", authoring::idOf(file.path)},
                    {"path", file.path},
                    {"kind", authoring::kindName(about.kind)},
                    {"title", about.title.empty() ? about.name : about.title},
                    {"version", about.version > 0 ? Value(about.version) : Value()},
                    {"editors", std::move(editors)}};
        if (texts) one.put("text", file.text);
        files.emplace_back(std::move(one));
    }
    return Context{{"id", request.id},
                   {"state", authoring::stateName(request.state)},
                   {"asked_by", request.askedBy},
                   {"asked_by_name", nameOf(request.askedBy)},
                   {"asked", isoTime(request.asked)},
                   {"note", request.note},
                   {"decided_by_name", textOrNull(nameOf(request.decidedBy))},
                   {"decided", request.decided > 0 ? Value(isoTime(request.decided)) : Value()},
                   {"reason", request.reason == authoring::kNextStart ? Value() : textOrNull(request.reason)},
                   {"takes_effect", request.reason == authoring::kNextStart ? "restart" : "now"},
                   {"files", std::move(files)},
                   {"result", texts ? resultValue(request.result) : Value()},
                   {"mine", request.askedBy == request_.access.account()},
                   {"may_release", request.state == authoring::RequestState::ready && !part && mayDecide(request)}};
}

Value LibraryAccess::versionValue(const authoring::Published& version) const {
    return Context{{"number", version.number},
                   {"tag", version.tag},
                   {"at", isoTime(version.at)},
                   {"asked_by_name", textOrNull(nameOf(version.askedBy))},
                   {"released_by_name", textOrNull(nameOf(version.releasedBy))},
                   {"request", textOrNull(version.request)}};
}

bool LibraryAccess::mayShow(const std::string& layout, const std::vector<authoring::LibraryFile>& files) const {
    return std::none_of(files.begin(), files.end(), [&](const authoring::LibraryFile& file) {
        return file.kind == FileKind::layout && file.name == layout && !mayRead(file);
    });
}

Value LibraryAccess::resultValue(const Value& result) const {
    const List* forms = result["forms"].list();
    if (forms == nullptr) return result;  // there is none yet
    const auto files = studio_.layouts();
    int elsewhere = 0;
    List shown;
    for (const Value& form : *forms) {
        Context one = *form.context();
        for (const char* member : {"samples", "worse", "better"}) {
            const List& rows = *form[member].list();
            List kept;
            for (const Value& row : rows) {
                if (mayShow(textOf(row["layout"]), files))
                    kept.push_back(row);
                else if (std::string_view(member) == "worse")
                    ++elsewhere;
            }
            if (std::string_view(member) == "samples" && kept.size() < rows.size())
                one.put("expected", static_cast<std::int64_t>(kept.size()));
            one.put(member, std::move(kept));
        }
        for (const char* member : {"unknown", "gone"}) {
            List names;
            for (const Value& row : *form[member].list())
                if (mayShow(textOf(row["layout"]), files)) names.emplace_back(textOf(row["sample"]));
            one.put(member, std::move(names));
        }
        shown.emplace_back(std::move(one));
    }
    std::map<std::string, bool> known;  // a file has many tests
    const auto told = [&](const Value& row) {
        const auto [at, fresh] = known.emplace(textOf(row["path"]), false);
        if (fresh) at->second = mayBeTold(at->first);
        return at->second;
    };
    // An overlay's tests are its municipality's.
    List tests, errors;
    for (const Value& test : *result["tests"].list()) {
        if (told(test))
            tests.push_back(test);
        else if (!test["passed"].isTrue())
            ++elsewhere;
    }
    for (const Value& error : *result["errors"].list()) {
        if (told(error))
            errors.push_back(error);
        else
            ++elsewhere;
    }
    Context out = *result.context();
    out.put("tests", std::move(tests));
    out.put("errors", std::move(errors));
    out.put("ground", Value());
    out.put("forms", std::move(shown));
    out.put("elsewhere", elsewhere);
    return out;
}

}  // namespace toitsu::server
