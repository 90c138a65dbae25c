// Files that are made to hurt, handed in over the network to a station that runs: each is refused with its documented
// reason, or is a page that waits; the server answers others meanwhile, its memory stays within bounds, and the next
// good file is read as if nothing had been.

#include <gtest/gtest.h>
#include <poll.h>

#include <chrono>
#include <set>
#include <thread>

#include "base/files.h"
#include "tests/e2e/bombs.h"
#include "tests/e2e/entered_samples.h"
#include "tests/e2e/program.h"
#include "tests/e2e/serving.h"

namespace toitsu::e2e {
namespace {

constexpr const char* kPassword = "momiji no yama 1907";
// What the server itself may take while it deals with one file: pictures of 60 million pixels pass through it, twice
// as they come and as they are read, and the networks that read.
constexpr long kMostKilobytes = 1'500'000;

std::string textOf(const Value& value) {
    return value.string() == nullptr ? std::string() : *value.string();
}
std::int64_t numberOf(const Value& value) {
    return value.number() == nullptr ? -1 : value.number()->toInteger().value_or(-1);
}

class UploadBombs : public ::testing::Test {
protected:
    static void SetUpTestSuite() {
        folder = std::make_unique<files::TemporaryFolder>(files::TemporaryFolder::make("toitsu-bombs-").value());
        const std::string text = files::read(source("docs/errors.md")).value();
        for (std::size_t at = text.find("\n| "); at != std::string::npos; at = text.find("\n| ", at + 1))
            documented.insert(text.substr(at + 3, 4));
        const auto samples = enteredSamples(source("templates")).value();
        ASSERT_FALSE(samples.empty());
        good = files::read(samples.front().file).value();
        ASSERT_FALSE(good.empty());
        addAccount(data(), "uketsuke", kPassword, "202088:reception");
        serving = std::make_unique<Serving>(data(), source("templates"));
        person = std::make_unique<Caller>(serving->port, "uketsuke", kPassword);
        // Once a good file, so that everything is loaded that reading needs.
        EXPECT_EQ(became(good, "X-File-Name: good.png\r\n"), "a page");
        loaded = serving->kilobytes("VmHWM");
    }
    static void TearDownTestSuite() {
        std::printf("[ memory   ] %ld MB when everything was loaded, %ld MB at most\n", loaded / 1024,
                    serving->kilobytes("VmHWM") / 1024);
        // Every page that came in is somewhere.
        const Value sheets = person->get("/api/v1/status").json()["reconciliation"];
        EXPECT_EQ(numberOf(sheets["sheets"]),
                  numberOf(sheets["in_cases"]) + numberOf(sheets["waiting"]) + numberOf(sheets["dropped"]));
        person.reset();
        EXPECT_EQ(serving->end(SIGTERM), 0);
        serving.reset();
        const Ran checked = toitsu({"fsck", "--data", data()});
        EXPECT_EQ(checked.code, 0) << checked.output << checked.errors;
        folder.reset();
    }
    static std::string data() { return folder->path() + "/data"; }

    // What somebody else waits for meanwhile.
    static void stillAnswers(const std::string& what) {
        const auto begun = std::chrono::steady_clock::now();
        EXPECT_EQ(ask(serving->port, "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n").status, 200) << what;
        EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(10)) << what;
    }
    // Uploads, and asks until it was dealt with: "refused CODE", "a page", or "answered STATUS CODE" where it never
    // came in.
    static std::string became(const std::string& bytes, const std::string& headers) {
        const Answer taken = person->upload(bytes, headers);
        if (taken.status != 202) return "answered " + std::to_string(taken.status) + " " + taken.code();
        return outcome(textOf(taken.json()["batch"]));
    }
    static std::string outcome(const std::string& batch) {
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(600);
        while (std::chrono::steady_clock::now() < end) {
            stillAnswers(batch);
            const Value told = person->get("/api/v1/intake/batches/" + batch).json();
            const std::string state = textOf(told["state"]);
            if (state == "reading") {
                ::poll(nullptr, 0, 50);  // who asks without a pause takes the time that reading needs
                continue;
            }
            if (state == "done") return "a page";
            if (state != "failed") return "state '" + state + "'";
            const Value& file = told["list"].list()->front();
            EXPECT_NE(textOf(file["reason"]["ja"]), "");
            return "refused " + textOf(file["code"]);
        }
        return "never dealt with";
    }
    static void survives(const Bomb& bomb) {
        const auto begun = std::chrono::steady_clock::now();
        const std::string what = became(bomb.bytes, "X-File-Name: bomb\r\n");
        const auto took = std::chrono::steady_clock::now() - begun;
        std::printf("[ bomb     ] %-40s %9zu bytes: %s, %.1f s, %ld MB\n", bomb.name.c_str(), bomb.bytes.size(),
                    what.c_str(), std::chrono::duration<double>(took).count(), serving->kilobytes("VmHWM") / 1024);
        if (what.starts_with("refused ")) {
            EXPECT_EQ(documented.count(what.substr(8)), 1u) << bomb.name << ": " << what;
            if (!bomb.code.empty()) {
                EXPECT_EQ(what.substr(8), bomb.code) << bomb.name;
            }
        } else {
            EXPECT_EQ(what, "a page") << bomb.name;
        }
        EXPECT_LT(serving->kilobytes("VmHWM"), kMostKilobytes) << bomb.name;
    }

