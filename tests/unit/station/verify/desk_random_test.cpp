// Random people do random things, the station is restarted at random: no answered entry is lost, no item is held by
// two, what the desk shows is what replaying the book of entries gives, and a finished record holds what was decided.

#include <random>

#include "base/hash.h"
#include "base/json.h"

#include "tests/unit/station/verify/desk_sample.h"

namespace toitsu::station {
namespace {

class RandomDesk {
public:
    explicit RandomDesk(unsigned seed) : chance_(seed), at_(policy()) {}

    void run(int steps) {
        for (int n = 0; n < 6; ++n) newCase();
        for (int n = 0; n < steps && !::testing::Test::HasFailure(); ++n) {
            switch (pick(12)) {
                case 0:
                    newCase();
                    break;
                case 1:
                    restart();
                    break;
                case 2:
                    giveBack();
                    break;
                case 3:
                    undo();
                    break;
                case 4:
                    at_.now += pick(6) == 0 ? 5LL * 3600 * 1000 : pick(3) == 0 ? kLeaseMillis + 1 : 7'000;
                    break;
                case 5:
                    at_.tick();
                    break;
                case 6:
                case 7:
                case 8:
                    take();
                    break;
                default:
                    say();
            }
            nothingIsHeldTwice();
        }
        restart();
        everyAnsweredEntryIsThere();
        statesAreReplayed();
        finishedRecordsHoldWhatWasDecided();
    }
    std::size_t said() const { return answered_.size(); }
    int finished() const { return finished_; }

private:
    struct Begun {
        std::string caseId, task;
        forms::Record record;
        bool twice;
    };
    struct Holding {
        std::string person;
        Handed handed;
        Instant until;
        std::set<std::string> left;
    };

    static DeskPolicy policy() {
        DeskPolicy policy;
        policy.samplePerMille = 500;
        return policy;
    }
    int pick(int most) { return std::uniform_int_distribution<int>(0, most - 1)(chance_); }
    std::string person() { return std::string(1, static_cast<char>('a' + pick(4))); }

    void newCase() {
        std::set<std::string> doubtful{"count"};
        for (const char* field : {"name", "account", "total"})
            if (pick(2) == 0) doubtful.insert(field);
        const bool twice = pick(4) == 0;
        const std::string id = at_.addCase(doubtful, pick(3) == 0 ? "202029" : "202011", {{"twice", twice}});
        const auto tasks = at_.station->engine().tasks().value();
        for (const workflows::Task& task : tasks)
            if (task.caseId == id) begun_.push_back({id, task.id, at_.recordOf(id), twice});
        at_.tick();
    }
    void restart() { at_.restart(); }

    void take() {
        const Mode modes[] = {Mode::exception, Mode::exception, Mode::carousel, Mode::blind, Mode::compare, Mode::qa};
        const std::string who = person();
        const auto handed = at_.desk->next(who, {modes[pick(6)], {"202011", "202029"}, {}, {}, 5}, at_.now);
        if (!handed) {
            EXPECT_EQ(handed.error().code, "V126");
            return;
        }
        if (!*handed) return;
        Holding holding{who, **handed, (*handed)->until, {}};
        for (const ItemView& item : holding.handed.items) {
            holding.left.insert(item.id);
            for (const Holding& other : held_)
                EXPECT_FALSE(other.until > at_.now && other.left.count(item.id) > 0) << "held by two";
        }
        held_.push_back(std::move(holding));
    }

    Saying something(const ItemView& item) {
        switch (pick(20)) {
            case 0:
                return coded(Code::blank);
            case 1:
                return coded(Code::illegible);
            case 2:
                return coded(pick(2) == 0 ? Code::inquire : Code::mistake, "n");
            case 3:
                return doubted("d");
            case 4:
                return correct("no such value anywhere");
            default:
                break;
        }
        if (item.stage == Stage::compare && pick(3) > 0) return chosen(1 + pick(2));
        if (item.stage == Stage::first && pick(2) == 0) return accept();
        if (item.field == "name") return correct(pick(2) == 0 ? "統一太郎" : "山田花子");
        if (item.field == "total") return correct(pick(2) == 0 ? "0" : "800");
        return correct(item.field == "count" ? "123" : pick(3) == 0 ? "1111" : "4567");
    }

    void say() {
        std::erase_if(held_, [&](const Holding& one) { return one.left.empty() || (one.until <= at_.now && pick(4)); });
        if (held_.empty()) return;
        Holding& holding = held_[static_cast<std::size_t>(pick(static_cast<int>(held_.size())))];
        std::vector<Saying> sayings;
        for (const ItemView& item : holding.handed.items)
            if (pick(4) > 0) sayings.push_back(about(item, something(item)));
        if (sayings.empty()) return;
        const std::string request = "r" + std::to_string(++requests_);
        const auto heard = at_.desk->submit(holding.person, holding.handed.lease, sayings, request, at_.now);
        const bool live = holding.until > at_.now;
        if (!heard) {
            EXPECT_EQ(heard.error().code, "V125");
            for (const std::string& item : holding.left)
                EXPECT_FALSE(live && at_.desk->item(item)) << "an item that is still there was not taken";
            return;
        }
        for (const Heard& one : heard->entries) {
            if (one.state == "refused") continue;
            EXPECT_TRUE(live);
            EXPECT_EQ(holding.left.erase(one.item), 1u) << "entered twice";
            answered_.emplace_back(holding.person, one);
        }
        if (pick(3) > 0) return;
        if (pick(2) == 0) restart();  // the answer was lost, and it is sent again
        const auto again = at_.desk->submit(holding.person, holding.handed.lease, sayings, request, at_.now);
        if (!again) {
            EXPECT_EQ(again.error().code, "V125");
            return;
        }
        for (std::size_t n = 0; n < again->entries.size(); ++n)
            if (heard->entries[n].state != "refused") {
                EXPECT_EQ(again->entries[n].id, heard->entries[n].id);
                EXPECT_EQ(again->entries[n].state, heard->entries[n].state);
            }
    }

