#include "apps/cli/decision_report.h"

#include "apps/cli/feel_command.h"
#include "base/json.h"

namespace toitsu::cli {

namespace {

std::string mark(const rules::TableRun::Cell& cell) {
    if (!cell.asked) return cell.test;
    if (!cell.passed) return cell.test + " ?";
    return cell.test + (*cell.passed ? " ✓" : " ✗");
}

std::string rowMark(const rules::TableRun::Row& row) {
    return row.matched ? "✓" : row.asked ? "✗" : "·";
}

void showTable(const rules::TableRun& run, Terminal& terminal) {
    std::size_t matched = 0;
    for (const auto& row : run.rows) matched += row.matched ? 1 : 0;
    const std::string all = std::to_string(run.rows.size());
    const std::string hits = std::to_string(matched);
    terminal.out << "  "
                 << terminal.say(
                        {"表「" + run.table + "」（" + run.policy + "）: " + all + " 行のうち " + hits +
                             " 行が当てはまる",
                         "table \"" + run.table + "\" (" + run.policy + "): " + hits + " of " + all + " rules match"})
                 << '\n';
    std::vector<std::string> head{"", terminal.say({"行", "rule"})};
    std::vector<std::string> values{"", terminal.say({"値", "value"})};
    for (std::size_t i = 0; i < run.inputs.size(); ++i) {
        head.push_back(run.inputs[i]);
        values.push_back(i < run.values.size() ? json::write(run.values[i]) : "");
    }
    for (const std::string& output : run.outputs)
        head.push_back("→ " + (output.empty() ? terminal.say({"結果", "result"}) : output));
    Table table(head);
    table.add(values);
    for (std::size_t r = 0; r < run.rows.size(); ++r) {
        const auto& row = run.rows[r];
        std::vector<std::string> line{rowMark(row), std::to_string(r + 1)};
        for (const auto& cell : row.cells) line.push_back(mark(cell));
        for (const Value& output : row.outputs) line.push_back(json::write(output));
        table.add(std::move(line));
    }
    const std::string text = table.text();
    for (std::size_t from = 0; from < text.size();) {
        const std::size_t end = text.find('\n', from);
        terminal.out << "    " << text.substr(from, end - from) << '\n';
        if (end == std::string::npos) break;
        from = end + 1;
    }
}

Wording kindWording(const std::string& kind) {
    if (kind == "input") return {"入力", "input"};
    if (kind == "decision") return {"判定", "decision"};
    return {"判定サービス", "service"};
}

Value tableJson(const rules::TableRun& run) {
    List inputs;
    for (std::size_t i = 0; i < run.inputs.size(); ++i)
        inputs.push_back(
            Context{{"expression", run.inputs[i]}, {"value", i < run.values.size() ? run.values[i] : Value()}});
    List rows;
    for (std::size_t r = 0; r < run.rows.size(); ++r) {
        const auto& row = run.rows[r];
        List cells;
        for (const auto& cell : row.cells)
            cells.push_back(Context{
                {"test", cell.test}, {"asked", cell.asked}, {"passed", cell.passed ? Value(*cell.passed) : Value()}});
        Context line{{"rule", static_cast<int>(r + 1)}, {"line", row.place.line}, {"matched", row.matched}};
        line.put("cells", cells);
        if (row.matched) line.put("outputs", List(row.outputs));
        rows.push_back(std::move(line));
    }
    return Context{{"table", run.table}, {"hit_policy", run.policy}, {"inputs", inputs}, {"rules", rows}};
}

}  // namespace

void explain(const std::vector<rules::ElementRun>& elements, Terminal& terminal) {
    for (const rules::ElementRun& element : elements) {
        const Wording kind = kindWording(element.kind);
        terminal.out << terminal.say({kind.ja + "「" + element.name + "」", kind.en + " \"" + element.name + "\""})
                     << " = " << json::write(element.value);
        if (element.kind != "input") terminal.out << "   (" << element.place.text() << ")";
        terminal.out << '\n';
        for (const rules::TableRun& run : element.tables) showTable(run, terminal);
    }
    terminal.out.flush();
}

Value explanationJson(const std::string& decision, const std::vector<rules::ElementRun>& elements,
                      const Result<rules::DecisionResult>& result, const Terminal& terminal) {
    List evaluated;
    for (const rules::ElementRun& element : elements) {
        Context one{{"kind", element.kind}, {"name", element.name}, {"value", element.value}};
        if (element.kind != "input") {
            one.put("file", element.place.file);
            one.put("line", element.place.line);
        }
        List tables;
        for (const rules::TableRun& run : element.tables) tables.push_back(tableJson(run));
        if (!tables.empty()) one.put("tables", tables);
        evaluated.push_back(std::move(one));
    }
    Context out{{"decision", decision}, {"value", result ? result->value : Value()}, {"evaluated", evaluated}};
    List remarks;
    if (result)
        for (const rules::Remark& remark : result->remarks) remarks.push_back(remarkJson(remark, terminal));
    out.put("remarks", remarks);
    if (!result)
        out.put("error", Context{{"code", result.error().code}, {"message", terminal.say(result.error().message)}});
    return out;
}

}  // namespace toitsu::cli
