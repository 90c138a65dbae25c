// A made-up 個人番号 goes the whole way – scan, desk, second person, business system – and is then looked for in every
// byte that the station keeps or says.

#include <algorithm>
#include <filesystem>

#include "base/base64.h"
#include "forms/check_digits.h"
#include "tests/unit/server/station_people.h"

namespace toitsu::server {
namespace {

namespace fs = std::filesystem;

// Its check digit is right; it is nobody's.
constexpr const char* kRead = "123456789018";  // what the machine read, wrongly

// All ways in which it could stand somewhere.
std::vector<std::string> waysOf(const std::string& number) {
    std::vector<std::string> ways{number};
    for (const char* separator : {" ", "-", "　", "－"})
        ways.push_back(number.substr(0, 4) + separator + number.substr(4, 4) + separator + number.substr(8));
    std::string wide, utf16;
    for (const char digit : number) {
        wide += std::string("\xef\xbc") + static_cast<char>(0x90 + (digit - '0'));
        utf16 += std::string(1, digit) + '\0';
    }
    ways.push_back(wide);
    ways.push_back(utf16);
    ways.emplace_back(number.rbegin(), number.rend());
    // As a dump writes bytes, and inside a longer text in base64, wherever it begins there.
    std::string hex;
    for (const char digit : number) hex += std::string("3") + digit;
    ways.push_back(hex);
    for (const std::size_t before : {std::size_t{0}, std::size_t{1}, std::size_t{2}}) {
        const std::string whole = base64(std::string(before, 'x') + number + "yy");
        ways.push_back(whole.substr(before == 0 ? 0 : 4, 12));  // what no neighbour has a part in
    }
    return ways;
}

std::string withCheckDigit(std::string eleven) {
    for (char last = '0'; last <= '9'; ++last)
        if (forms::validMyNumber(eleven + last)) return eleven + last;
    return {};
}

class PlantedNumber : public StationPeople {
protected:
    PlantedNumber() : number(withCheckDigit("98765432109")) {
        const std::string flow = R"(<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:flow="urn:toitsu:flow:1" id="d2" targetNamespace="urn:test"
  expressionLanguage="https://www.omg.org/spec/DMN/20230324/FEEL/">
  <process id="intake" name="試験の流れ" isExecutable="true">
    <startEvent id="s"/><userTask id="verify" name="確認" flow:role="検証者" flow:form="verify"/>
    <serviceTask id="register" name="登録" flow:operation="trial.register"/><endEvent id="e"/>
    <sequenceFlow id="a" sourceRef="s" targetRef="verify"/>
    <sequenceFlow id="b" sourceRef="verify" targetRef="register"/><sequenceFlow id="c" sourceRef="register" targetRef="e"/>
  </process>
</definitions>)";
        const auto deployed = running->engine().deploy(flow, "intake.bpmn", clock);
        EXPECT_TRUE(deployed) << deployed.error().text(Language::en);
        running->intake().read = [](const ocr::Page& page, const std::string&) {
            ocr::SheetReading sheet;
            sheet.page = page;
            sheet.reading.status = ocr::PageStatus::read;
            sheet.reading.form = "trial";
            sheet.reading.layout = std::string("trial-") + kMine;
            int row = 0;
            for (const auto& [field, text] : {std::pair<const char*, const char*>{"count", "123"},
                                              {"name", "統一太郎"},
                                              {"account", "4567"},
                                              {"person.my-number", kRead}}) {
                forms::Reading reading;
                reading.field = field;
                reading.candidates = {{text, 0.6}, {std::string(text) + "9", 0.1}};
                reading.confidence = 0.6;
                reading.doubt = true;
                reading.why = {"薄い", "faint"};
                reading.recognizer = "digits";
                const double top = 79.0 * ++row;
                reading.quad = {{{79, top}, {315, top}, {315, top + 31}, {79, top + 31}}};
                sheet.reading.readings.push_back(reading);
            }
            return std::vector<ocr::SheetReading>{sheet};
        };
        account("uketsuke", {{kMine, {Role::reception}}});
        account("hanako", {{kMine, {Role::entry, Role::verifier, Role::reception, Role::decider}}});
        account("jiro", {{kMine, {Role::entry, Role::verifier}}});
        account("kansa", {{kMine, {Role::auditor, Role::author}}});
        account("kanri", {{kMine, {Role::admin}}});
        for (const std::string& one : {std::string(kRead), number})
            for (const std::string& way : waysOf(one)) ways.push_back(way);
    }

