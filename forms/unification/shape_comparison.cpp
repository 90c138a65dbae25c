#include <algorithm>
#include <set>

#include "forms/unification/comparison.h"

namespace toitsu::forms::unification {
namespace {

std::string valueOf(FindingKind kind, const Shape& shape) {
    if (kind == FindingKind::manner) return std::string(mannerName(shape.manner));
    if (kind == FindingKind::era) return std::string(eraShapeName(shape.era));
    if (kind == FindingKind::parts) return shape.inParts ? "parts" : "whole";
    std::string list;
    if (kind == FindingKind::eraOptions)
        for (const std::string& era : shape.eras) list += (list.empty() ? "" : " ") + era;
    if (kind == FindingKind::cells)
        for (const int cells : shape.cells) list += (list.empty() ? "" : " ") + std::to_string(cells);
    return list;
}

class ShapeComparison {
public:
    ShapeComparison(const std::vector<Paper>& papers, const Item& item, const std::vector<Presence>& row,
                    std::vector<Finding>& findings)
        : papers_(papers), item_(item), row_(row), findings_(findings) {}

    void compare() {
        if (item_.field.type == FieldType::seal) return;  // whether there is one is told elsewhere
        compareParts();
        compareManner();
        compareEra();
        compareCells();
    }

private:
    template <class What>
    void tell(FindingKind kind, const Wording& topic, const What& what) {
        std::vector<Witness> witnesses;
        std::set<std::string> different;
        for (std::size_t i = 0; i < papers_.size(); ++i) {
            if (!row_[i].present()) continue;
            const std::optional<Wording> words = what(row_[i].shape);
            if (!words) continue;
            different.insert(words->ja);
            witnesses.push_back({papers_[i].layout.id, *words, valueOf(kind, row_[i].shape)});
        }
        if (different.size() < 2) return;
        const Wording who = groupedText(papers_, witnesses);
        Finding finding;
        finding.kind = kind;
        finding.item = item_.id;
        finding.witnesses = std::move(witnesses);
        const std::string title = "「" + item_.field.title + "」";
        finding.text = {title + topic.ja + who.ja, title + topic.en + who.en};
        finding.guessed = std::any_of(row_.begin(), row_.end(), [](const Presence& p) { return p.guess.has_value(); });
        findings_.push_back(std::move(finding));
    }

    void compareParts() {
        tell(FindingKind::parts, {": ", ": "}, [](const Shape& shape) -> std::optional<Wording> {
            return shape.inParts ? Wording{"分かれた欄", "in parts"} : Wording{"一つの欄", "whole"};
        });
    }

    // Among the papers that stand alike: a whole line beside parts in cells is one difference, not two.
    void compareManner() {
        for (const bool inParts : {false, true})
            tell(FindingKind::manner, {": ", ": "}, [&](const Shape& shape) -> std::optional<Wording> {
                if (shape.inParts != inParts) return {};
                return mannerWording(shape.manner);
            });
    }

    void compareEra() {
        tell(FindingKind::era, {": ", ": "}, [](const Shape& shape) -> std::optional<Wording> {
            if (shape.era == EraShape::none || shape.era == EraShape::inside) return {};
            Shape bare;
            bare.era = shape.era;
            return eraShapeWording(bare);
        });
        tell(FindingKind::eraOptions, {"の元号: ", ", eras: "}, [](const Shape& shape) -> std::optional<Wording> {
            if (shape.era != EraShape::circled && shape.era != EraShape::ticked) return {};
            Shape eras = shape;
            std::sort(eras.eras.begin(), eras.eras.end(), [](const std::string& a, const std::string& b) {
                constexpr std::string_view kOrder = "meiji taisho showa heisei reiwa";
                return kOrder.find(a) < kOrder.find(b);
            });
            eras.era = EraShape::none;
            return eraShapeWording(eras);
        });
    }

    void compareCells() {
        for (const bool inParts : {false, true})
            tell(FindingKind::cells, {"のマスの数: ", ", cells: "}, [&](const Shape& shape) -> std::optional<Wording> {
                if (shape.inParts != inParts || shape.manner != Manner::cells) return {};
                std::string counts;
                for (const int count : shape.cells) counts += (counts.empty() ? "" : "-") + std::to_string(count);
                return Wording{counts, counts};
            });
    }

    const std::vector<Paper>& papers_;
    const Item& item_;
    const std::vector<Presence>& row_;
    std::vector<Finding>& findings_;
};

}  // namespace

void compareShapes(const std::vector<Paper>& papers, const Coverage& coverage, std::size_t item,
                   std::vector<Finding>& findings) {
    ShapeComparison(papers, coverage.items[item], coverage.cells[item], findings).compare();
}

}  // namespace toitsu::forms::unification
