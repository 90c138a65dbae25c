#include "workflows/bpmn/soundness.h"

#include <algorithm>
#include <deque>
#include <map>
#include <set>
#include <unordered_map>

#include "workflows/bpmn/token_board.h"

// A state says how many tokens lie on each arrow; two are as many as need to be told apart. From the states of the
// starts all others are found breadth first, so the first way to a trouble is a shortest one. BPMN 2.0.2, chapter 13.

namespace toitsu::workflows::bpmn {

namespace {

using Step = TokenBoard::Step;
using State = std::string;  // one byte an arrow
constexpr std::size_t memoryLimit = std::size_t{64} << 20;
constexpr std::size_t workLimit = std::size_t{1} << 30;  // bytes of states written: some seconds

class Player {
public:
    // A state takes a byte for each arrow, and all of them together no more than memoryLimit.
    Player(const Model& model, const Item& level, std::size_t limit)
        : model_(model),
          board_(model, level),
          limit_(std::min(limit, std::max<std::size_t>(100, memoryLimit / (board_.targets.size() + 1)))) {}

    Soundness play() {
        result_.untold = board_.unknown;
        if (!result_.untold.empty() || board_.steps.empty()) return result_;
        for (State& start : starts()) visit(std::move(start), npos, nullptr);
        while (!open_.empty() && states_.size() < limit_ && work_ < workLimit) {
            const std::size_t at = open_.front();
            open_.pop_front();
            advance(at);
        }
        result_.states = states_.size();
        result_.bounded = !open_.empty();
        // Behind a second token nothing is played, so what is not reached then may only lie there.
        if (result_.bounded || !result_.twice.empty()) return result_;
        findEndless();
        // What lies behind a join that waits for ever is not told again.
        const std::set<const Item*> drawn = result_.stuck.empty() ? std::set<const Item*>() : connected();
        for (const Step& game : board_.steps)
            if (fired_.count(game.node) == 0 && drawn.count(game.node) == 0) result_.dead.push_back(game.node);
        return result_;
    }

private:
    static constexpr std::size_t npos = static_cast<std::size_t>(-1);

    struct Known {
        State tokens;
        std::size_t parent = npos;
        const Item* by = nullptr;
        std::vector<std::size_t> next;
        bool final = false;
    };

    // One state for each start event; without one, all that has nothing before it begins at once.
    std::vector<State> starts() {
        std::vector<State> out;
        const State empty(board_.targets.size(), '\0');
        for (const Step& game : board_.steps) {
            const bool instantiates = (game.node->is("receiveTask") || game.node->is("eventBasedGateway")) &&
                                      isTrue(*game.node->node, "instantiate");
            if (game.node->is("startEvent") || instantiates)
                for (State& state : fire(game, empty)) {
                    fired_.insert(game.node);
                    out.push_back(std::move(state));
                }
        }
        if (!out.empty()) return out;
        out.push_back(empty);
        for (const Step& game : board_.steps) {
            if (!game.in.empty()) continue;
            fired_.insert(game.node);
            std::vector<State> more;
            for (const State& state : out)
                for (State& next : fire(game, state))
                    if (more.size() < limit_) more.push_back(std::move(next));
            out = std::move(more);
        }
        return out;
    }

    // Any number may come to an end event that does nothing but end.
    void put(State& state, std::size_t arrow) {
        if (state[arrow] < (isPlainEnd(*board_.targets[arrow]) ? 1 : 2)) ++state[arrow];
    }

    void each(const std::vector<std::size_t>& arrows, State& state) {
        for (const std::size_t arrow : arrows) put(state, arrow);
    }

    // What may lie behind the node when it has done its work; the tokens it took are gone from `state` already.
    std::vector<State> fire(const Step& game, const State& state) {
        const Item& node = *game.node;
        std::vector<State> out;
        if (node.is("endEvent")) {
            const bool ends = hasTrigger(model_, node, "terminateEventDefinition") ||
                              hasTrigger(model_, node, "errorEventDefinition") ||
                              hasTrigger(model_, node, "cancelEventDefinition");
            out.push_back(ends ? State(state.size(), '\0') : state);
            return out;
        }
        if (node.is("exclusiveGateway") || node.is("eventBasedGateway")) {
            oneOf(game.out, state, out);
        } else if (node.is("inclusiveGateway")) {
            someOf(game.out, state, out);
        } else if (node.is("parallelGateway")) {
            out.push_back(state);
            each(game.out, out.back());
        } else {
            leave(game, state, out);
        }
        if (game.out.empty() && out.empty()) out.push_back(state);
        beside(game, out);
        for (const auto& ways : game.instead) {
            State other = state;
            each(ways, other);
            out.push_back(std::move(other));
        }
        return out;
    }

