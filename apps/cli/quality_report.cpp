#include "apps/cli/quality_report.h"

#include <cmath>

#include "base/csv.h"

namespace toitsu::cli {

namespace {

using forms::Quality;
using forms::QualityRow;
using forms::Verdict;

Value number(double value, int digits) {
    const double scale = std::pow(10.0, digits);
    return Decimal::fromDouble(std::round(value * scale) / scale).value_or(Decimal(0));
}

std::string percent(double share, int digits = 2) {
    return number(share * 100, digits).number()->text() + " %";
}

const char* verdictName(Verdict verdict) {
    switch (verdict) {
        case Verdict::meets:
            return "meets";
        case Verdict::misses:
            return "misses";
        case Verdict::unproven:
            return "unproven";
    }
    return "unproven";
}

std::string verdictText(const QualityRow& row, const Terminal& terminal) {
    if (row.quadrants.accepted() == 0) return terminal.say({"採用した値はない", "nothing was accepted"});
    const std::string missing = std::to_string(row.missing);
    switch (row.verdict) {
        case Verdict::meets:
            return terminal.say({"目標を満たす", "meets the target"});
        case Verdict::misses:
            return terminal.say({"目標に届かない", "misses the target"});
        case Verdict::unproven:
            return terminal.say({"まだ言えない（あと " + missing + " 件の正しい採用が要る）",
                                 "not shown yet (" + missing + " more accepted and right are needed)"});
    }
    return {};
}

std::string thresholdText(const QualityRow& row, const Terminal& terminal) {
    if (!row.threshold) return "–";
    const double share =
        static_cast<double>(row.threshold->accepted) / static_cast<double>(std::max(1L, row.quadrants.all()));
    return "≥ " + number(row.threshold->confidence, 3).number()->text() + terminal.say({" で ", ": "}) +
           percent(share, 1);
}

std::string table(const std::string& title, const std::vector<QualityRow>& rows, const Terminal& terminal) {
    Table out({title, terminal.say({"件数", "fields"}), terminal.say({"空欄", "empty"}),
               terminal.say({"採用・正", "accepted right"}), terminal.say({"採用・誤", "accepted wrong"}),
               terminal.say({"人へ・正", "to a person, right"}), terminal.say({"人へ・誤", "to a person, wrong"}),
               terminal.say({"自動化率", "automation"}), terminal.say({"採用の誤りの上限", "error bound"}),
               terminal.say({"判定", "verdict"}), terminal.say({"確信度だけで採用できる割合", "by confidence alone"})});
    for (const QualityRow& row : rows) {
        const forms::Quadrants& q = row.quadrants;
        out.add({row.name, std::to_string(q.all()), std::to_string(row.empty), std::to_string(q.acceptedRight),
                 std::to_string(q.acceptedWrong), std::to_string(q.doubtRight), std::to_string(q.doubtWrong),
                 percent(row.automation(), 1), q.accepted() == 0 ? "–" : percent(row.errorBound),
                 verdictText(row, terminal), thresholdText(row, terminal)});
    }
    return out.text() + "\n";
}

QualityRow totalOf(const Quality& quality, const std::string& name) {
    QualityRow total = quality.total();
    total.name = name;
    return total;
}

Value rowValue(const QualityRow& row) {
    const forms::Quadrants& q = row.quadrants;
    Context out;
    if (!row.layout.empty()) out.put("layout", row.layout);
    if (!row.field.empty()) out.put("field", row.field);
    if (row.layout.empty() && row.name != "all") out.put("type", row.name);
    const auto put = [&](const char* name, long count) { out.put(name, static_cast<std::int64_t>(count)); };
    put("fields", q.all());
    put("empty", row.empty);
    put("accepted_right", q.acceptedRight);
    put("accepted_wrong", q.acceptedWrong);
    put("doubt_right", q.doubtRight);
    put("doubt_wrong", q.doubtWrong);
    out.put("automation", number(row.automation(), 6));
    out.put("error_bound", q.accepted() == 0 ? Value() : number(row.errorBound, 6));
    out.put("verdict", verdictName(row.verdict));
    put("missing", row.missing);
    Value threshold;
    if (row.threshold)
        threshold = Context{{"confidence", number(row.threshold->confidence, 4)},
                            {"accepted", static_cast<std::int64_t>(row.threshold->accepted)},
                            {"wrong", static_cast<std::int64_t>(row.threshold->wrong)},
                            {"error_bound", number(row.threshold->bound, 6)}};
    out.put("threshold", threshold);
    return out;
}

Value rowsValue(const std::vector<QualityRow>& rows) {
    List list;
    for (const QualityRow& row : rows) list.push_back(rowValue(row));
    return list;
}

}  // namespace

std::string qualityText(const Quality& quality, const QualityCounts& counts, const Terminal& terminal) {
    const std::string target = percent(quality.options().target, 3), level = percent(quality.options().level, 1);
    std::string out = terminal.say(
        {"目標: 採用した値の " + target + " 以上が正しいこと。上限は Clopper–Pearson の片側 " + level + "。",
         "target: at least " + target + " of the accepted values are right; bounds: Clopper–Pearson, one-sided " +
             level + "."});
    out += "\n" + terminal.say({"ページ ", "pages "}) + std::to_string(counts.pages) + "\n\n";
    out += table(terminal.say({"全体", "all"}), {totalOf(quality, terminal.say({"すべて", "all"}))}, terminal);
    out += table(terminal.say({"型", "type"}), quality.byType(), terminal);
    out += table(terminal.say({"レイアウト", "layout"}), quality.byLayout(), terminal);
    out += table(terminal.say({"項目", "field"}), quality.byField(), terminal);
    if (counts.unverified > 0)
        out += terminal.say({"ほかに、機械が採用して誰も確かめていない値が " + std::to_string(counts.unverified) +
                                 " 件あります。これらの正誤は分かりません。一部を抜き取って確かめてください。\n",
                             "Beside these, " + std::to_string(counts.unverified) +
                                 " values were accepted and nobody has looked at them: nothing is known about them. "
                                 "Verify a sample.\n"});
    return out;
}

Value qualityValue(const Quality& quality, const QualityCounts& counts) {
    return Context{{"schema", "urn:toitsu:quality:1"},
                   {"target", number(quality.options().target, 6)},
                   {"level", number(quality.options().level, 6)},
                   {"pages", static_cast<std::int64_t>(counts.pages)},
                   {"unverified", static_cast<std::int64_t>(counts.unverified)},
                   {"all", rowValue(totalOf(quality, "all"))},
                   {"types", rowsValue(quality.byType())},
                   {"layouts", rowsValue(quality.byLayout())},
                   {"fields", rowsValue(quality.byField())}};
}

std::string qualityCsv(const Quality& quality) {
    std::string out =
        csv::write({"group", "type", "layout", "field", "fields", "empty", "accepted_right", "accepted_wrong",
                    "doubt_right", "doubt_wrong", "automation", "error_bound", "verdict", "missing", "threshold",
                    "threshold_accepted", "threshold_wrong", "threshold_error_bound"});
    const auto add = [&](const char* group, const std::vector<QualityRow>& rows) {
        for (const QualityRow& row : rows) {
            const Value value = rowValue(row);
            const auto cell = [](const Value& one) { return one.isNull() ? std::string() : forms::canonicalText(one); };
            csv::Row cells{group};
            for (const char* name : {"type", "layout", "field", "fields", "empty", "accepted_right", "accepted_wrong",
                                     "doubt_right", "doubt_wrong", "automation", "error_bound", "verdict", "missing"})
                cells.push_back(cell(value[name]));
            for (const char* name : {"confidence", "accepted", "wrong", "error_bound"})
                cells.push_back(cell(value["threshold"][name]));
            out += csv::write(cells);
        }
    };
    add("all", {totalOf(quality, "all")});
    add("type", quality.byType());
    add("layout", quality.byLayout());
    add("field", quality.byField());
    return out;
}

}  // namespace toitsu::cli
