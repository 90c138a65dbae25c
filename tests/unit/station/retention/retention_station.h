#pragma once

// A station whose cases leave something in every place where a station keeps anything: records, entries, notes, names
// of files, search terms, findings, drafts, crops. Each carries a mark of its case, so that a test can look for it.
// Nobody in it is real; time is a number that the test sets.

#include <gtest/gtest.h>

#include <filesystem>

#include "apps/station/audit.h"
#include "apps/station/retention/retention.h"
#include "apps/station/retention/sweep.h"
#include "apps/station/running_station.h"
#include "base/hash.h"
#include "base/json.h"
#include "tests/unit/station/verify/desk_sample.h"

namespace toitsu::station {

inline Instant at(const char* day) {
    return beginningOf(Date::parse(day).value()) + 10LL * 3600 * 1000;
}

class RetentionStation {
public:
    static constexpr const char* kMine = "202011";
    static constexpr const char* kTheirs = "202029";

    RetentionStation() {
        forms::Findings findings;
        for (const char* text : {kDeskForm, kKept}) {
            const auto form = forms::parseForm(text, "form.xml", findings);
            EXPECT_TRUE(form) << (findings.errors.empty() ? "" : findings.errors.front().text(Language::en));
            if (form) library.forms.push_back(std::make_shared<const forms::Form>(*form));
        }
        open();
    }
    ~RetentionStation() { close(); }

    void open() {
        data = std::make_unique<DataFolder>(DataFolder::create(path(), folder.path() + "/key").value());
        auto opened = Station::open(*data, std::make_shared<const Decisions>());
        ASSERT_TRUE(opened) << opened.error().text(Language::en);
        station = std::make_unique<Station>(std::move(*opened));
        auto parts = RunningStation::tables();
        parts.push_back({"answers",
                         {"CREATE TABLE answers (account TEXT NOT NULL, key TEXT NOT NULL, body TEXT NOT NULL, at "
                          "INTEGER NOT NULL, PRIMARY KEY (account, key)) STRICT, WITHOUT ROWID;"}});
        auto own = StationFile::open(path() + "/station.sqlite", parts);
        ASSERT_TRUE(own) << own.error().text(Language::en);
        file = std::move(*own);
        ASSERT_TRUE(station->engine().deploy(kDeskFlow, "trial.bpmn", now));
        DeskPolicy policy;
        policy.samplePerMille = 1000;
        policy.undoMillis = 0;
        auto made = Desk::open({*file, *station, *data, library, DeskPolicies(policy)}, now);
        ASSERT_TRUE(made) << made.error().text(Language::en);
        desk = std::move(*made);
        tick();
        retention = std::make_unique<Retention>(Retention::Parts{*file, *station, *data, library, policies});
        Sweep::Parts sweeping{*file, *station, *data, policies};
        sweeping.forget = [this](const std::string& id) { return desk->forget(id, now); };
        sweeping.beforeStep = [this](std::string_view step) -> Result<void> {
            steps.emplace_back(step);
            if (beforeStep) beforeStep(step);
            return {};
        };
        sweep = std::make_unique<Sweep>(std::move(sweeping));
        ended = std::make_unique<EndedCases>(EndedCases::Parts{*file, *station, *data, library, 0});
    }
    void close() {
        ended.reset();
        sweep.reset();
        retention.reset();
        desk.reset();
        file.reset();
        station.reset();
        data.reset();
    }
    std::string path() const { return folder.path() + "/" + name; }

    void tick() {
        do EXPECT_TRUE(desk->tick(now));
        while (desk->pending());
    }
    void lookThrough() {
        for (;;) {
            const auto more = ended->step(now);
            ASSERT_TRUE(more) << more.error().text(Language::en);
            if (!*more) return;
        }
    }
    void sweepAll() {
        for (;;) {
            const auto more = sweep->step(now);
            ASSERT_TRUE(more) << more.error().text(Language::en);
            if (!*more) return;
        }
    }
    template <class Ask>
    auto read(Ask ask) {
        return file->read(ask).value();
    }
    void write(const StationFile::Make& make) {
        const auto done = file->write(make);
        EXPECT_TRUE(done) << done.error().text(Language::en);
    }