    // Each non-interrupting boundary event comes or does not; of many, each by itself and all together.
    void beside(const Step& game, std::vector<State>& out) {
        const std::size_t plain = out.size();
        const bool many = game.aside.size() > 6;
        for (const auto& ways : game.aside)
            for (std::size_t n = 0, count = many ? plain : out.size(); n < count; ++n) {
                State more = out[n];
                each(ways, more);
                out.push_back(std::move(more));
            }
        for (std::size_t n = 0; many && n < plain; ++n) {
            State more = out[n];
            for (const auto& ways : game.aside) each(ways, more);
            out.push_back(std::move(more));
        }
    }

    // All ways without a condition, and with conditions any of them, or the default.
    void leave(const Step& game, const State& state, std::vector<State>& out) {
        std::vector<std::size_t> conditional, links = game.out;
        State base = state;
        for (const Item* flow : game.node->outgoing) {
            const auto arrow = board_.arrowOf.find(flow);
            if (arrow == board_.arrowOf.end()) continue;
            std::erase(links, arrow->second);
            const bool isDefault = game.node->get("default") == flow->id;
            if (flow->child("conditionExpression") != nullptr || isDefault)
                conditional.push_back(arrow->second);
            else
                put(base, arrow->second);
        }
        each(links, base);
        if (conditional.empty()) return out.push_back(std::move(base));
        someOf(conditional, base, out);
    }

    void oneOf(const std::vector<std::size_t>& arrows, const State& state, std::vector<State>& out) {
        for (const std::size_t arrow : arrows) {
            out.push_back(state);
            put(out.back(), arrow);
        }
    }

    void someOf(const std::vector<std::size_t>& arrows, const State& state, std::vector<State>& out) {
        if (arrows.size() > 6) {
            oneOf(arrows, state, out);
            out.push_back(state);
            each(arrows, out.back());
            return;
        }
        for (std::size_t chosen = 1; chosen < (std::size_t{1} << arrows.size()); ++chosen) {
            out.push_back(state);
            for (std::size_t n = 0; n < arrows.size(); ++n)
                if ((chosen >> n & 1) != 0) put(out.back(), arrows[n]);
        }
    }

    // The states after each way in which the node can take its tokens.
    std::vector<State> moves(const Step& game, const State& state) {
        std::vector<State> out;
        const auto add = [&](const State& taken) {
            for (State& next : fire(game, taken)) out.push_back(std::move(next));
        };
        const auto marked = [&](std::size_t arrow) { return state[arrow] > 0; };
        if (game.in.empty() || std::none_of(game.in.begin(), game.in.end(), marked)) return out;
        const bool all = std::all_of(game.in.begin(), game.in.end(), marked);
        if (game.node->is("parallelGateway") || game.node->is("inclusiveGateway")) {
            if (!all && (game.node->is("parallelGateway") || mayStillCome(game, state))) return out;
            State taken = state;
            for (const std::size_t arrow : game.in)
                if (taken[arrow] > 0) --taken[arrow];
            add(taken);
            return out;
        }
        for (const std::size_t arrow : game.in) {
            if (!marked(arrow)) continue;
            State taken = state;
            --taken[arrow];
            add(taken);
        }
        return out;
    }

    // What arrows lead to from what was played.
    std::set<const Item*> connected() {
        std::set<const Item*> seen(fired_.begin(), fired_.end());
        std::deque<const Item*> open(fired_.begin(), fired_.end());
        while (!open.empty()) {
            const auto game = board_.stepOf.find(open.front());
            open.pop_front();
            if (game == board_.stepOf.end()) continue;
            for (const std::size_t arrow : board_.steps[game->second].out)
                if (seen.insert(board_.targets[arrow]).second) open.push_back(board_.targets[arrow]);
        }
        return seen;
    }

    // A token that could reach an empty way into the inclusive join without passing it.
    bool mayStillCome(const Step& join, const State& state) {
        std::set<const Item*> seen;
        std::deque<const Item*> open;
        for (std::size_t arrow = 0; arrow < state.size(); ++arrow)
            if (state[arrow] > 0 && board_.targets[arrow] != join.node && seen.insert(board_.targets[arrow]).second)
                open.push_back(board_.targets[arrow]);
        while (!open.empty()) {
            const Item* at = open.front();
            open.pop_front();
            const auto number = board_.stepOf.find(at);
            if (number == board_.stepOf.end()) continue;
            const Step& game = board_.steps[number->second];
            std::vector<std::size_t> ways = game.out;
            for (const auto* extra : {&game.aside, &game.instead})
                for (const auto& more : *extra) ways.insert(ways.end(), more.begin(), more.end());
            for (const std::size_t arrow : ways) {
                const bool waited = std::find(join.in.begin(), join.in.end(), arrow) != join.in.end();
                if (waited && state[arrow] == 0) return true;
                if (board_.targets[arrow] != join.node && seen.insert(board_.targets[arrow]).second)
                    open.push_back(board_.targets[arrow]);
            }
        }
        return false;
    }

