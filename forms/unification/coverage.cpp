#include "forms/unification/coverage.h"

#include <algorithm>
#include <set>

namespace toitsu::forms::unification {
namespace {

std::string sectionOf(const std::string& id) {
    const std::size_t dot = id.find('.');
    return dot == std::string::npos ? "" : id.substr(0, dot);
}

Item itemFor(const Field& field, const std::string& owner) {
    Item item;
    item.id = itemId(field);
    item.section = owner.empty() ? sectionOf(item.id) : owner;
    item.field = field;
    item.group = field.group;
    item.owner = owner;
    return item;
}

class Builder {
public:
    Builder(const Form& form, const std::vector<Paper>& papers, const Identities& identities)
        : form_(form), papers_(papers), identities_(identities) {}

    Coverage build() {
        for (const Field& field : form_.fields) {
            Item item = itemFor(field, "");
            const Group* group = form_.group(field.group);  // titles without the number of a row
            if (const Field* member = group ? group->field(memberOf(field)) : nullptr) item.field.title = member->title;
            add(std::move(item));
        }
        for (const Paper& paper : papers_)
            for (const Field& field : paper.layout.localFields) addLocal(field, paper.layout.id);
        coverage_.cells.assign(coverage_.items.size(), std::vector<Presence>(papers_.size()));
        for (std::size_t i = 0; i < papers_.size(); ++i) place(i);
        return std::move(coverage_);
    }

private:
    void add(Item item) {
        if (!index_.try_emplace(item.id, coverage_.items.size()).second) return;
        coverage_.items.push_back(std::move(item));
    }

    // A local field that a decision calls by another name goes where that name leads; chains end after as many steps
    // as there are decisions.
    std::string identityOf(const std::string& local) const {
        std::string id = local;
        for (std::size_t step = 0; step <= identities_.size(); ++step) {
            const auto it = identities_.find(id);
            if (it == identities_.end() || it->second == id) break;
            id = it->second;
        }
        return id;
    }

    void addLocal(const Field& field, const std::string& owner) {
        const std::string id = identityOf(field.id);
        if (index_.contains(id)) return;
        Item item = itemFor(field, owner);
        if (id != field.id) {
            item.id = item.field.id = id;
            item.section = sectionOf(id);
            item.owner.clear();
            item.promoted = true;
        }
        add(std::move(item));
    }

    void place(std::size_t paper) {
        std::map<std::string, std::set<int>> rows;
        std::map<std::string, int> first;
        const Layout& layout = papers_[paper].layout;
        const auto fieldOf = [&](const std::string& id) -> const Field* {
            if (const Field* field = form_.field(id)) return field;
            const auto it = std::find_if(layout.localFields.begin(), layout.localFields.end(),
                                         [&](const Field& f) { return f.id == id; });
            return it == layout.localFields.end() ? nullptr : &*it;
        };
        for (const Standing& one : standings(layout)) {
            const Field* field = fieldOf(one.field);
            if (!field) continue;
            const std::string own = itemId(*field), id = identityOf(own);
            const auto it = index_.find(id);
            if (it == index_.end()) continue;
            Presence& presence = coverage_.cells[it->second][paper];
            if (id != own) presence.as = own;
            if (field->row > 0) {
                rows[id].insert(field->row);
                first.try_emplace(id, field->row);
                if (field->row != first[id]) continue;
            }
            presence.places.push_back(one);
            guess(papers_[paper], one, presence);
        }
        for (std::size_t i = 0; i < coverage_.items.size(); ++i) {
            Presence& presence = coverage_.cells[i][paper];
            if (!presence.present()) continue;
            presence.shape = shapeOf(presence.places);
            presence.rows = static_cast<int>(rows[coverage_.items[i].id].size());
        }
    }

    static void guess(const Paper& paper, const Standing& one, Presence& presence) {
        const auto it = paper.guesses.find(one.part.empty() ? one.field : one.field + "/" + one.part);
        if (it == paper.guesses.end()) return;
        presence.guess = std::min(presence.guess.value_or(1), it->second);
    }

    const Form& form_;
    const std::vector<Paper>& papers_;
    const Identities& identities_;
    Coverage coverage_;
    std::map<std::string, std::size_t> index_;
};

}  // namespace

const Item* Coverage::item(const std::string& id) const {
    const auto it = std::find_if(items.begin(), items.end(), [&](const Item& item) { return item.id == id; });
    return it == items.end() ? nullptr : &*it;
}

std::size_t Coverage::present(std::size_t item) const {
    return static_cast<std::size_t>(
        std::count_if(cells[item].begin(), cells[item].end(), [](const Presence& p) { return p.present(); }));
}

Coverage coverageOf(const Form& form, const std::vector<Paper>& papers, const Identities& identities) {
    return Builder(form, papers, identities).build();
}

std::string itemId(const Field& field) {
    if (field.group.empty()) return field.id;
    return field.group + ".*." + std::string(memberOf(field));
}

}  // namespace toitsu::forms::unification
