// The server killed with SIGKILL at random moments while several people verify: no entry that was answered is lost,
// none is entered twice, nothing is held by two people, and the folder is whole afterwards.
//   serve_kill_test [--kills N] [--cases N] [--seed N]

#include <arpa/inet.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <map>
#include <mutex>
#include <random>
#include <thread>

#include "apps/station/fsck.h"
#include "base/json.h"
#include "tests/e2e/program.h"
#include "tests/unit/station/verify/desk_sample.h"

namespace toitsu::e2e {
namespace {

using Clock = std::chrono::steady_clock;
constexpr const char* kPassword = "momiji no yama 1907";
constexpr std::chrono::seconds kLease{120};

int kills = 8, casesAtFirst = 2000;
unsigned seed = 20261129;

// One run of `toitsu serve`: where it listens, and its end.
class Serving {
public:
    Serving(const std::string& data, const std::string& library) {
        int pipe[2];
        EXPECT_EQ(::pipe2(pipe, O_CLOEXEC), 0);
        pid_ = ::fork();
        if (pid_ == 0) {
            ::prctl(PR_SET_PDEATHSIG, SIGKILL);
            ::dup2(pipe[1], 1);
            ::setenv("LC_ALL", "C.UTF-8", 1);
            const std::string log = data + "/log.jsonl";
            ::execl(TOITSU_BINARY, "toitsu", "serve", "--data", data.c_str(), "--library", library.c_str(), "--port",
                    "0", "--log", log.c_str(), nullptr);
            ::_exit(127);
        }
        ::close(pipe[1]);
        std::string said;
        char byte = 0;
        while (said.find('\n') == std::string::npos && ::read(pipe[0], &byte, 1) == 1) said += byte;
        ::close(pipe[0]);
        const std::size_t at = said.find("127.0.0.1:");
        EXPECT_NE(at, std::string::npos) << "it does not serve: " << said;
        if (at != std::string::npos) port = std::atoi(said.c_str() + at + std::strlen("127.0.0.1:"));
    }
    ~Serving() { end(SIGTERM); }
    Serving(const Serving&) = delete;
    Serving& operator=(const Serving&) = delete;

