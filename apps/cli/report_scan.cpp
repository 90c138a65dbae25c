#include <algorithm>
#include <array>

#include "apps/cli/report_parts.h"
#include "base/xml.h"
#include "workflows/drawing/svg.h"

namespace toitsu::cli {

namespace {

using xml::escape;

const char* kindOf(const FieldCheck& check) {
    return check.doubt ? "doubt" : check.right ? "accept" : "wrong";
}

std::string shown(const std::string& value) {
    return value.empty() ? "<span class=\"empty\">（空欄）</span>" : escape(value);
}

std::string fieldRow(const FieldCheck& check, std::size_t number_) {
    std::string crops;
    for (const std::string& crop : check.crops)
        crops += "<a href=\"data/crops/" + escape(crop) + "\"><img loading=\"lazy\" src=\"data/crops/" + escape(crop) +
                 "\" alt=\"" + escape(check.title) + "の画像\"/></a>";
    const int percent = static_cast<int>(std::clamp(check.confidence, 0.0, 1.0) * 100);
    std::string out = "<tr class=\"" + std::string(kindOf(check)) + "\"><td class=\"num\">" + std::to_string(number_) +
                      "</td><td>" + escape(check.title) + "<br/><code>" + escape(check.field) +
                      "</code></td><td class=\"crops\">" + crops + "</td><td>" + shown(check.machineShown);
    if (check.machineShown != check.machine) out += "<br/><code>" + escape(check.machine) + "</code>";
    if (check.machineShown == check.machine && !check.raw.empty() && check.raw != check.machine)
        out += "<br/><span class=\"raw\">記載: " + escape(check.raw) + "</span>";
    out += "</td><td class=\"num\"><span class=\"bar\"><i style=\"width:" + std::to_string(percent) +
           "%\"></i></span>" + number(check.confidence * 100, 1) + "</td><td>";
    if (check.doubt)
        out += "<b class=\"mark\">要確認</b> " + escape(check.why);
    else
        out += check.right ? "採用" : "<b class=\"mark\">採用したが誤り</b>";
    out += "</td><td>";
    if (check.doubt && check.answered != check.machine)
        out += "<b>" + shown(check.answeredShown) + "</b> に直した";
    else if (check.doubt && !check.confirmedBy.empty())
        out += "このとおり";
    if (check.answered != check.truth) out += " <b class=\"mark\">正解は " + shown(check.truthShown) + "</b>";
    return out + "</td></tr>";
}

std::string fieldTable(const ScanResult& result) {
    if (result.fields.empty()) return {};
    std::string rows;
    std::size_t count = 0;
    for (const FieldCheck& check : result.fields) rows += fieldRow(check, ++count);
    return "<table class=\"fields\"><thead><tr><th "
           "class=\"num\">#</th><th>項目</th><th>切り出し</th><th>機械が読んだ値</th>"
           "<th class=\"num\">確信度 %</th><th>判断</th><th>担当者</th></tr></thead><tbody>" +
           rows + "</tbody></table>";
}

std::string timings(const ScanResult& result) {
    const Value& millis = result.page.reading["ms"];
    std::string out = "<dl class=\"facts\">";
    const auto fact = [&](const char* name, const std::string& value) {
        out += "<div><dt>" + std::string(name) + "</dt><dd>" + value + "</dd></div>";
    };
    if (result.residual()) fact("位置のずれ", number(*result.residual(), 3) + " mm");
    for (const auto& [key, name] :
         {std::pair("load", "開く"), {"identify", "見分ける"}, {"place", "合わせる"}, {"read", "読む"}})
        fact(name, number(figure(millis[key]), 0) + " ms");
    if (!result.receipt.empty()) {
        fact("業務システム", escape(result.backend));
        fact("受付番号", escape(result.receipt));
    }
    if (!result.sample.profile.empty()) fact("見本の作り方", escape(result.sample.profile));
    return out + "</dl>";
}

std::string eventName(const std::string& kind) {
    static constexpr std::array<std::pair<const char*, const char*>, 17> names{{
        {"case-started", "案件開始"},
        {"case-completed", "案件終了"},
        {"element-entered", "到着"},
        {"element-left", "通過"},
        {"element-cancelled", "取消"},
        {"task-created", "作業を作成"},
        {"task-completed", "作業を完了"},
        {"task-cancelled", "作業を取下げ"},
        {"job-created", "機械の仕事を作成"},
        {"job-claimed", "機械が着手"},
        {"job-completed", "機械が完了"},
        {"job-failed", "失敗"},
        {"timer-set", "期限を設定"},
        {"timer-fired", "期限到来"},
        {"timer-cancelled", "期限を取消"},
        {"decision-made", "判定"},
        {"incident-raised", "障害"},
    }};
    for (const auto& [key, name] : names)
        if (kind == key) return name;
    return kind;
}

const workflows::drawing::Shape* shapeOf(const workflows::drawing::Picture* flow, const std::string& id) {
    if (flow == nullptr) return nullptr;
    const auto found = std::find_if(flow->shapes.begin(), flow->shapes.end(),
                                    [&](const workflows::drawing::Shape& shape) { return shape.id == id; });
    return found == flow->shapes.end() ? nullptr : &*found;
}

std::string pathList(const ScanResult& result, const workflows::drawing::Picture* flow) {
    std::string out = "<ol class=\"path\">";
    for (const std::string& id : result.oneCase->path) {
        const auto* shape = shapeOf(flow, id);
        if (shape != nullptr && shape->name.empty()) continue;  // a gateway that only joins or splits
        out += "<li>" + escape(shape == nullptr ? id : shape->name) + "</li>";
    }
    return out + "</ol>";
}

std::string history(const ScanResult& result, const workflows::drawing::Picture* flow) {
    std::string rows;
    for (const workflows::HistoryEntry& entry : result.history) {
        const auto* shape = shapeOf(flow, entry.element);
        rows += "<tr><td class=\"num\">" + std::to_string(entry.sequence) + "</td><td>" +
                escape(DateTime::fromUnixMillis(entry.at).iso()) + "</td><td>" + escape(eventName(entry.kind)) +
                "</td><td>" + escape(shape == nullptr || shape->name.empty() ? entry.element : shape->name) +
                "</td><td>" + escape(entry.actor) + "</td></tr>";
    }
    return "<details><summary>履歴（" + std::to_string(result.history.size()) +
           " 件の出来事。これが監査記録でもあります）</summary><table><thead><tr><th "
           "class=\"num\">#</th><th>時刻</th><th>出来事</th>"
           "<th>場所</th><th>だれ</th></tr></thead><tbody>" +
           rows + "</tbody></table></details>";
}

}  // namespace

std::string reportScan(const ScanResult& result, std::size_t number_, const std::string& picture,
                       const workflows::drawing::Picture* flow) {
    std::string out =
        "<section class=\"scan\" id=\"" + anchor(number_) + "\"><h2>" + std::to_string(number_) + ". " +
        escape(result.sample.name()) + " " + verdictBadge(result) + "</h2><p class=\"sub\">" +
        escape(result.formTitle.empty() ? "帳票を決められません" : result.formTitle + " ／ " + result.layoutTitle) +
        "</p>";
    if (!result.reason.ja.empty()) out += "<p class=\"reason\">" + escape(result.reason.ja) + "</p>";
    out += timings(result) + reportPage(result, picture) + fieldTable(result);
    if (result.oneCase) {
        const std::string svg =
            flow == nullptr
                ? ""
                : workflows::drawing::svg(*flow, workflows::drawing::trailOf(result.history, result.oneCase->at));
        out += "<h3>業務フローの経路</h3><div class=\"flowbox\">" + svg + "</div>" + pathList(result, flow) +
               history(result, flow);
    }
    return out + "</section>\n";
}

}  // namespace toitsu::cli
