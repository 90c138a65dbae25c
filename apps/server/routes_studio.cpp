// The studio: a text that nobody has saved or published is checked, drawn, compared and tried.

#include <algorithm>
#include <charconv>

#include "apps/authoring/rehearsal_value.h"
#include "apps/authoring/vocabulary.h"
#include "apps/server/library_access.h"
#include "apps/server/paging.h"
#include "apps/server/problem.h"
#include "apps/server/routes.h"
#include "apps/server/values.h"
#include "base/json.h"

namespace toitsu::server {

namespace {

constexpr std::size_t kTextLimit = 4u << 20;

// What a request is about: a file, its text as it stands in the editor, other drafts beside it.
struct Subject {
    KnownFile file;
    authoring::Texts texts;
    authoring::Paths hidden;  // what the text cannot be based on
};

Result<Subject> subjectOf(const LibraryAccess& access, const Request& request) {
    const std::string text = textOf(request.json["text"]);
    auto file = access.forSaving(textOf(request.json["file"]), text);
    if (!file) return fail(file.error());
    const auto with = access.writable(request.json["with"]);
    if (!with) return fail(with.error());
    auto texts = access.studio().together(file->path, text, *with);
    if (!texts) return fail(texts.error());
    authoring::Paths hidden;  // flows and decisions are based on no layout
    if (!authoring::formFolderOf(file->path).empty()) hidden = access.hidden();
    return Subject{std::move(*file), std::move(*texts), std::move(hidden)};
}

Value findingValue(const authoring::Remark& remark) {
    const Error& error = remark.error;
    return Context{{"severity", remark.warning ? "warning" : "error"},
                   {"code", error.code},
                   {"message", authoring::wordingValue(error.message)},
                   {"file", remark.path.empty() ? Value() : Value(authoring::idOf(remark.path))},
                   {"line", error.place.line},
                   {"column", error.place.column}};
}

List fieldsOf(const authoring::Checked& checked) {
    List fields;
    if (!checked.layout) return fields;
    const forms::Form& form = forms::askedForm(checked.layout->form, checked.layout->layout);
    for (const forms::Field& field : form.fields) {
        List options;
        for (const forms::Option& one : field.options)
            options.emplace_back(Context{{"code", one.code}, {"title", one.title}});
        fields.emplace_back(Context{{"id", field.id},
                                    {"title", field.title},
                                    {"type", forms::typeName(field.type)},
                                    {"options", std::move(options)}});
    }
    return fields;
}

Result<Response> checkText(const Services& services, const Request& request) {
    const auto access = LibraryAccess::of(services, request);
    if (!access) return fail(access.error());
    const auto subject = subjectOf(*access, request);
    if (!subject) return fail(subject.error());
    const auto checked = access->studio().check(subject->file.path, subject->texts, subject->hidden);
    if (!checked) return fail(checked.error());
    List findings;
    int elsewhere = checked->hidden;
    for (const authoring::Remark& one : checked->remarks) {
        // A form's change may break a paper of a municipality that the account has no right in.
        if (subject->texts.count(one.path) != 0 || access->mayBeTold(one.path))
            findings.push_back(findingValue(one));
        else
            ++elsewhere;
    }
    Value residual;
    if (checked->layout) residual = Decimal::fromDouble(checked->layout->layout.residualBound).value_or(Decimal(0));
    return Response::json(Value(Context{{"findings", std::move(findings)},
                                        {"elsewhere", elsewhere},
                                        {"pages", authoring::pagesValue(*checked)},
                                        {"fields", fieldsOf(*checked)},
                                        {"residual", residual}}));
}

Result<Response> drawPage(const Services& services, const Request& request) {
    const auto access = LibraryAccess::of(services, request);
    if (!access) return fail(access.error());
    const auto subject = subjectOf(*access, request);
    if (!subject) return fail(subject.error());
    const Decimal* page = request.json["page"].number();
    auto drawn = access->studio().drawing(subject->file.path, subject->texts,
                                          static_cast<int>(page->toInteger().value_or(0)), subject->hidden);
    if (!drawn) return fail(drawn.error());
    return Response::bytes("image/svg+xml", std::move(*drawn));
}

Result<Response> differences(const Services& services, const Request& request) {
    const auto access = LibraryAccess::of(services, request);
    if (!access) return fail(access.error());
    const auto subject = subjectOf(*access, request);
    if (!subject) return fail(subject.error());
    const auto changes = access->studio().diff(subject->file.path, subject->texts, subject->hidden);
    if (!changes) return fail(changes.error());
    return Response::json(*changes);
}

Result<Response> unifyPapers(const Services& services, const Request& request) {
    const auto access = LibraryAccess::of(services, request);
    if (!access) return fail(access.error());
    const auto form = access->find(textOf(request.json["form"]));
    if (!form) return fail(form.error());
    if (form->about.kind != authoring::FileKind::form) return fail(noLibraryFile());
    const auto with = access->writable(request.json["with"]);
    if (!with) return fail(with.error());
    auto texts = access->studio().together("", "", *with);
    if (!texts) return fail(texts.error());
    texts->erase("");
    const auto report = access->studio().unify(authoring::formFolderOf(form->path), *texts, access->hidden(),
                                               [&](const auto& file) { return access->mayRead(file); });
    if (!report) return fail(report.error());
    return Response::json(*report);
}

Result<Response> vocabulary(const Services& services, const Request& request) {
    const auto access = LibraryAccess::of(services, request);
    if (!access) return fail(access.error());
    const std::string asked = request.queried("kind").value_or("");
    for (const auto kind : {authoring::FileKind::form, authoring::FileKind::layout, authoring::FileKind::flow,
                            authoring::FileKind::decision}) {
        if (authoring::kindName(kind) != asked) continue;
        const auto words = authoring::Vocabulary::of(kind, access->studio().library());
        if (!words) return fail(words.error());
        const Value value = words->value();
        return withEtag(request, Response::json(value).with("Cache-Control", "private, no-cache"),
                        etag(json::write(value)));
    }
    return fail(notUnderstood());
}

Value trialValue(const LibraryAccess& access, const authoring::Studio::TrialState& state) {
    Value error;
    if (state.error)
        error = Context{{"code", state.error->code}, {"message", authoring::wordingValue(state.error->message)}};
    return Context{{"id", state.id},
                   {"file", authoring::idOf(state.path)},
                   {"state", state.state},
                   {"done", static_cast<std::int64_t>(state.done)},
                   {"expected", static_cast<std::int64_t>(state.expected)},
                   {"result", access.resultValue(state.result)},
                   {"error", error}};
}

Result<Response> beginTrial(const Services& services, const Request& request) {
    const auto access = LibraryAccess::of(services, request);
    if (!access) return fail(access.error());
    auto subject = subjectOf(*access, request);
    if (!subject) return fail(subject.error());
    if (auto own = access->basedOnOwn(subject->texts); !own) return fail(own.error());
    authoring::RehearsalPlan plan = authoring::planFor({{subject->file.path, subject->texts.at(subject->file.path)}});
    access->keepToOwn(plan);
    const auto begun = access->studio().beginTrial(request.access.account(), subject->file.path,
                                                   std::move(subject->texts), std::move(plan));
    if (!begun) return fail(begun.error());
    return Response::json(trialValue(*access, *begun), 202);
}

Result<authoring::Studio::TrialState> ownTrial(const LibraryAccess& access, const Request& request) {
    auto state = access.studio().trial(request.parameter("id"));
    if (!state || state->account != request.access.account())
        return fail(ErrorKind::notFound, "V313",
                    {"その試行はもうありません。もう一度実行してください", "that trial is no more; run it again"});
    return std::move(*state);
}

Result<Response> lookAtTrial(const Services& services, const Request& request) {
    const auto access = LibraryAccess::of(services, request);
    if (!access) return fail(access.error());
    const auto state = ownTrial(*access, request);
    if (!state) return fail(state.error());
    return Response::json(trialValue(*access, *state));
}

Result<Response> stopTrial(const Services& services, const Request& request) {
    const auto access = LibraryAccess::of(services, request);
    if (!access) return fail(access.error());
    const auto state = ownTrial(*access, request);
    if (!state) return fail(state.error());
    access->studio().stopTrial(state->id);
    return Response::noContent();
}

}  // namespace

Routes studioRoutes(Services& services) {
    return {
        {Method::post,
         "/api/v1/library/check",
         Permission::libraryWrite,
         {"What lint says of a text, and of a layout where its boxes stand (mm); `with`: drafts to see it together "
          "with",
          "", "{file: string, text: text, with?: [string]}", "LibraryChecked"},
         [&services](const Request& request) { return checkText(services, request); },
         Body::json,
         kTextLimit},
        {Method::post,
         "/api/v1/library/drawing",
         Permission::libraryWrite,
         {"The blank of one page of a layout, as SVG", "", "{file: string, text: text, page: int, with?: [string]}",
          ""},
         [&services](const Request& request) { return drawPage(services, request); },
         Body::json,
         kTextLimit},
        {Method::post,
         "/api/v1/library/diff",
         Permission::libraryWrite,
         {"What a text differs in from the published one, in meaning", "",
          "{file: string, text: text, with?: [string]}", "{differences: int, breaking?: int, changes: [any]}"},
         [&services](const Request& request) { return differences(services, request); },
         Body::json,
         kTextLimit},
        {Method::post,
         "/api/v1/library/unify",
         Permission::libraryWrite,
         {"What the papers of one form differ in, and what each municipality would have to change", "",
          "{form: string, with?: [string]}", "any"},
         [&services](const Request& request) { return unifyPapers(services, request); },
         Body::json},
        {Method::get,
         "/api/v1/library/vocabulary",
         Permission::libraryWrite,
         {"Elements, attributes and values that a form or layout may have, from its schema", "kind: LibraryKind", "",
          "any"},
         [&services](const Request& request) { return vocabulary(services, request); }},
        {Method::post,
         "/api/v1/library/trials",
         Permission::libraryWrite,
         {"Read the samples of a form or layout, or run the tests of a flow or decision, with a text", "",
          "{file: string, text: text, with?: [string]}", "LibraryTrial"},
         [&services](const Request& request) { return beginTrial(services, request); },
         Body::json,
         kTextLimit,
         true},
        {Method::get,
         "/api/v1/library/trials/{id}",
         Permission::libraryWrite,
         {"How far a trial of one's own is, and its result", "", "", "LibraryTrial"},
         [&services](const Request& request) { return lookAtTrial(services, request); }},
        {Method::del,
         "/api/v1/library/trials/{id}",
         Permission::libraryWrite,
         {"Stop a trial", "", "", ""},
         [&services](const Request& request) { return stopTrial(services, request); }},
    };
}

}  // namespace toitsu::server