    struct Made {
        std::string caseId, page, sha256;
    };
    // `original`: whose bytes; pages of one file have the same.
    Made addPage(const std::string& mark, const std::string& original, int number, int of, PageState state,
                 const std::string& municipality = kMine) {
        Made made;
        made.sha256 = data->blobs().put("a scan of " + original)->sha256;
        PageRecord record;
        record.sha256 = made.sha256;
        record.page = number;
        record.pagesInFile = of;
        record.fileName = original + ".png";
        record.received = DateTime::fromUnixMillis(now).iso();
        record.state = state;
        if (state == PageState::dismissed) record.dismissed = record.received;
        record.note = mark + " note";
        const std::string crop = made.sha256.substr(0, 16) + "-" + std::to_string(number) + "-";
        record.reading = Context{
            {"fields", List{Context{{"field", "name"}, {"parts", List{Context{{"crop", crop + "name.png"}}}}}}}};
        for (const char* field : {"name.png", "of-an-earlier-layout.png"})
            EXPECT_TRUE(files::writeAtomically(data->crops() + "/" + crop + field, mark + " crop"));
        made.page = record.id();
        EXPECT_TRUE(data->pages().save(record));
        write([&](Database& database) -> Result<void> {
            const BatchRow batch{"b-" + made.sha256.substr(0, 8), municipality, original + ".png", "hanako", now};
            if (auto put = intake_book::putBatch(database, batch); !put) return put;
            FileRow row;
            row.batch = batch.id;
            row.municipality = municipality;
            row.name = original + ".png";
            row.sha256 = made.sha256;
            if (auto put = intake_book::putFile(database, row); !put) return put;
            if (auto put = intake_book::putPage(database, record, municipality, batch.id); !put) return put;
            return database.run("UPDATE intake_files SET state = 2");
        });
        return made;
    }

    // A case that people have verified and that has ended now.
    Made addCase(const std::string& mark, const std::string& form = "trial", const std::string& municipality = kMine,
                 const std::string& original = {}, int number = 1) {
        Made made = addPage(mark, original.empty() ? mark : original, number, number, PageState::inCase, municipality);
        forms::Record record;
        record.form = form;
        record.formVersion = library.form(form)->version;
        record.municipality = municipality;
        for (const auto& [id, text] : {std::pair<const char*, std::string>{"count", "123"},
                                       {"name", mark + "太郎"},
                                       {"account", "4567"},
                                       {"total", "800"}}) {
            forms::FieldValue value;
            value.field = id;
            value.value = text;
            value.raw = mark + " raw";
            value.confidence = 0.8;
            value.candidates = {{text, 0.8}, {mark + "次郎", 0.1}};
            forms::Reading reading;
            reading.field = id;
            reading.quad = {{{10, 20}, {110, 20}, {110, 50}, {10, 50}}};
            reading.candidates = value.candidates;
            value.readings = {reading};
            value.doubt = value.ownDoubt = value.field == "name";
            if (value.doubt) value.why = value.ownWhy = {"薄い", "faint"};
            record.fields.push_back(value);
        }
        Context variables = caseVariables(data->vault(), *library.form(form), record, made.page).value();
        variables.put("page", Context{{"blob", made.sha256}, {"number", number}});
        variables.put("remark", mark + " variable");
        made.caseId = station->engine().start("trial", municipality, made.page, variables, now).value();
        PageRecord page = data->pages().find(made.page).value();
        page.caseId = made.caseId;
        EXPECT_TRUE(data->pages().save(page));
        tick();
        const auto tasks = station->engine().tasks(municipality).value();
        EXPECT_EQ(tasks.size(), 1u);
        // A half-finished answer, of which its end took no notice.
        const std::string draft = sha256Hex(tasks.at(0).id).substr(0, 32) + ".json";
        auto handed = desk->next("hanako", {Mode::exception, {municipality}, {}, {}, 24}, now);
        EXPECT_TRUE(handed && *handed) << mark;
        Saying said = about((*handed)->items.at(0), correct(mark + "三郎"));
        said.note = mark + " told";
        EXPECT_TRUE(desk->submit("hanako", (*handed)->lease, {said}, "", now));
        tick();
        EXPECT_TRUE(files::writeAtomically(data->drafts() + "/" + draft, mark + " draft"));
        EXPECT_TRUE(station->engine().findCase(made.caseId)->ended) << mark;
        write([&](Database& database) -> Result<void> {
            if (auto put = case_search::put(database, made.caseId, municipality, {mark + "TERM"}); !put) return put;
            if (auto put = findings::put(database, {"qa:" + made.caseId + "/name", made.caseId, municipality, form,
                                                    "name", mark, mark, now});
                !put)
                return put;
            if (auto put = intake_book::putSplit(database, {made.caseId, "hanako", mark + " split", now}); !put)
                return put;
            if (auto put = intake_book::splitIsDone(database, made.caseId); !put) return put;
            const auto answered =
                database.change("INSERT INTO answers VALUES ('hanako', ?, ?, ?)", "k-" + made.caseId,
                                "{\"case\": \"" + made.caseId + "\", \"text\": \"" + mark + "\"}", at("2030-01-01"));
            if (!answered) return fail(answered.error());
            return {};
        });
        for (const auto& done : {retention->hold(made.caseId, "hanako", mark + " held once", now),
                                 retention->release(made.caseId, "hanako", now)})
            EXPECT_TRUE(done) << done.error().text(Language::en);
        if (looksThrough) lookThrough();
        return made;
    }