    // What two tokens lie before at once, other than a join and an end event that does nothing but end.
    std::set<const Item*> crowded(const State& tokens) const {
        std::vector<int> waiting(board_.steps.size() + 1, 0);
        std::set<const Item*> out;
        for (std::size_t arrow = 0; arrow < tokens.size(); ++arrow) {
            if (tokens[arrow] == 0) continue;
            int& sum = waiting[board_.stepAt[arrow]];
            sum += tokens[arrow];
            if (tokens[arrow] > 1 || (sum > 1 && !takesSeveral(*board_.targets[arrow])))
                out.insert(board_.targets[arrow]);
        }
        return out;
    }

    bool takesSeveral(const Item& node) const {
        return node.is("parallelGateway") || node.is("inclusiveGateway") || isPlainEnd(node);
    }

    bool isPlainEnd(const Item& node) const { return node.is("endEvent") && model_.definitionsOf(node).empty(); }

    std::size_t visit(State&& state, std::size_t parent, const Item* by) {
        const auto [at, isNew] = index_.emplace(state, states_.size());
        if (!isNew) return at->second;
        Known known{std::move(state), parent, by, {}, false};
        known.final = std::all_of(known.tokens.begin(), known.tokens.end(), [](char count) { return count == 0; });
        states_.push_back(std::move(known));
        open_.push_back(states_.size() - 1);
        for (const Item* node : crowded(states_.back().tokens)) report(result_.twice, node, states_.size() - 1);
        return states_.size() - 1;
    }

    void report(std::vector<Soundness::Trouble>& list, const Item* node, std::size_t state) {
        const auto same = [&](const Soundness::Trouble& trouble) { return trouble.node == node; };
        if (std::any_of(list.begin(), list.end(), same)) return;
        Soundness::Trouble trouble{node, {}};
        for (std::size_t at = state; at != npos; at = states_[at].parent)
            if (states_[at].by != nullptr) trouble.trace.push_back(states_[at].by);
        std::reverse(trouble.trace.begin(), trouble.trace.end());
        list.push_back(std::move(trouble));
    }

    void advance(std::size_t at) {
        const State tokens = states_[at].tokens;
        if (states_[at].final) return;
        // Behind a second token nothing new is to be learned, and the states would have no end.
        if (!crowded(tokens).empty()) {
            states_[at].final = true;
            return;
        }
        bool moved = false;
        // Only what a token lies before can move.
        std::set<std::size_t> marked;
        for (std::size_t arrow = 0; arrow < tokens.size(); ++arrow) {
            const auto game = tokens[arrow] > 0 ? board_.stepOf.find(board_.targets[arrow]) : board_.stepOf.end();
            if (game != board_.stepOf.end()) marked.insert(game->second);
        }
        for (const std::size_t number : marked)
            for (State& next : moves(board_.steps[number], tokens)) {
                moved = true;
                work_ += next.size() + 1;
                fired_.insert(board_.steps[number].node);
                const std::size_t to = visit(std::move(next), at, board_.steps[number].node);
                states_[at].next.push_back(to);
            }
        if (moved) return;
        for (std::size_t arrow = 0; arrow < tokens.size(); ++arrow)
            if (tokens[arrow] > 0) report(result_.stuck, board_.targets[arrow], at);
        states_[at].final = true;  // told; not told again as endless
    }

    // Backwards from the ends: what is not met cannot come to one.
    void findEndless() {
        std::vector<std::vector<std::size_t>> before(states_.size());
        std::deque<std::size_t> open;
        std::vector<bool> ends(states_.size(), false);
        for (std::size_t n = 0; n < states_.size(); ++n) {
            for (const std::size_t next : states_[n].next) before[next].push_back(n);
            if (!states_[n].final) continue;
            ends[n] = true;
            open.push_back(n);
        }
        while (!open.empty()) {
            const std::size_t at = open.front();
            open.pop_front();
            for (const std::size_t previous : before[at]) {
                if (ends[previous]) continue;
                ends[previous] = true;
                open.push_back(previous);
            }
        }
        for (std::size_t n = 0; n < states_.size(); ++n) {
            if (ends[n]) continue;
            for (std::size_t arrow = 0; arrow < states_[n].tokens.size(); ++arrow)
                if (states_[n].tokens[arrow] > 0) return report(result_.endless, board_.targets[arrow], n);
        }
    }

    const Model& model_;
    const TokenBoard board_;
    std::size_t limit_;
    std::size_t work_ = 0;
    Soundness result_;
    std::set<const Item*> fired_;
    std::deque<Known> states_;
    std::unordered_map<State, std::size_t> index_;
    std::deque<std::size_t> open_;
};

}  // namespace

Soundness playTokens(const Model& model, const Item& level, std::size_t limit) {
    return Player(model, level, limit).play();
}

}  // namespace toitsu::workflows::bpmn
