#include "apps/cli/form_test_report.h"

#include <cmath>

#include "base/json.h"

namespace toitsu::cli {

using namespace authoring;

namespace {

constexpr Outcome kAll[] = {Outcome::right, Outcome::doubtful, Outcome::doubtfulWrong, Outcome::wrong};

std::string mm(double value) {
    std::string digits = std::to_string(std::lround(value * 100));
    while (digits.size() < 3) digits.insert(0, "0");
    return digits.insert(digits.size() - 2, ".");
}

std::string name(const std::string& outcome, const Terminal& terminal) {
    if (outcome == "right") return terminal.say({"正しい", "right"});
    if (outcome == "doubtful") return terminal.say({"要確認", "doubtful"});
    if (outcome == "doubtful-wrong") return terminal.say({"要訂正", "doubtful, wrong"});
    if (outcome == "wrong") return terminal.say({"誤り", "wrong"});
    if (outcome == "read") return terminal.say({"読めた", "read"});
    if (outcome == "rejected") return terminal.say({"読めない", "rejected"});
    if (outcome == "ambiguous") return terminal.say({"決められない", "ambiguous"});
    if (outcome == "other-layout") return terminal.say({"別のレイアウト", "another layout"});
    return outcome.empty() ? terminal.say({"（新しい見本）", "(a new sample)"}) : outcome;
}

std::vector<std::string> head(const std::string& first, const Terminal& terminal) {
    std::vector<std::string> row{first};
    for (const Outcome outcome : kAll) row.push_back(name(std::string(outcomeName(outcome)), terminal));
    return row;
}

void samplesTable(const FormTested& one, Terminal& terminal) {
    std::vector<std::string> row = head(terminal.say({"見本", "sample"}), terminal);
    row.insert(row.begin() + 1, {terminal.say({"状態", "status"}), terminal.say({"残差 mm", "residual mm"})});
    Table table(row);
    for (const SampleOutcome& sample : one.outcomes) {
        row = {sample.sample, name(sample.status, terminal), sample.read ? mm(sample.residualMm) : "-"};
        for (const Outcome outcome : kAll) row.push_back(std::to_string(sample.count(outcome)));
        table.add(row);
    }
    terminal.out << table.text();
}

void fieldsTable(const FormTested& one, Terminal& terminal) {
    std::map<std::string, std::map<Outcome, int>> fields;
    for (const SampleOutcome& sample : one.outcomes)
        for (const auto& [field, outcome] : sample.fields) ++fields[field][outcome];
    Table table(head(terminal.say({"項目", "field"}), terminal));
    for (auto& [field, counts] : fields) {
        if (counts.size() == 1 && counts.count(Outcome::right) != 0) continue;
        std::vector<std::string> row{field};
        for (const Outcome outcome : kAll) row.push_back(std::to_string(counts[outcome]));
        table.add(row);
    }
    if (!table.empty()) terminal.out << '\n' << table.text();
}

void changes(const std::vector<Worse>& list, const Wording& what, Terminal& terminal) {
    for (const Worse& one : list)
        terminal.out << terminal.say(what) << ": " << one.sample << (one.field.empty() ? "" : " " + one.field) << ": "
                     << name(one.was, terminal) << " → " << name(one.is, terminal) << '\n';
}

void asText(const FormTested& one, Terminal& terminal) {
    terminal.out << "== " << one.form << " ==\n";
    samplesTable(one, terminal);
    fieldsTable(one, terminal);
    terminal.out << '\n';
    changes(one.comparison.worse, {"悪くなった", "worse"}, terminal);
    changes(one.comparison.better, {"良くなった", "better"}, terminal);
    for (const SampleOutcome& was : one.comparison.gone)
        terminal.line({"見本がなくなりました: " + was.sample, "the sample is gone: " + was.sample});
    if (one.unread > 0)
        terminal.line(
            {"読めない見本が " + std::to_string(one.unread) + " 枚あります。直すか除くまで、基準は書き換えません",
             std::to_string(one.unread) +
                 " samples cannot be read; golden.json stays as it is until they are mended or removed"});
    else if (!one.written.empty())
        terminal.line({"基準を書きました: " + one.written, "golden written: " + one.written});
    else if (!one.golden)
        terminal.line({"基準（golden.json）がまだありません。この結果でよければ --update を付けて実行してください",
                       "there is no golden.json yet; run with --update to accept this result"});
    else if (one.comparison.worse.empty() &&
             (!one.comparison.better.empty() || !one.comparison.unknown.empty() || !one.comparison.gone.empty()))
        terminal.line({"基準より良いか、見本が変わりました。--update で基準を改めてください",
                       "better than golden.json, or other samples; accept it with --update"});
    else if (one.comparison.worse.empty())
        terminal.line({"基準（golden.json）と同じです", "the same as golden.json"});
    terminal.out << '\n';
}

Value changesJson(const std::vector<Worse>& list) {
    List out;
    for (const Worse& one : list)
        out.push_back(Context{{"sample", one.sample},
                              {"field", one.field.empty() ? Value() : Value(one.field)},
                              {"was", one.was.empty() ? Value() : Value(one.was)},
                              {"is", one.is}});
    return out;
}

Value asJson(const FormTested& one) {
    List samples;
    for (const SampleOutcome& sample : one.outcomes) {
        Context fields;
        for (const auto& [field, outcome] : sample.fields) fields.put(field, std::string(outcomeName(outcome)));
        samples.push_back(Context{
            {"sample", sample.sample},
            {"layout", sample.layout},
            {"status", sample.status},
            {"residual_mm", Decimal::fromDouble(std::round(sample.residualMm * 1000) / 1000).value_or(Decimal(0))},
            {"fields", fields}});
    }
    List gone;
    for (const SampleOutcome& was : one.comparison.gone) gone.emplace_back(was.sample);
    return Context{{"form", one.form},
                   {"golden", one.golden},
                   {"unread", one.unread},
                   {"gone", gone},
                   {"samples", samples},
                   {"worse", changesJson(one.comparison.worse)},
                   {"better", changesJson(one.comparison.better)}};
}

}  // namespace

void reportFormTests(const std::vector<FormTested>& tested, const std::string& format, Terminal& terminal) {
    if (format == "json") {
        List list;
        for (const FormTested& one : tested) list.push_back(asJson(one));
        terminal.out << json::writePretty(list) << '\n';
        return;
    }
    for (const FormTested& one : tested) asText(one, terminal);
}

}  // namespace toitsu::cli
