#include <algorithm>

#include "apps/cli/unify_report.h"

namespace toitsu::cli {

namespace {

using namespace forms::unification;

std::string printedOn(const Presence& presence, const std::string& code) {
    for (const forms::Standing& one : presence.places)
        for (const forms::OptionPlace& option : one.options)
            if (one.part != "era" && option.option == code) return option.printed.empty() ? "□" : option.printed;
    return {};
}

}  // namespace

MatrixCell matrixCell(const Unification& result, std::size_t item, std::size_t paper) {
    const Presence& presence = result.coverage.cells[item][paper];
    const Item& row = result.coverage.items[item];
    const bool seal = row.field.type == forms::FieldType::seal;
    if (!presence.present())
        return {seal && !result.proposal.items[item].onPaper ? "same" : "absent", {"なし", "absent"}};
    if (seal) return {"seal", {"押印欄", "seal"}};
    Wording text = shapeWording(presence.shape);
    if (presence.rows > 0)
        text = {text.ja + " ×" + std::to_string(presence.rows) + "行", text.en + " ×" + std::to_string(presence.rows)};
    if (!row.owner.empty()) return {"kept", text};
    const Shape& proposed = result.proposal.items[item].shape;
    const bool same = presence.shape.manner == proposed.manner && presence.shape.inParts == proposed.inParts &&
                      presence.shape.era == proposed.era && presence.shape.cells == proposed.cells;
    return {same ? "same" : "other", text};
}

MatrixCell proposedCell(const Unification& result, std::size_t item) {
    const ProposedItem& proposed = result.proposal.items[item];
    if (!proposed.inForm)
        return {"absent", result.coverage.items[item].owner.empty() ? Wording{"やめる", "dropped"}
                                                                    : Wording{"団体独自のまま", "stays local"}};
    if (!proposed.onPaper) return {"absent", {"用紙に置かない", "not on the paper"}};
    return {"same", shapeWording(proposed.shape)};
}

std::vector<OptionTable> optionTables(const Unification& result) {
    std::vector<OptionTable> tables;
    for (std::size_t i = 0; i < result.coverage.items.size(); ++i) {
        const Item& item = result.coverage.items[i];
        const auto about = [&](const Finding& finding) {
            return finding.item == item.id &&
                   (finding.kind == FindingKind::codeClash || finding.kind == FindingKind::codeVaries ||
                    finding.kind == FindingKind::wording || finding.kind == FindingKind::missingOption);
        };
        if (std::none_of(result.findings.begin(), result.findings.end(), about)) continue;
        OptionTable table;
        table.item = i;
        for (const forms::Option& option : item.field.options) {
            OptionRow row;
            row.code = option.code;
            row.title = option.title;
            for (const ProposedOption& proposed : result.proposal.items[i].options)
                if (proposed.code == option.code) row.proposed = joined(proposed.printed);
            for (const Presence& presence : result.coverage.cells[i])
                row.printed.push_back(printedOn(presence, option.code));
            row.clash = std::any_of(result.findings.begin(), result.findings.end(), [&](const Finding& finding) {
                return finding.item == item.id && finding.kind == FindingKind::codeVaries &&
                       finding.detail == option.code;
            });
            const bool somewhere =
                std::any_of(row.printed.begin(), row.printed.end(), [](const std::string& p) { return !p.empty(); });
            if (somewhere) table.rows.push_back(std::move(row));
        }
        if (!table.rows.empty()) tables.push_back(std::move(table));
    }
    return tables;
}

}  // namespace toitsu::cli