    void giveBack() {
        if (held_.empty()) return;
        const auto at = static_cast<std::size_t>(pick(static_cast<int>(held_.size())));
        const auto released = at_.desk->release(held_[at].person, held_[at].handed.lease, at_.now);
        if (!released) {
            EXPECT_EQ(released.error().code, "V125");
        }
        held_.erase(held_.begin() + static_cast<std::ptrdiff_t>(at));
    }

    void undo() {
        if (answered_.empty()) return;
        const auto& [who, heard] = answered_[static_cast<std::size_t>(pick(static_cast<int>(answered_.size())))];
        const auto back = at_.desk->undo(who, heard.id, at_.now);
        if (!back) {
            EXPECT_TRUE(back.error().code == "V127" || back.error().code == "V128") << back.error().text(Language::en);
            return;
        }
        undone_.insert(heard.id);
        for (const Holding& other : held_)
            EXPECT_FALSE(other.until > at_.now && other.left.count(heard.item) > 0) << "held by two";
        held_.push_back({who, *back, back->until, {heard.item}});
    }

    void nothingIsHeldTwice() {
        for (const Holding& one : held_)
            for (const std::string& item : one.left)
                for (const char* other : {"a", "b", "c", "d"})
                    EXPECT_FALSE(one.until > at_.now && other != one.person && at_.desk->holds(other, item))
                        << other << " holds what is " << one.person << "'s";
    }

    std::vector<Entry> book(const std::string& task) {
        return at_.file->read([&](Database& database) { return entriesOf(database, task); }).value();
    }

    void everyAnsweredEntryIsThere() {
        for (const auto& [who, heard] : answered_) {
            const std::string id = heard.id;
            const auto entry = at_.file->read([&](Database& database) { return entryById(database, id); }).value();
            ASSERT_EQ(entry.size(), 1u) << "an answered entry was lost";
            EXPECT_EQ(entry.front().person, who);
            EXPECT_EQ(entry.front().outcome, heard.state);
        }
    }

    void statesAreReplayed() {
        const forms::Form& form = *at_.library.forms.front();
        const auto tasks = at_.station->engine().tasks().value();
        for (const workflows::Task& task : tasks) {
            const auto record = forms::fromValue(task.variables["record"]).value();
            const auto draft = replay(form, record, book(task.id), rulesOf);
            ASSERT_TRUE(draft) << draft.error().text(Language::en);
            for (const auto& [field, state] : draft->items) {
                const auto item = at_.desk->item(itemOf(task.id, field));
                ASSERT_TRUE(item) << field << " is missing";
                EXPECT_EQ(item->stage, state.stage) << field;
                EXPECT_EQ(item->revision, state.revision) << field;
            }
        }
    }

    void finishedRecordsHoldWhatWasDecided() {
        const forms::Form& form = *at_.library.forms.front();
        for (const Begun& begun : begun_) {
            if (begun.twice) continue;
            const auto one = at_.station->engine().findCase(begun.caseId).value();
            if (one.status != workflows::CaseStatus::completed) continue;
            ++finished_;
            const auto draft = replay(form, begun.record, book(begun.task), rulesOf);
            ASSERT_TRUE(draft) << draft.error().text(Language::en);
            EXPECT_TRUE(draft->whole());
            EXPECT_EQ(json::write(one.variables["record"]), json::write(forms::toValue(draft->record)));
        }
    }

    std::string itemOf(const std::string& task, const std::string& field) {
        return sha256Hex(task + "\n" + field).substr(0, 24);
    }

    std::mt19937 chance_;
    DeskStation at_;
    std::vector<Holding> held_;
    std::vector<Begun> begun_;
    std::vector<std::pair<std::string, Heard>> answered_;
    std::set<std::string> undone_;
    int requests_ = 0;
    int finished_ = 0;
};

TEST(RandomDesk, NothingAnsweredIsLostAndNothingIsHeldTwice) {
    std::size_t said = 0;
    int finished = 0;
    for (unsigned seed = 1; seed <= 8 && !HasFailure(); ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        RandomDesk desk(seed);
        desk.run(200);
        said += desk.said();
        finished += desk.finished();
    }
    EXPECT_GT(said, 200u) << "the test has become idle";
    EXPECT_GT(finished, 10);
}

}  // namespace
}  // namespace toitsu::station