    // A sheet of which no byte is a digit by accident.
    void scan(const Browser& browser) {
        ocr::Picture picture{827, 1169, 1,
                             std::make_shared<std::vector<std::uint8_t>>(827u * 1169u, std::uint8_t{255})};
        const std::string path = keys.path() + "/sheet.png";
        ASSERT_TRUE(ocr::writePng(picture, path));
        Request request;
        request.method = Method::post;
        request.target = "/api/v1/scans";
        request.headers = {{"host", "localhost:1"},
                           {"cookie", "toitsu_session=" + browser.token},
                           {"x-csrf-token", browser.csrf},
                           {"content-type", "application/octet-stream"},
                           {"x-file-name", "sheet.png"}};
        ASSERT_TRUE(server->dispatcher().admit(request));
        request.body = files::read(path).value();
        ASSERT_EQ(server->dispatcher().answer(request).status, 202);
        work();
    }

    void clean(const std::string& bytes, const std::string& where) {
        ++looked;
        for (const std::string& way : ways)
            EXPECT_EQ(bytes.find(way), std::string::npos) << "a planted number stands in " << where;
    }
    void clean(const Response& answer, const std::string& where) {
        std::string all = answer.body;
        for (const auto& [name, value] : answer.headers) all += "\n" + name + ": " + value;
        clean(all, where);
    }
    // Every cell of both databases, as `.dump` of sqlite3 writes it: what the files' bytes have in pieces stands here
    // in one. How many.
    int cellsLookedAt() {
        int cells = 0;
        for (const char* name : {"/station.sqlite", "/cases.sqlite"}) {
            const auto database = Database::open(folder.path() + name, Database::Use::read).value();
            std::vector<std::string> tables;
            auto listed = database->prepare("SELECT name FROM sqlite_master WHERE type = 'table'").value();
            while (listed.next().value()) tables.push_back(listed.text(0));
            EXPECT_GT(tables.size(), 3u) << name;
            for (const std::string& table : tables) {
                std::string columns;
                auto of = database->prepare("SELECT name FROM pragma_table_info('" + table + "')").value();
                while (of.next().value())
                    columns += (columns.empty() ? "quote(\"" : " || ' ' || quote(\"") + of.text(0) + "\")";
                auto rows = database->prepare("SELECT " + columns + " FROM \"" + table + "\"").value();
                for (; rows.next().value(); ++cells) clean(rows.text(0), table + " of " + name);
            }
        }
        return cells;
    }
    int filesLookedAt() {
        int count = 0;
        for (const auto& entry : fs::recursive_directory_iterator(folder.path())) {
            if (!entry.is_regular_file()) continue;
            clean(files::read(entry.path().string()).value(), entry.path().filename().string());
            clean(entry.path().string(), "a file's name");
            ++count;
        }
        return count;
    }

