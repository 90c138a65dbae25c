#include <array>

#include "apps/cli/report_parts.h"
#include "base/xml.h"

namespace toitsu::cli {

namespace {

using xml::escape;

std::string card(const std::string& title, const std::string& value, const std::string& note, const char* kind = "") {
    return "<div class=\"card " + std::string(kind) + "\"><p class=\"title\">" + title + "</p><p class=\"value\">" +
           value + "</p><p class=\"note\">" + note + "</p></div>";
}

std::string share(int part, int whole) {
    return whole == 0 ? "–" : number(100.0 * part / whole, 1) + " %";
}

std::string quadrantTable(const Quadrants& all) {
    const int total = all.total();
    const auto cell = [&](int count, const char* kind) {
        return "<td class=\"" + std::string(kind) + "\"><b>" + std::to_string(count) + "</b> <span>" +
               share(count, total) + "</span></td>";
    };
    return "<table class=\"quadrants\"><caption>機械の判断と正解（項目数、人が見る前）</caption><thead><tr><th></th>"
           "<th scope=\"col\">正しく読めた</th><th scope=\"col\">読み誤った・読めない</th></tr></thead><tbody>"
           "<tr><th scope=\"row\">そのまま採用</th>" +
           cell(all.acceptedRight, "good") + cell(all.acceptedWrong, all.acceptedWrong > 0 ? "bad" : "good") +
           "</tr><tr><th scope=\"row\">人の確認へ</th>" + cell(all.doubtRight, "fair") + cell(all.doubtWrong, "fair") +
           "</tr></tbody></table>";
}

std::string timingTable(const std::vector<ScanResult>& results) {
    std::string rows;
    for (const auto& [key, name] : {std::pair("load", "画像を開く"),
                                    {"identify", "帳票を見分ける"},
                                    {"place", "位置を合わせる"},
                                    {"read", "読み取る"}}) {
        double total = 0, most = 0;
        for (const ScanResult& result : results) {
            const double one = figure(result.page.reading["ms"][key]);
            total += one;
            most = std::max(most, one);
        }
        const double mean = results.empty() ? 0 : total / static_cast<double>(results.size());
        rows += "<tr><th scope=\"row\">" + std::string(name) + "</th><td class=\"num\">" + number(mean, 0) +
                "</td><td class=\"num\">" + number(most, 0) + "</td></tr>";
    }
    return "<table><caption>1 枚あたりの時間（ミリ秒）</caption><thead><tr><th></th><th scope=\"col\" "
           "class=\"num\">平均</th>"
           "<th scope=\"col\" class=\"num\">最大</th></tr></thead><tbody>" +
           rows + "</tbody></table>";
}

std::string backendTable(const ReportInput& input) {
    std::string rows;
    for (const BackendLine& line : input.backends)
        rows += "<tr><th scope=\"row\">" + escape(line.id) + "</th><td class=\"num\">" + std::to_string(line.entries) +
                "</td><td><a href=\"" + escape(line.file) + "\">" + escape(line.file) + "</a></td></tr>";
    return "<table><caption>業務システムに入った件数</caption><thead><tr><th scope=\"col\">接続定義</th>"
           "<th scope=\"col\" class=\"num\">件</th><th scope=\"col\">中身のある場所</th></tr></thead><tbody>" +
           rows + "</tbody></table>";
}

std::string scanTable(const std::vector<ScanResult>& results) {
    std::string rows;
    std::size_t count = 0;
    for (const ScanResult& result : results) {
        ++count;
        rows += "<tr><td class=\"num\">" + std::to_string(count) + "</td><td><a href=\"#" + anchor(count) + "\">" +
                escape(result.sample.name()) + "</a></td><td>" + verdictBadge(result) + "</td><td>" +
                escape(result.layoutTitle.empty() ? "–" : result.layoutTitle) + "</td><td class=\"num\">" +
                (result.residual() ? number(*result.residual(), 3) : "–") + "</td><td class=\"num\">" +
                std::to_string(result.fields.size()) + "</td><td class=\"num\">" + std::to_string(result.doubtful()) +
                "</td><td class=\"num\">" + number(result.machineMillis / 1000, 1) + "</td><td>" +
                escape(result.receipt.empty() ? "–" : result.receipt) + "<br/><code>" + escape(result.backend) +
                "</code></td></tr>";
    }
    return "<table class=\"scans\"><caption>画像ごとの結果</caption><thead><tr><th "
           "class=\"num\">#</th><th>画像</th><th>結果</th>"
           "<th>見つけた帳票</th><th class=\"num\">ずれ mm</th><th class=\"num\">項目</th><th class=\"num\">要確認</th>"
           "<th class=\"num\">秒</th><th>受付番号・業務システム</th></tr></thead><tbody>" +
           rows + "</tbody></table>";
}

}  // namespace

std::string reportSummary(const ReportInput& input) {
    const std::vector<ScanResult>& results = *input.results;
    Quadrants all;
    int right = 0, waits = 0, wrong = 0;
    for (const ScanResult& result : results) {
        all += result.quadrants();
        ++(result.verdict == Verdict::right ? right : result.verdict == Verdict::waits ? waits : wrong);
    }
    const int accepted = all.acceptedRight + all.acceptedWrong;
    return "<header><p class=\"brand\">統一 Toitsu</p><h1>実演の報告書</h1><p class=\"lead\">"
           "添付の見本を、読み取り・統一・業務フロー・確認・業務システムへの入力まで通した結果です。"
           "疑わしい項目に答えた担当者の役は、<strong>見本の横にある正解ファイル</strong>が務めています。"
           "それ以外の値は機械が読んだままで、下の表は業務システムに実際に入った値を正解と比べたものです。</p></"
           "header>\n"
           "<section class=\"cards\">" +
           card("画像", std::to_string(results.size()), "合計 " + number(input.seconds, 1) + " 秒") +
           card("業務システムまで正しい", std::to_string(right), "すべての列が正解と一致", "right") +
           card("人を待つ", std::to_string(waits), "理由を示して停止", "waits") +
           card("誤り", std::to_string(wrong), wrong == 0 ? "ありません" : "下の一覧を見てください",
                wrong == 0 ? "right" : "wrong") +
           card("そのまま採用した項目", share(accepted, all.total()), "うち誤り " + std::to_string(all.acceptedWrong),
                all.acceptedWrong == 0 ? "" : "wrong") +
           "</section>\n<section class=\"two\">" + quadrantTable(all) + timingTable(results) + "</section>\n" +
           "<section>" + backendTable(input) + "</section>\n<section>" + scanTable(results) + "</section>\n";
}

}  // namespace toitsu::cli