    static inline std::unique_ptr<files::TemporaryFolder> folder;
    static inline std::set<std::string> documented;
    static inline std::string good;
    static inline std::unique_ptr<Serving> serving;
    static inline std::unique_ptr<Caller> person;
    static inline long loaded = 0;
};

// Another file each time, the same page.
std::string again(std::string png, int number) {
    return png + std::string(static_cast<std::size_t>(number), '\0');
}

TEST_F(UploadBombs, Pictures) {
    for (const Bomb& bomb : pictureBombs()) survives(bomb);
    EXPECT_EQ(became(again(good, 1), "X-File-Name: good.png\r\n"), "a page");
}

TEST_F(UploadBombs, Documents) {
    for (const Bomb& bomb : documentBombs()) survives(bomb);
    EXPECT_EQ(became(again(good, 2), "X-File-Name: good.png\r\n"), "a page");
}

TEST_F(UploadBombs, NamesOfFiles) {
    EXPECT_EQ(became("", "X-File-Name: a.png\r\n"), "answered 400 V001") << "an empty file";
    EXPECT_EQ(became("x", "X-File-Name: " + std::string(20'000, 'n') + "\r\n"), "answered 431 V006");
    EXPECT_EQ(became("x", std::string("X-File-Name: a\0b\r\n", 18)), "answered 400 V001") << "NUL in a head";
    EXPECT_EQ(became("x", "X-File-Name: a\x01.png\r\n"), "answered 400 V001") << "a control character in a head";
    int number = 0;
    const std::vector<std::pair<std::string, std::string>> names{
        {"..%2F..%2F..%2Fetc%2Fpasswd", "passwd"},
        {"%2Fdev%2Fnull", "null"},
        {"a%00b.png", "scan"},
        {"%E2%80%AEgnp.exe", "gnp.exe"},
        {"%0D%0ASet-Cookie:%20a=b", "Set-Cookie: a=b"},
        {"%FF%FE", "scan"},
        {"%", "scan"},
        {std::string(10'000, 'n'), "scan"},
        {"%3Cimg%20src=x%20onerror=alert(1)%3E.png", "<img src=x onerror=alert(1)>.png"},
        {"\xE7\x94\xB3\xE8\xAB\x8B.png", "申請.png"}};
    for (const auto& [given, shown] : names) {
        const Answer taken = person->upload("name " + std::to_string(++number), "X-File-Name: " + given + "\r\n");
        ASSERT_EQ(taken.status, 202) << given << taken.body;
        EXPECT_EQ(textOf(taken.json()["file"]), shown) << given;
        EXPECT_EQ(taken.head.find("Set-Cookie"), std::string::npos);
        EXPECT_EQ(outcome(textOf(taken.json()["batch"])), "refused S003");
    }
}

TEST_F(UploadBombs, BodiesThatAreNotWhatTheirHeadSays) {
    const auto batches = [] {
        return person->get("/api/v1/intake/batches?limit=500").json()["batches"].list()->size();
    };
    const std::size_t before = batches();
    const std::string type = "Content-Type: application/octet-stream\r\nX-File-Name: a.png\r\n";
    const auto chunked = [&](const std::string& chunks) {
        Wire wire(serving->port);
        wire.say(person->head("POST", "/api/v1/scans", type + "Transfer-Encoding: chunked\r\n"));
        wire.say(chunks);
        wire.sayNoMore();
        return wire.answer();
    };
    {  // Less than announced, and gone.
        Wire wire(serving->port);
        wire.say(person->head("POST", "/api/v1/scans", type + "Content-Length: 5000\r\n") + "only this");
        wire.sayNoMore();
        EXPECT_NE(wire.answer().status, 202);
    }
    EXPECT_NE(chunked("5\r\nhello\r\n").status, 202) << "without an end";
    EXPECT_NE(chunked("5\r\nhel").status, 202) << "in the middle of a piece";
    for (const char* wrong : {"-5\r\nhello\r\n0\r\n\r\n", "0x5\r\nhello\r\n0\r\n\r\n", "5 \x01\r\nhello\r\n0\r\n\r\n",
                              "zz\r\n", "5\r\nhelloXX0\r\n\r\n", "\r\n\r\n", "ffffffffffffffff0\r\nx"})
        EXPECT_EQ(chunked(wrong).status, 400) << wrong;
    EXPECT_EQ(chunked("5;" + std::string(1u << 20, 'e') + "\r\nhello\r\n0\r\n\r\n").status / 100, 4)
        << "an endless piece of head";
    EXPECT_EQ(chunked("7fffffff\r\n" + std::string(51u << 20, 'x')).code(), "V004")
        << "more than 50 MB, piece by piece";
    stillAnswers("after chunks");
    EXPECT_EQ(batches(), before) << "nothing of these came in";

    {  // More than announced: what is left over is the next request, and none.
        Wire wire(serving->port);
        wire.say(person->head("POST", "/api/v1/scans", type + "Content-Length: 5\r\n") + "hello, and more\r\n\r\n");
        EXPECT_EQ(wire.answer().status, 202);
        EXPECT_EQ(wire.answer().status, 400);
        EXPECT_TRUE(wire.ended());
    }
    std::string crumbs;  // one byte at a time
    for (int n = 0; n < 20'000; ++n) crumbs += "1\r\nx\r\n";
    EXPECT_EQ(chunked(crumbs + "0\r\n\r\n").status, 202);
    EXPECT_EQ(batches(), before + 2);
    EXPECT_EQ(became(again(good, 3), "X-File-Name: good.png\r\n"), "a page");
}

TEST_F(UploadBombs, AllAtOnce) {
    // Twenty times 40 MB are more than the bodies that the server takes together: some are told to come again.
    constexpr int kPeople = 20;
    const long before = serving->kilobytes("VmHWM");
    std::vector<std::string> batches(kPeople);
    std::vector<int> status(kPeople);
    std::vector<std::thread> threads;
    for (int n = 0; n < kPeople; ++n)
        threads.emplace_back([&, at = static_cast<std::size_t>(n)] {
            const Answer taken =
                person->upload(std::to_string(at) + std::string(40u << 20, 'z'), "X-File-Name: large.png\r\n");
            status[at] = taken.status;
            if (taken.status == 202) batches[at] = textOf(taken.json()["batch"]);
            if (taken.status != 202) {
                EXPECT_EQ(taken.code(), "V007");
                EXPECT_NE(taken.header("Retry-After"), "");
            }
        });
    for (int n = 0; n < 20; ++n) stillAnswers("while twenty hand in");
    for (std::thread& thread : threads) thread.join();
    int in = 0;
    for (const std::string& batch : batches)
        if (!batch.empty()) {
            ++in;
            EXPECT_EQ(outcome(batch), "refused S003");
        }
    EXPECT_GE(in, 4) << "somebody got through";
    std::printf("[ at once  ] %d of %d were taken, %ld MB before, %ld MB at most\n", in, kPeople, before / 1024,
                serving->kilobytes("VmHWM") / 1024);
    EXPECT_LT(serving->kilobytes("VmHWM"), kMostKilobytes);
    EXPECT_EQ(became(again(good, 4), "X-File-Name: good.png\r\n"), "a page");
}

}  // namespace
}  // namespace toitsu::e2e