    const std::string number;
    std::vector<std::string> ways;
    int looked = 0;
};

TEST_F(PlantedNumber, StandsNowhereButWhereItIsToBe) {
    ASSERT_EQ(number.size(), 12u);
    ASSERT_TRUE(forms::validMyNumber(kRead));
    const Browser reception = signedIn("uketsuke"), hanako = signedIn("hanako"), jiro = signedIn("jiro");
    scan(reception);
    EXPECT_GT(filesLookedAt(), 4);

    // Covered: what is handed out without a reason tells nothing.
    Value handed = told(hanako, Method::post, "/api/v1/verify/next", Context{{"mode", "exception"}});
    clean(json::write(handed), "an item without a reason");
    const List items = *handed["items"].list();
    const std::string lease = *handed["lease"]["id"].string();
    List entries;
    for (const Value& item : items) {
        const bool secret = item["sensitive"] == Value(true);
        entries.push_back(Context{{"item", item["id"]},
                                  {"revision", item["revision"]},
                                  {"action", secret ? "correct" : "accept"},
                                  {"text", secret ? Value(waysOf(number)[5]) : Value()},
                                  {"active_ms", 1200}});
    }
    ASSERT_EQ(entries.size(), 4u);
    // A mistake with it first: no error tells it back.
    List wrong = entries;
    Context broken = *wrong.back().context();
    broken.put("text", number.substr(0, 11) + (number.back() == '0' ? "1" : "0"));
    wrong.back() = broken;
    clean(
        ask(hanako, Method::post, "/api/v1/verify/entries",
            Context{{"lease", lease}, {"entries", List{wrong.back()}}, {"what", number}}, {{"idempotency-key", "k0"}}),
        "an error about a shape");
    clean(ask(hanako, Method::post, "/api/v1/verify/entries",
              Context{{"lease", lease}, {"entries", List{wrong.back()}}}, {{"idempotency-key", "k1"}}),
          "an error about a number");
    clean(ask(hanako, Method::get, "/api/v1/cases?q=" + number), "a search for it");
    const Response taken = ask(hanako, Method::post, "/api/v1/verify/entries",
                               Context{{"lease", lease}, {"entries", entries}}, {{"idempotency-key", "k2"}});
    ASSERT_EQ(taken.status, 200) << taken.body;
    clean(taken, "the answer to an entry");
    filesLookedAt();

    // The second person, for the field that two must enter.
    handed = told(jiro, Method::post, "/api/v1/verify/next", Context{{"mode", "blind"}});
    const Value second = (*handed["items"].list())[0];
    told(jiro, Method::post, "/api/v1/verify/entries",
         Context{{"lease", handed["lease"]["id"]},
                 {"entries", List{Context{{"item", second["id"]},
                                          {"revision", second["revision"]},
                                          {"action", "correct"},
                                          {"text", "4567"},
                                          {"active_ms", 900}}}}},
         {{"idempotency-key", "k3"}});
    clock += 60'000;
    work();

    // The business system has it, and nobody else.
    const std::string inbox = keys.path() + "/system/inbox";
    std::string handedOver;
    for (const auto& entry : fs::directory_iterator(inbox)) handedOver += files::read(entry.path().string()).value();
    EXPECT_NE(handedOver.find(number), std::string::npos) << "it must arrive where it is to be: " << handedOver;

    // Everything that can be asked for, by everybody; nobody has said why.
    const auto cases = running->engine().cases().value();
    ASSERT_EQ(cases.size(), 1u);
    const auto pages = running->data().pages().all().value();
    ASSERT_EQ(pages.size(), 1u);
    int asked = 0;
    for (const char* login : {"uketsuke", "hanako", "jiro", "kansa", "kanri"}) {
        const Browser browser = signedIn(login);
        for (const char* target :
             {"/api/v1/session", "/api/v1/verify/queues", "/api/v1/intake/batches", "/api/v1/pages?state=case",
              "/api/v1/cases", "/api/v1/tasks", "/api/v1/status", "/api/v1/quality", "/api/v1/counters",
              "/api/v1/accounts", "/api/v1/audit", "/api/v1/layouts", "/openapi.json", "/metrics", "/readyz"}) {
            clean(ask(browser, Method::get, target), std::string(login) + " " + target);
            ++asked;
        }
        clean(ask(browser, Method::get, "/api/v1/cases/" + cases[0].id), "a case");
        clean(ask(browser, Method::get, "/api/v1/cases/" + cases[0].id + "/flow"), "a flow");
        clean(ask(browser, Method::get, "/api/v1/pages/" + pages[0].id()), "a page");
        clean(ask(browser, Method::get, "/api/v1/crops/" + cases[0].id + ":person.my-number"), "a crop");
        clean(ask(browser, Method::get, "/api/v1/pages/" + pages[0].id() + "/image"), "a picture");
    }
    EXPECT_EQ(asked, 75);
    clean(log.str(), "the log");
    EXPECT_GT(cellsLookedAt(), 50);
    EXPECT_GT(filesLookedAt(), 4);
    EXPECT_GT(looked, 100);

    // Who may and says why sees it, and that stands in the trail – which does not have it.
    const Value shown = told(hanako, Method::get, "/api/v1/cases/" + cases[0].id + "?reason=%E7%A2%BA%E8%AA%8D");
    EXPECT_NE(json::write(shown).find(number), std::string::npos);
    const std::string trail = ask(signedIn("kansa"), Method::get, "/api/v1/audit").body;
    EXPECT_NE(trail.find("my-number.case"), std::string::npos);
    clean(trail, "the trail");
    filesLookedAt();
}

}  // namespace
}  // namespace toitsu::server