    void end(int signal) {
        if (pid_ <= 0) return;
        ::kill(pid_, signal);
        int status = 0;
        ::waitpid(pid_, &status, 0);
        pid_ = -1;
    }
    int port = 0;

private:
    pid_t pid_ = -1;
};

struct Answer {
    int status = 0;  // 0: the connection ended without one
    std::string head;
    Value body;
};

// One request on a connection of its own: what is not answered is not known to have happened.
Answer ask(int port, const std::string& text) {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const timeval limit{10, 0};
    ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    to.sin_port = htons(static_cast<std::uint16_t>(port));
    std::string got;
    if (::connect(socket, reinterpret_cast<sockaddr*>(&to), sizeof to) == 0 &&
        ::send(socket, text.data(), text.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(text.size())) {
        char piece[16384];
        for (ssize_t more = 0; (more = ::recv(socket, piece, sizeof piece, 0)) > 0;)
            got.append(piece, static_cast<std::size_t>(more));
    }
    ::close(socket);
    Answer answer;
    const std::size_t end = got.find("\r\n\r\n");
    if (end == std::string::npos || !got.starts_with("HTTP/1.1 ")) return answer;
    answer.head = got.substr(0, end + 2);
    const std::string body = got.substr(end + 4);
    const std::size_t length = answer.head.find("Content-Length: ");
    if (length != std::string::npos && body.size() < std::stoul(answer.head.substr(length + 16))) return answer;
    if (!body.empty()) {
        const auto value = json::parse(body);
        if (value) answer.body = *value;
    }
    answer.status = std::stoi(got.substr(9, 3));
    return answer;
}

std::string text(const Value& value) {
    return value.string() == nullptr ? std::string() : *value.string();
}

// What everybody's requests have in common, to be judged at the end.
struct Book {
    std::mutex mutex;
    struct Hold {
        std::string person;
        Clock::time_point until;
    };
    std::map<std::string, Hold> held;             // by item, as far as answers told
    std::map<std::string, std::string> entered;   // entry → item: answered as done, second, compare or doubt
    std::map<std::string, std::size_t> requests;  // idempotency key → entries that were answered as taken
    std::vector<std::string> wrong;
};

class Person {
public:
    Person(std::string name, unsigned luck, Book& book) : name_(std::move(name)), random_(luck), book_(book) {}

    // False when the server is gone.
    bool signIn(int port) {
        if (!cookie_.empty()) return true;  // sessions outlive the server
        const Answer answer = post(port, "/api/v1/session", Context{{"account", name_}, {"password", kPassword}}, "");
        if (answer.status == 0) return false;
        EXPECT_EQ(answer.status, 200) << name_ << " cannot sign in";
        const std::size_t at = answer.head.find("toitsu_session=");
        if (at == std::string::npos) return false;
        cookie_ = answer.head.substr(at, answer.head.find(';', at) - at);
        csrf_ = text(answer.body["csrf"]);
        return true;
    }

    // Verifies until the server is gone or there is no more to do.
    void work(int port) {
        if (!signIn(port)) return;
        while (!pending_.empty() ? resend(port) : items_.empty() ? take(port) : enter(port)) {
        }
    }

private:
    Answer post(int port, const std::string& path, const Context& body, const std::string& key) {
        const std::string content = json::write(Value(body));
        return ask(port, "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" +
                             (cookie_.empty() ? "" : "Cookie: " + cookie_ + "\r\nX-CSRF-Token: " + csrf_ + "\r\n") +
                             (key.empty() ? "" : "Idempotency-Key: " + key + "\r\n") +
                             "Content-Type: application/json\r\nContent-Length: " + std::to_string(content.size()) +
                             "\r\n\r\n" + content);
    }

    bool take(int port) {
        const char* modes[] = {"exception", "exception", "carousel", "blind", "compare"};
        for (int tries = 0; tries < 10; ++tries) {
            const Answer answer =
                post(port, "/api/v1/verify/next", Context{{"mode", modes[random_() % 5]}, {"count", 12}}, "");
            if (answer.status == 0) return false;
            if (answer.status == 204 || answer.status == 409) continue;  // V126: leases that a kill has lost
            const std::lock_guard lock(book_.mutex);
            if (answer.status != 200) {
                book_.wrong.push_back("next was answered " + std::to_string(answer.status));
                return false;
            }
            lease_ = text(answer.body["lease"]["id"]);
            items_.clear();
            for (const Value& item : *answer.body["items"].list()) {
                const std::string id = text(item["id"]);
                const auto other = book_.held.find(id);
                if (other != book_.held.end() && other->second.person != name_ && other->second.until > Clock::now())
                    book_.wrong.push_back("an item is held by " + other->second.person + " and " + name_);
                book_.held[id] = {name_, Clock::now() + kLease - std::chrono::seconds(1)};
                items_.push_back(item);
            }
            return true;
        }
        return false;
    }

    // Some of what is held, in one request.
    bool enter(int port) {
        const std::size_t some = 1 + random_() % std::min<std::size_t>(4, items_.size());
        List entries;
        for (std::size_t n = 0; n < some; ++n) {
            const Value item = items_.back();
            items_.pop_back();
            Context entry{{"item", item["id"]}, {"revision", item["revision"]}};
            const List* said = item["entries"].list();
            if (said != nullptr && !said->empty()) {
                entry.put("action", "choose");
                entry.put("choose", static_cast<std::int64_t>(1 + random_() % 2));
            } else if (text(item["type"]) == "digits") {
                entry.put("action", "correct");
                entry.put("text", text(item["field"]) == "account" ? std::string(random_() % 4 ? "4567" : "4568")
                                                                   : std::string("123"));
            } else if (item["text"].isNull()) {
                entry.put("action", "correct");
                entry.put("text", text(item["type"]) == "money" ? "800" : "統一太郎");
            } else {
                entry.put("action", "accept");
            }
            entries.push_back(entry);
        }
        pendingKey_ = name_ + "-" + std::to_string(seed) + "-" + std::to_string(++number_);
        pending_ = Context{{"lease", lease_}, {"entries", entries}};
        {
            // Once it is sent the item may be somebody else's, before we have read the answer.
            const std::lock_guard lock(book_.mutex);
            for (const Value& entry : entries) book_.held.erase(text(entry["item"]));
        }
        return resend(port) && (!items_.empty() || giveBack(port));
    }

    // What was refused would otherwise stay with whoever has turned to other work; and ten leases are the most.
    bool giveBack(int port) const {
        const Answer answer = ask(port, "DELETE /api/v1/verify/leases/" + lease_ +
                                            " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nCookie: " + cookie_ +
                                            "\r\nX-CSRF-Token: " + csrf_ + "\r\n\r\n");
        return answer.status != 0;
    }

    bool resend(int port) {
        const Answer answer = post(port, "/api/v1/verify/entries", pending_, pendingKey_);
        if (answer.status == 0) return false;
        pending_ = {};
        const std::lock_guard lock(book_.mutex);
        if (answer.status == 409) {  // the lease has ended: nothing was taken
            for (const Value& item : items_) book_.held.erase(text(item["id"]));
            items_.clear();
            return true;
        }
        if (answer.status != 200) {
            book_.wrong.push_back("entries were answered " + std::to_string(answer.status) + " " +
                                  text(answer.body["code"]));
            return true;
        }
        std::size_t taken = 0;
        for (const Value& heard : *answer.body["entries"].list()) {
            if (text(heard["state"]) == "refused") continue;
            ++taken;
            book_.entered[text(heard["id"])] = text(heard["item"]);
        }
        book_.requests[pendingKey_] = taken;
        return true;
    }

    std::string name_;
    std::mt19937 random_;
    Book& book_;
    std::string cookie_, csrf_, lease_;
    std::vector<Value> items_;
    Context pending_;
    std::string pendingKey_;
    int number_ = 0;
};

void write(const std::string& path, const std::string& content) {
    std::filesystem::create_directories(std::filesystem::path(path).parent_path());
    ASSERT_TRUE(files::writeAtomically(path, content));
}

TEST(ServeKill, NoAnsweredEntryIsLostAndNothingIsHeldByTwo) {
    const auto folder = files::TemporaryFolder::make("toitsu-serve-kill-").value();
    const std::string data = folder.path() + "/data", library = folder.path() + "/library";
    write(library + "/forms/trial/form.xml", station::kDeskForm);
    write(library + "/flows/trial.bpmn", station::kDeskFlow);
    {
        station::DeskPolicy policy = station::withoutSample();
        station::DeskStation made(policy, data);
        made.now = station::now();
        for (int n = 0; n < casesAtFirst; ++n) made.addCase({"count", "name", "account", "total"});
    }
    write(data + "/desk.json", R"({"default": {"sample_per_mille": 0, "third_person": false, "undo_seconds": 0}})");
    const std::string passwords = folder.path() + "/password";
    write(passwords, std::string(kPassword) + "\n");
    const std::vector<std::string> names{"hanako", "jiro", "saburo", "shiro"};
    for (const std::string& name : names) {
        const Ran made = toitsu({"account", "add", name, "--data", data, "--grant", "202011:entry,verifier", "--own",
                                 "--password-from", passwords});
        ASSERT_EQ(made.code, 0) << made.errors;
    }

    std::mt19937 random(seed);
    Book book;
    std::vector<std::unique_ptr<Person>> people;
    for (const std::string& name : names) people.push_back(std::make_unique<Person>(name, random(), book));
    std::size_t before = 0;
    int idle = 0;
    for (int kill = 0; kill <= kills; ++kill) {
        Serving serving(data, library);
        ASSERT_GT(serving.port, 0);
        std::vector<std::thread> threads;
        for (auto& person : people) threads.emplace_back([&] { person->work(serving.port); });
        // The last time they come to their end.
        if (kill < kills) {
            // Every fourth whenever it falls, the others once there is something to lose, however slow the machine.
            const timespec moment{0, static_cast<long>(random() % 700'000'000)};
            const auto entered = [&] {
                const std::lock_guard lock(book.mutex);
                return book.entered.size();
            };
            constexpr timespec kPause{0, 5'000'000};
            for (int n = 0; n < 1000 && kill % 4 != 3 && entered() == before; ++n) ::nanosleep(&kPause, nullptr);
            ::nanosleep(&moment, nullptr);
            serving.end(SIGKILL);
        }
        for (std::thread& thread : threads) thread.join();
        if (book.entered.size() == before) ++idle;
        before = book.entered.size();
    }

    for (const std::string& wrong : book.wrong) ADD_FAILURE() << wrong;
    EXPECT_LE(2 * idle, kills) << "too many kills fell where there was no more to do: raise --cases";
    EXPECT_GT(book.entered.size(), 100u);
    const auto database = Database::open(data + "/station.sqlite", Database::Use::read).value();
    std::size_t lost = 0, twice = 0;
    for (const auto& [entry, item] : book.entered) {
        auto found = database->prepare("SELECT item FROM desk_entries WHERE id = ?").value();
        found.bind(entry);
        const auto there = found.next();
        ASSERT_TRUE(there);
        if (!*there || found.text(0) != item) ++lost;
    }
    for (const auto& [key, taken] : book.requests) {
        auto count =
            database->prepare("SELECT count(*) FROM desk_entries WHERE request LIKE ? AND undoes = ''").value();
        count.bind("%" + key);
        ASSERT_TRUE(count.next().value());
        if (count.integer(0) != static_cast<std::int64_t>(taken)) ++twice;
    }
    EXPECT_EQ(lost, 0u) << "of " << book.entered.size() << " entries that were answered";
    EXPECT_EQ(twice, 0u) << "of " << book.requests.size() << " requests";
    const auto report = station::fsck(station::DataFolder::open(data).value());
    ASSERT_TRUE(report) << report.error().text(Language::en);
    for (const Error& defect : report->defects) ADD_FAILURE() << defect.text(Language::en);
    // No task is completed twice, whoever was killed meanwhile.
    auto station =
        station::Station::open(station::DataFolder::open(data).value(), std::make_shared<const station::Decisions>());
    ASSERT_TRUE(station);
    int completed = 0;
    const auto cases = station->engine().cases().value();
    for (const workflows::CaseView& one : cases) {
        int times = 0;
        const auto history = station->engine().history(one.id).value();
        for (const workflows::HistoryEntry& entry : history) times += entry.kind == "task-completed" ? 1 : 0;
        EXPECT_LE(times, 1) << one.id;
        completed += times;
    }
    std::printf("%d kills, %zu entries answered, %zu requests, %d of %zu tasks completed, none lost, none twice\n",
                kills, book.entered.size(), book.requests.size(), completed, cases.size());
}

}  // namespace
}  // namespace toitsu::e2e

int main(int count, char** words) {
    ::testing::InitGoogleTest(&count, words);
    for (int n = 1; n + 1 < count; n += 2) {
        if (std::strcmp(words[n], "--kills") == 0) toitsu::e2e::kills = std::atoi(words[n + 1]);
        if (std::strcmp(words[n], "--cases") == 0) toitsu::e2e::casesAtFirst = std::atoi(words[n + 1]);
        if (std::strcmp(words[n], "--seed") == 0) toitsu::e2e::seed = static_cast<unsigned>(std::atoi(words[n + 1]));
    }
    return RUN_ALL_TESTS();
}
