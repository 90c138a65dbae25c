#pragma once

// People before a station: two municipalities with cases of one small form, one page of paper for each, everything
// made up. What belongs to a municipality carries a word of its own, so that a test can look for it.

#include "apps/station/case_variables.h"
#include "apps/station/running_station.h"
#include "people.h"

namespace toitsu::server {

class StationPeople : public People {
protected:
    static constexpr const char* kMine = "202011";
    static constexpr const char* kTheirs = "202029";

    StationPeople() {
        const std::string library = folder.path() + "/library";
        for (const char* inner : {"/forms/trial/layouts", "/flows", "/decisions", "/bindings"})
            EXPECT_TRUE(files::makeFolders(library + inner));
        write(
            library + "/forms/trial/form.xml",
            R"(<form xmlns="urn:toitsu:form:1" id="trial" version="1" title="試験" basis="番号法第9条" retention="P1Y">
  <field id="count" type="digits" length="3" title="数"/>
  <field id="name" type="person-name" title="氏名" required="true"/>
  <field id="account" type="digits" length="4" title="口座" policy="double"/>
  <field id="person.my-number" type="my-number" title="個人番号" sensitivity="my-number"/>
</form>
)");
        for (const char* municipality : {kMine, kTheirs})
            write(library + "/forms/trial/layouts/trial-" + municipality + ".xml",
                  R"(<layout xmlns="urn:toitsu:layout:1" form="trial" municipality=")" + std::string(municipality) +
                      R"(" id="trial-)" + municipality + R"(" from="2021-04-01">
  <page number="1" paper="A4">
    <place field="count" box="20 20 30 8" cells="3" written="hand"/>
    <place field="name" box="20 40 60 8" written="hand"/>
    <place field="account" box="20 60 30 8" cells="4" written="hand"/>
    <place field="person.my-number" box="20 80 60 8" cells="12" written="hand"/>
  </page>
</layout>
)");
        write(library + "/flows/trial.bpmn",
              R"(<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:flow="urn:toitsu:flow:1" id="d"
  targetNamespace="urn:test" expressionLanguage="https://www.omg.org/spec/DMN/20230324/FEEL/">
  <process id="trial" name="試験の流れ" isExecutable="true">
    <startEvent id="s" name="受付"/><userTask id="verify" name="確認" flow:role="検証者" flow:form="verify"/>
    <userTask id="decide" name="決裁" flow:role="決裁者" flow:form="decide"/><endEvent id="e"/>
    <sequenceFlow id="a" sourceRef="s" targetRef="verify"/><sequenceFlow id="b" sourceRef="verify" targetRef="decide"/>
    <sequenceFlow id="c" sourceRef="decide" targetRef="e"/>
  </process>
</definitions>
)");
        // A business system that takes files, outside the data folder.
        for (const char* inner : {"/system/inbox", "/system/taken", "/system/results"})
            EXPECT_TRUE(files::makeFolders(keys.path() + inner));
        EXPECT_TRUE(files::makeFolders(library + "/bindings/" + kMine));
        write(library + "/bindings/" + kMine + "/trial.register.xml",
              R"(<binding xmlns="urn:toitsu:binding:1" id="trial-file" municipality=")" + std::string(kMine) +
                  R"(" operation="trial.register" title="試験の取込">
  <file folder=")" +
                  keys.path() + R"(/system" encoding="utf-8">
    <column name="NAME" field="name"/>
    <column name="KOJIN_NO" field="person.my-number" max-bytes="12"/>
  </file>
</binding>
)");
        auto data = station::DataFolder::create(folder.path(), keys.path() + "/key");
        EXPECT_TRUE(data);
        EXPECT_TRUE(files::writeAtomically(folder.path() + "/desk.json", R"({"default": {"sample_per_mille": 0}})"));
        station::RunningOptions options;
        options.library = library;
        options.works = false;
        options.failed = [](const Error& error) { ADD_FAILURE() << error.text(Language::en); };
        auto opened = station::RunningStation::open(*data, *file, options);
        EXPECT_TRUE(opened) << opened.error().text(Language::en);
        if (opened) running = std::move(*opened);
        services->station = running.get();
    }
    ~StationPeople() override {
        services->station = nullptr;
        running.reset();
    }

    static void write(const std::string& path, const std::string& content) {
        EXPECT_TRUE(files::writeAtomically(path, content));
    }
    void work() {
        const auto done = running->work(clock);
        EXPECT_TRUE(done) << done.error().text(Language::en);
    }

    // Where a point of the upright sheet lies on the scan.
    forms::Point laid(double x, double y) const { return station::asShown({x, y}, lying, 827, 1169); }
    station::Quad laid(double left, double top, double right, double bottom) const {
        return {laid(left, top), laid(right, top), laid(right, bottom), laid(left, bottom)};
    }

    // A white sheet of A4 at 100 dpi with black where the 個人番号 stands and grey where the name does; → the page's
    // id.
    std::string addPage(const std::string& municipality, int number) {
        const int wide = lying % 2 == 0 ? 827 : 1169, high = lying % 2 == 0 ? 1169 : 827;
        ocr::Picture picture{wide, high, 1, nullptr};
        auto pixels = std::make_shared<std::vector<std::uint8_t>>(827u * 1169u, std::uint8_t{255});
        const auto ink = [&](int left, int top, int right, int bottom, std::uint8_t shade) {
            for (int y = top; y < bottom; ++y)
                for (int x = left; x < right; ++x) {
                    const forms::Point at = laid(x + 0.5, y + 0.5);
                    (*pixels)[static_cast<std::size_t>(at.y) * static_cast<std::size_t>(wide) +
                              static_cast<std::size_t>(at.x)] = shade;
                }
        };
        ink(80, 320, 310, 340, 0);
        ink(84, 163, 310, 184, 100);
        (*pixels)[static_cast<std::size_t>(number)] = 254;  // every sheet is another file
        picture.pixels = pixels;
        const std::string path = folder.path() + "/sheet.png";
        EXPECT_TRUE(ocr::writePng(picture, path));
        station::PageRecord record;
        record.sha256 = running->data().blobs().put(files::read(path).value())->sha256;
        record.fileName = "sheet.png";
        record.received = "2026-11-29T00:00:00Z";
        record.state = station::PageState::inCase;
        const auto quad = [&](int left, int top, int right, int bottom) {
            List out;
            for (const forms::Point& point : laid(left, top, right, bottom))
                out.push_back(List{static_cast<int>(point.x), static_cast<int>(point.y)});
            return Value(out);
        };
        record.reading = Context{
            {"form", "trial"},
            {"layout", "trial-" + municipality},
            {"size", List{wide, high}},
            {"corners", quad(0, 0, 827, 1169)},
            {"fields", List{Context{{"field", "person.my-number"}, {"quad", quad(79, 315, 315, 346)}}}},
        };
        EXPECT_TRUE(running->data().pages().save(record));
        return record.id();
    }

    std::string addCase(const std::string& municipality, const std::string& name) {
        const std::string page = addPage(municipality, ++made);
        forms::Record record;
        record.form = "trial";
        record.layout = "trial-" + municipality;
        record.municipality = municipality;
        int row = 0;
        for (const auto& [id, text] : {std::pair<std::string, std::string>{"count", "123"},
                                       {"name", name},
                                       {"account", "4567"},
                                       {"person.my-number", "123456789018"}}) {
            forms::FieldValue value;
            value.field = id;
            value.value = text;
            value.raw = text;
            value.confidence = 0.8;
            value.candidates = {{text, 0.8}};
            forms::Reading reading;
            reading.field = id;
            const double top = 79.0 * ++row;
            reading.quad = laid(79, top, 315, top + 31);
            reading.candidates = value.candidates;
            value.readings = {reading};
            value.doubt = value.ownDoubt = true;
            value.why = value.ownWhy = {"薄い", "faint"};
            record.fields.push_back(value);
        }
        const forms::Form& form = *running->library().form("trial");
        Context variables =
            station::caseVariables(running->data().vault(), form, record, page.substr(0, 64) + "-1").value();
        variables.put("page", Context{{"blob", page.substr(0, 64)}, {"number", 1}});
        const auto id = running->engine().start("trial", municipality, page, variables, clock);
        EXPECT_TRUE(id) << id.error().text(Language::en);
        work();
        return *id;
    }

    // The answer, after its body was held against what the route says it is.
    Value told(const Browser& browser, Method method, const std::string& target, const Value& body = {},
               Pairs more = {}) {
        const Response answer = ask(browser, method, target, body, std::move(more));
        EXPECT_LT(answer.status, 300) << methodName(method) << " " << target << " " << answer.body;
        const auto value = json::parse(answer.body.empty() ? "null" : answer.body);
        EXPECT_TRUE(value) << answer.body;
        const auto path = target.substr(0, target.find('?'));
        const auto found = server->dispatcher().router().find(method, path);
        EXPECT_NE(found.route, nullptr) << target;
        if (!value || found.route == nullptr || answer.status == 204) return {};
        const auto shape = Shape::parse(found.route->text.response);
        const auto fits = shape->check(*value, server->dispatcher().shapes());
        EXPECT_TRUE(fits) << target << " " << fits.error().text(Language::en) << " " << answer.body;
        return *value;
    }

    files::TemporaryFolder keys = files::TemporaryFolder::make("toitsu-keys-").value();
    std::unique_ptr<station::RunningStation> running;
    int made = 0;
    int lying = 0;  // quarters clockwise, as which the next sheets are laid on the glass
};

}  // namespace toitsu::server
