#include "forms/draft/draft_xml.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <set>

#include "base/text.h"
#include "base/xml.h"
#include "forms/draft/row_runs.h"

namespace toitsu::forms {

namespace {

std::string number(double value) {
    char digits[32];
    std::snprintf(digits, sizeof digits, "%.2f", value + 0.0);
    std::string text = digits;
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
    return text == "-0" ? "0" : text;
}

std::string attribute(std::string_view name, std::string_view value) {
    return " " + std::string(name) + "=\"" + xml::escape(value) + "\"";
}

std::string boxAttribute(const Box& box) {
    return attribute("box", number(box.x) + " " + number(box.y) + " " + number(box.width) + " " + number(box.height));
}

std::string markName(Mark mark) {
    return mark == Mark::check ? "check" : mark == Mark::circle ? "circle" : "cross";
}

std::string guess(double confidence) {
    return attribute("draft:confidence", number(std::clamp(confidence, 0.0, 0.99)));
}

std::string guess(const Question& question) {
    std::string out = guess(question.confidence);
    if (!question.label.empty()) out += attribute("draft:label", question.label);
    return out;
}

// Equal shares of their box?
bool regular(const DraftPart& part) {
    const auto count = static_cast<double>(part.cells.size());
    for (std::size_t n = 0; n < part.cells.size(); ++n)
        if (std::abs(part.cells[n].x - (part.box.x + part.box.width * static_cast<double>(n) / count)) > 0.35)
            return false;
    return true;
}

std::string place(const std::string& field, const DraftPart& part, const std::string& name, bool right,
                  const std::string& marks) {
    std::string out = "    <place" + attribute("field", field);
    if (!name.empty()) out += attribute("part", name);
    out += boxAttribute(part.box);
    if (!part.cells.empty()) out += attribute("cells", std::to_string(part.cells.size()));
    out += attribute("written", "hand");
    if (right) out += attribute("align", "right");
    out += marks;
    if (part.cells.empty() || regular(part)) return out + "/>\n";
    out += ">";
    for (const Box& cell : part.cells) out += "<cell" + boxAttribute(cell) + "/>";
    return out + "</place>\n";
}

std::string options(const std::vector<DraftOption>& all, bool eras) {
    std::string out;
    for (const DraftOption& option : all) {
        if (option.code.empty()) continue;
        out += "      <at" + attribute("option", option.code) + attribute("printed", option.printed) +
               boxAttribute(option.box) + (eras ? std::string() : guess(option.confidence)) + "/>\n";
    }
    return out;
}

std::string dateXml(const Question& question, const std::string& field) {
    std::string out;
    for (const DraftPart& part : question.parts) {
        if (!part.fixed.empty()) {
            out += "    <fixed" + attribute("field", field) + attribute("part", "era") +
                   attribute("value", part.fixed) + guess(question.confidence) + "/>\n";
        } else if (!part.options.empty()) {
            const std::string inside = options(part.options, true);
            if (!inside.empty())
                out += "    <choice" + attribute("field", field) + attribute("part", "era") +
                       attribute("mark", markName(question.mark)) + guess(question) + ">\n" + inside +
                       "    </choice>\n";
        } else {
            out += place(field, part, part.part, !part.cells.empty(), guess(question));
        }
    }
    return out;
}

// All groups of a number as one place.
DraftPart together(const Question& question) {
    DraftPart all;
    all.box = question.box;
    for (const DraftPart& part : question.parts)
        all.cells.insert(all.cells.end(), part.cells.begin(), part.cells.end());
    return all;
}

// 令和 [ ][ ] 年分: a date of which the paper asks the year alone; it stands for the year's last day.
std::string yearXml(const Question& question, const std::string& field, const DraftPart& year) {
    const auto fixed = [&](const char* part, const std::string& value) {
        return "    <fixed" + attribute("field", field) + attribute("part", part) + attribute("value", value) +
               guess(question.confidence) + "/>\n";
    };
    std::string out;
    for (const auto& [name, code] :
         {std::pair{"令和", "reiwa"}, std::pair{"平成", "heisei"}, std::pair{"昭和", "showa"}})
        if (question.label.find(name) != std::string::npos && out.empty()) out = fixed("era", code);
    return out + place(field, year, "year", true, guess(question)) + fixed("month", "12") + fixed("day", "31");
}

std::string questionXml(const Question& question, const std::string& field, FieldType type) {
    using Kind = Question::Kind;
    if (question.kind == Kind::date) return dateXml(question, field);
    if ((question.kind == Kind::seal && type == FieldType::seal) || type == FieldType::signature)
        return "    <seal" + attribute("field", field) + boxAttribute(question.box) + guess(question) + "/>\n";
    if (type == FieldType::image)
        return "    <image" + attribute("field", field) + boxAttribute(question.box) + guess(question) + "/>\n";
    const bool grouped = (question.kind == Kind::phone && type == FieldType::phone) ||
                         (question.kind == Kind::postcode && type == FieldType::postcode);
    if (!grouped) {
        const DraftPart one = question.parts.size() == 1 ? question.parts[0] : together(question);
        if (type == FieldType::date && question.cells > 0 && question.cells <= 4) return yearXml(question, field, one);
        return place(field, one, "", type == FieldType::money, guess(question));
    }
    std::string out;
    for (const DraftPart& part : question.parts) out += place(field, part, part.part, false, guess(question));
    return out;
}

std::string asComment(std::string text) {
    for (auto at = text.find("--"); at != std::string::npos; at = text.find("--")) text.replace(at, 2, "－");
    return text;
}

// The options of one field that stand in several areas are one choice.
std::string choiceXml(const std::vector<const Question*>& questions) {
    const Question& first = *questions.front();
    // An option stands once: where it fits best. The others are for the author to see.
    std::map<std::string, const DraftOption*> best;
    for (const Question* question : questions)
        for (const DraftOption& option : question->options)
            if (const auto [at, fresh] = best.emplace(option.code, &option);
                !fresh && option.confidence > at->second->confidence)
                at->second = &option;
    std::vector<DraftOption> once, again;
    for (const Question* question : questions)
        for (const DraftOption& option : question->options)
            (option.code == "?" || best[option.code] == &option ? once : again).push_back(option);
    const std::string inside = options(once, false);
    if (inside.empty()) return {};
    const std::string rest = options(again, false);
    return "    <choice" + attribute("field", first.field) + attribute("mark", markName(first.mark)) + guess(first) +
           ">\n" + inside +
           (rest.empty() ? std::string()
                         : "      <!-- もう一度ある / found again:\n" + asComment(rest) + "      -->\n") +
           "    </choice>\n";
}

std::string flagXml(const Question& question) {
    return "    <flag" + attribute("field", question.field) + attribute("mark", markName(question.mark)) +
           boxAttribute(question.options[0].box) + attribute("printed", question.options[0].printed) + guess(question) +
           "/>\n";
}

// One place of a field, whatever its kind; of a choice all its options.
std::string fieldXml(const Question& question, const Field& field) {
    if (question.kind != Question::Kind::choice) return questionXml(question, question.field, field.type);
    return field.type == FieldType::flag ? flagXml(question) : choiceXml({&question});
}

std::string rowsXml(const RowRun& run, const Form& form) {
    double least = 1;
    for (const auto* list : {&run.questions, &run.further})
        for (const Question* question : *list) least = std::min(least, question->confidence);
    std::string out = "    <rows" + attribute("group", run.group);
    if (run.first > 1) out += attribute("first", std::to_string(run.first));
    out += attribute("count", std::to_string(run.count)) +
           attribute("pitch", number(run.pitch.x) + " " + number(run.pitch.y)) + guess(least) + ">\n";
    for (const Question* question : run.questions) {
        const Field& field = *form.field(question->field);
        Question inside = *question;
        inside.field = memberOf(field);
        for (const std::string& line : text::split(fieldXml(inside, field), '\n'))
            if (!line.empty()) out += "  " + line + "\n";
    }
    return out + "    </rows>\n";
}

// `asked`: the field's id as questions have it.
std::string fieldXml(const Field& field, const std::string& asked, const std::vector<Question>& questions,
                     const std::string& indent) {
    const auto question =
        std::find_if(questions.begin(), questions.end(), [&](const Question& q) { return q.field == asked; });
    std::string out = indent + "<field" + attribute("id", field.id) + attribute("type", typeName(field.type)) +
                      attribute("title", field.title);
    if (field.length > 0)
        out += attribute(field.lengthIsMaximum ? "maxlength" : "length", std::to_string(field.length));
    if (field.myNumber) out += attribute("sensitivity", "my-number");
    if (field.policy == Policy::verify) out += attribute("policy", "verify");
    out += guess(question == questions.end() ? 0 : question->confidence);
    if (field.options.empty()) return out + "/>\n";
    out += ">\n";
    for (const Option& option : field.options)
        out += indent + "  <option" + attribute("code", option.code) + attribute("title", option.title) + "/>\n";
    return out + indent + "</field>\n";
}

std::string leftOver(const Question& question) {
    std::string out = "      ";
    if (!question.label.empty()) out += "「" + question.label + "」";
    if (question.office) out += "（職員記入欄らしい）";
    out += "\n";
    Question as = question;
    for (DraftOption& option : as.options)
        if (option.code.empty()) option.code = "?";
    if (question.kind == Question::Kind::choice) {
        as.field = "?";
        out += choiceXml({&as});
    } else {
        out += questionXml(as, "?", question.kind == Question::Kind::seal ? FieldType::seal : FieldType::text);
    }
    return asComment(out);
}

std::string paper(const SeenPage& page) {
    const auto is = [&](double w, double h) {
        return std::abs(page.width - w) < 0.6 && std::abs(page.height - h) < 0.6;
    };
    if (is(210, 297)) return attribute("paper", "A4");
    if (is(297, 210)) return attribute("paper", "A4-landscape");
    if (is(148, 210)) return attribute("paper", "A5");
    if (is(210, 148)) return attribute("paper", "A5-landscape");
    return attribute("width", number(page.width)) + attribute("height", number(page.height));
}

}  // namespace

std::string draftLayoutXml(const DraftHead& head, const Form& form, const std::vector<SeenPage>& pages,
                           const std::vector<Question>& questions) {
    std::string out =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<!-- toitsu form draft が白紙の画像から作った下書き。draft:confidence "
        "は機械の推測を示す。確かめたらその属性を消す。\n"
        "     Drafted from the picture of a blank. draft:confidence marks a guess; remove the attribute once you have "
        "checked it. -->\n"
        "<layout xmlns=\"urn:toitsu:layout:1\" xmlns:draft=\"" +
        std::string(kDraftSpace) + "\"" + attribute("id", head.id) + attribute("form", form.id) +
        attribute("municipality", head.municipality) + "\n        " + attribute("title", head.title).substr(1) + ">\n";
    for (std::size_t p = 0; p < pages.size(); ++p) {
        const SeenPage& page = pages[p];
        out += "  <page" + attribute("number", std::to_string(page.number)) + paper(page) +
               attribute("blank", head.blanks[p]) + ">\n";
        const std::vector<RowRun> runs = findRowRuns(form, questions);
        const auto inRows = [&](const Question& question, bool asFirst) {
            return std::find_if(runs.begin(), runs.end(), [&](const RowRun& run) {
                const auto in = [&](const std::vector<const Question*>& list) {
                    return std::find(list.begin(), list.end(), &question) != list.end();
                };
                return asFirst ? run.questions.front() == &question : in(run.questions) || in(run.further);
            });
        };
        std::map<std::string, std::vector<const Question*>> choices;
        for (const Question& question : questions)
            if (question.page == page.number && question.kind == Question::Kind::choice && !question.field.empty())
                choices[question.field].push_back(&question);
        std::string rest;
        for (const Question& question : questions) {
            if (question.page != page.number) continue;
            const Field* field = form.field(question.field);
            if (field == nullptr) {
                rest += leftOver(question);
            } else if (const auto run = inRows(question, true); run != runs.end()) {
                out += rowsXml(*run, form);
            } else if (inRows(question, false) != runs.end()) {
                continue;  // written with the first of its rows
            } else if (question.kind != Question::Kind::choice || field->type == FieldType::flag) {
                out += fieldXml(question, *field);
            } else if (choices[question.field].front() == &question) {
                out += choiceXml(choices[question.field]);
            }
        }
        if (!rest.empty())
            out += "    <!-- 場所は見つかったが、項目が決まらなかったもの / found, but no field fits:\n" + rest +
                   "    -->\n";
        out += "  </page>\n";
    }
    return out + "</layout>\n";
}

std::string draftFormXml(const Form& form, const std::vector<Question>& questions) {
    std::string out =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<!-- toitsu form draft が白紙の画像から作った下書き。根拠法令(basis)と保存期間(retention)を書き加える。\n"
        "     Drafted from the picture of a blank. Add the law (basis) and the retention. -->\n"
        "<form xmlns=\"urn:toitsu:form:1\" xmlns:draft=\"" +
        std::string(kDraftSpace) + "\"" + attribute("id", form.id) + " version=\"1\"" + attribute("title", form.title) +
        ">\n";
    std::set<std::string> groups;
    for (const Field& field : form.fields) {
        const Group* group = field.group.empty() ? nullptr : form.group(field.group);
        if (group == nullptr) {
            out += fieldXml(field, field.id, questions, "  ");
            continue;
        }
        if (!groups.insert(group->id).second) continue;
        out += "  <group" + attribute("id", group->id) + attribute("title", group->title) +
               attribute("rows", std::to_string(group->rows)) + guess(0.5) + ">\n";
        for (const Field& member : group->fields)
            out += fieldXml(member, rowFieldId(group->id, 1, member.id), questions, "    ");
        out += "  </group>\n";
    }
    return out + "</form>\n";
}

}  // namespace toitsu::forms