    // Files of the data folder, but locks, in which the mark stands: also in what databases have thrown away.
    std::vector<std::string> filesWith(const std::string& mark) const {
        std::vector<std::string> out;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(path())) {
            const std::string found = entry.path().lexically_relative(path()).string();
            if (found.find(mark) != std::string::npos) out.push_back(found);
            if (entry.is_regular_file() && files::read(entry.path().string()).value().find(mark) != std::string::npos)
                out.push_back(found);
        }
        return out;
    }
    // Everything that is kept, but what tells of destroying and what is only counted: file → its bytes, and table →
    // its rows.
    std::map<std::string, std::string> everything() const {
        std::map<std::string, std::string> out;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(path())) {
            const std::string found = entry.path().lexically_relative(path()).string();
            if (entry.is_regular_file() && found.find(".sqlite") == std::string::npos)
                out[found] = files::read(entry.path().string()).value();
        }
        for (const char* base : {"cases.sqlite", "station.sqlite"}) {
            const auto database = Database::open(path() + "/" + base, Database::Use::read).value();
            std::vector<std::string> tables;
            EXPECT_TRUE(database->each("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name",
                                       [&](const Statement& row) { tables.push_back(row.text(0)); }));
            for (const std::string& table : tables) {
                if (table.starts_with("retention_") || table.starts_with("audit") || table.starts_with("sqlite_") ||
                    table == "figures_read" || table == "figures_mark" || table == "figures_looked_at" ||
                    table == "figures_hours" || table == "ended_cases_mark")
                    continue;
                std::string columns;
                EXPECT_TRUE(
                    database->each("SELECT name FROM pragma_table_info('" + table + "')", [&](const Statement& row) {
                        columns += (columns.empty() ? "quote(" : " || ',' || quote(") + row.text(0) + ")";
                    }));
                std::string& rows = out[std::string(base) + ":" + table];
                EXPECT_TRUE(database->each("SELECT " + columns + " AS line FROM " + table + " ORDER BY line",
                                           [&](const Statement& row) { rows += row.text(0) + "\n"; }));
            }
        }
        return out;
    }

    static constexpr const char* kKept =
        R"(<form xmlns="urn:toitsu:form:1" id="kept" version="2" title="永年" basis="なし">
  <field id="count" type="digits" length="3" title="数" required="true"/>
  <field id="name" type="person-name" title="氏名"/>
  <field id="account" type="digits" length="4" title="口座"/>
  <field id="total" type="money" title="計"/>
</form>)";

    files::TemporaryFolder folder = files::TemporaryFolder::make("toitsu-retention-").value();
    std::string name = "data";
    forms::Library library;
    RetentionPolicies policies;
    Instant now = at("2026-11-29");
    std::function<void(std::string_view)> beforeStep;
    std::vector<std::string> steps;
    std::unique_ptr<DataFolder> data;
    std::unique_ptr<Station> station;
    std::unique_ptr<StationFile> file;
    std::unique_ptr<Desk> desk;
    std::unique_ptr<Retention> retention;
    std::unique_ptr<Sweep> sweep;
    std::unique_ptr<EndedCases> ended;
    bool looksThrough = true;  // what has ended is known at once
};

}  // namespace toitsu::station
