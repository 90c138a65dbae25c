#include "forms/unification/adoption.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace toitsu::forms::unification {
namespace {

std::string quoted(const std::string& text) {
    return "「" + text + "」";
}

class AdoptionOfPaper {
public:
    AdoptionOfPaper(const std::vector<Paper>& papers, std::size_t paper, const Coverage& coverage,
                    const Proposal& proposal, const Decisions& decisions)
        : layout_(papers[paper].layout),
          paper_(paper),
          coverage_(coverage),
          proposal_(proposal),
          decisions_(decisions) {}

    Adoption adoption() {
        adoption_.paper = layout_.id;
        for (const ProposedItem& proposed : proposal_.items) compareItem(proposed);
        compareRows();
        comparePaper();
        std::stable_sort(adoption_.steps.begin(), adoption_.steps.end(),
                         [](const Step& a, const Step& b) { return a.points < b.points; });
        for (const Step& step : adoption_.steps) adoption_.points += step.points;
        return std::move(adoption_);
    }

private:
    void add(Action action, const std::string& item, const std::string& detail, const Wording& what) {
        adoption_.steps.push_back({action, item, detail, what, decisions_.points(action)});
    }

    void compareItem(const ProposedItem& proposed) {
        const Item& item = coverage_.items[proposed.item];
        const Presence& presence = coverage_.cells[proposed.item][paper_];
        const std::string title = quoted(item.field.title);
        if (!proposed.onPaper) {
            if (!presence.present()) return;
            if (!item.owner.empty() && !proposed.asked) {
                adoption_.kept.push_back(item.id);
                return;
            }
            const bool seal = item.field.type == FieldType::seal;
            add(seal ? Action::removeSeal : Action::removeField, item.id, "",
                seal ? Wording{title + "の押印欄をやめる", "no longer ask for the seal " + title}
                     : Wording{title + "の欄をやめる", "no longer ask for " + title});
            return;
        }
        if (!presence.present()) {
            add(Action::addField, item.id, "", {title + "の欄を加える", "ask for " + title});
            return;
        }
        const std::size_t before = adoption_.steps.size();
        compareShape(item, presence, proposed);
        compareOptions(item, presence, proposed);
        if (adoption_.steps.size() == before) ++adoption_.unchanged;
    }

    void compareShape(const Item& item, const Presence& presence, const ProposedItem& proposed) {
        const Shape& is = presence.shape;
        const Shape& becomes = proposed.shape;
        // A date in one line tells its era by itself.
        const auto eraOf = [](const Shape& shape) {
            return shape.era == EraShape::inside ? EraShape::none : shape.era;
        };
        const bool differs =
            is.manner != becomes.manner || is.inParts != becomes.inParts || eraOf(is) != eraOf(becomes);
        const std::string title = quoted(item.field.title);
        if (differs) {
            const Wording was = shapeWording(is), will = shapeWording(becomes);
            add(Action::changeManner, item.id, "",
                {title + "の記入のしかたを変える: " + was.ja + " → " + will.ja,
                 title + ": " + was.en + " → " + will.en});
            return;
        }
        const std::set<std::string> eras(is.eras.begin(), is.eras.end());
        for (const std::string& era : becomes.eras)
            if (!eras.contains(era) && is.era != EraShape::printed) {
                Shape one;
                one.eras = {era};
                const Wording name = eraShapeWording(one);
                add(Action::addOption, item.id, era,
                    {title + "の元号に" + name.ja + "を加える", title + ": offer the era" + name.en});
            }
        if (is.manner == Manner::cells && is.cells != becomes.cells) {
            const Wording was = shapeWording(is), will = shapeWording(becomes);
            add(Action::changeCells, item.id, "",
                {title + "のマスの数を変える: " + was.ja + " → " + will.ja, title + ": " + was.en + " → " + will.en});
        }
    }

    void compareOptions(const Item& item, const Presence& presence, const ProposedItem& proposed) {
        std::map<std::string, PrintedSign> printed;
        for (const Standing& one : presence.places)
            for (const OptionPlace& option : one.options)
                if (one.part != "era") printed.try_emplace(option.option, printedSign(option.printed));
        if (printed.empty()) return;
        const std::string title = quoted(item.field.title);
        for (const ProposedOption& option : proposed.options) {
            const auto it = printed.find(option.code);
            const std::string will = quoted(joined(option.printed));
            if (it == printed.end()) {
                add(Action::addOption, item.id, option.code,
                    {title + "に選択肢" + will + "を加える", title + ": offer " + will});
                continue;
            }
            const std::string was = quoted(joined(it->second));
            const Wording what{title + "の印字を直す: " + was + " → " + will, title + ": print " + was + " as " + will};
            const bool renumbered = !it->second.sign.empty() && !option.printed.sign.empty();
            if (it->second.sign != option.printed.sign && renumbered)
                add(Action::changeCode, item.id, option.code,
                    {title + "の番号を付け替える: " + was + " → " + will, title + ": renumber " + was + " as " + will});
            else if (it->second.sign != option.printed.sign ||
                     comparable(it->second.words) != comparable(option.printed.words))
                add(Action::relabel, item.id, option.code, what);
        }
        std::set<std::string> staying;
        for (const ProposedOption& option : proposed.options) staying.insert(option.code);
        for (const auto& [code, sign] : printed) {
            if (!staying.contains(code))
                add(Action::removeOption, item.id, code,
                    {title + "の選択肢" + quoted(joined(sign)) + "をやめる",
                     title + ": no longer offer " + quoted(joined(sign))});
        }
    }

    void compareRows() {
        std::map<std::string, int> rows;
        for (std::size_t i = 0; i < coverage_.items.size(); ++i) {
            const Presence& presence = coverage_.cells[i][paper_];
            if (presence.present() && presence.rows > 0)
                rows[coverage_.items[i].group] = std::max(rows[coverage_.items[i].group], presence.rows);
        }
        for (const auto& [group, count] : rows) {
            const auto it = proposal_.rows.find(group);
            if (it == proposal_.rows.end() || it->second == count) continue;
            const std::string change = std::to_string(count) + " → " + std::to_string(it->second);
            add(Action::changeRows, group, "",
                {"繰返し" + quoted(group) + "の行数を変える: " + change, "rows of " + quoted(group) + ": " + change});
        }
    }

    void comparePaper() {
        const LayoutPage& page = layout_.pages.front();
        if (std::abs(page.width - proposal_.width) < 2 && std::abs(page.height - proposal_.height) < 2) return;
        const std::string change =
            paperName(page.width, page.height) + " → " + paperName(proposal_.width, proposal_.height);
        add(Action::changePaper, "", "", {"用紙を変える: " + change, "paper: " + change});
    }

    const Layout& layout_;
    std::size_t paper_;
    const Coverage& coverage_;
    const Proposal& proposal_;
    const Decisions& decisions_;
    Adoption adoption_;
};

}  // namespace

std::vector<Adoption> adoptions(const std::vector<Paper>& papers, const Coverage& coverage, const Proposal& proposal,
                                const Decisions& decisions) {
    std::vector<Adoption> all;
    for (std::size_t i = 0; i < papers.size(); ++i)
        all.push_back(AdoptionOfPaper(papers, i, coverage, proposal, decisions).adoption());
    std::stable_sort(all.begin(), all.end(), [](const Adoption& a, const Adoption& b) { return a.points < b.points; });
    return all;
}

}  // namespace toitsu::forms::unification
