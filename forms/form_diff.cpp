#include "forms/form_diff.h"

#include <algorithm>
#include <map>
#include <set>

#include "forms/migrate.h"

// Fields are matched by id, then by what the newer form's migrations declare. What is left on both sides is matched by
// meaning: the same type, title and options under another id is a field renamed, as long as it is the only such one.

namespace toitsu::forms {
namespace {

std::string quoted(const std::string& text) {
    return text.empty() ? "–" : "「" + text + "」";
}

const char* policyName(Policy policy) {
    return policy == Policy::accept ? "accept" : policy == Policy::verify ? "verify" : "double";
}

bool sameOptions(const Field& a, const Field& b) {
    return std::equal(a.options.begin(), a.options.end(), b.options.begin(), b.options.end(),
                      [](const Option& x, const Option& y) { return x.code == y.code; });
}

bool sameMeaning(const Field& a, const Field& b) {
    return a.type == b.type && a.title == b.title && sameOptions(a, b);
}

const Wording kPapersFollow{"この項目を使うレイアウト・流れ・接続定義を直す必要がある",
                            "layouts, flows and bindings that use the field must follow"};
const Wording kTextOnly{"見出しだけで、値は変わらない", "only wording; values stay as they are"};

class FormDiff {
public:
    FormDiff(const Form& before, const Form& after) : before_(before), after_(after) {}

    std::vector<Change> changes() {
        diffHead();
        diffFields();
        diffGroups();
        diffRules();
        return std::move(changes_);
    }

private:
    Change& add(const char* kind, const std::string& subject, Wording what, bool breaking, Wording reason) {
        changes_.push_back({kind, subject, "", std::move(what), breaking, std::move(reason), 0, {}, {}});
        return changes_.back();
    }

    void diffHead() {
        if (before_.id != after_.id)
            add("form-id", after_.id,
                {"様式の id が " + before_.id + " から " + after_.id + " に変わった",
                 "the form's id changed from " + before_.id + " to " + after_.id},
                true, {"記録とレイアウトは様式を id で指す", "records and layouts name their form by id"});
        if (before_.title != after_.title)
            add("form-title", after_.id,
                {"題名 " + quoted(before_.title) + " → " + quoted(after_.title),
                 "title " + quoted(before_.title) + " → " + quoted(after_.title)},
                false, kTextOnly);
        if (before_.version != after_.version)
            add("form-version", after_.id,
                {"版 " + std::to_string(before_.version) + " → " + std::to_string(after_.version),
                 "version " + std::to_string(before_.version) + " → " + std::to_string(after_.version)},
                false, {"古い記録は古い版のまま残る", "old records keep their version"});
        if (before_.basis != after_.basis)
            add("basis", after_.id,
                {"法令の根拠 " + quoted(before_.basis) + " → " + quoted(after_.basis),
                 "legal basis " + quoted(before_.basis) + " → " + quoted(after_.basis)},
                after_.basis.empty(),
                after_.basis.empty() ? Wording{"根拠のない項目は集められない（個人番号は特に）",
                                               "without a basis nothing may be asked, a 個人番号 least of all"}
                                     : Wording{"値は変わらない。根拠が合うかは人が確かめる",
                                               "values stay; whether the basis is right is for a person to say"});
        if (before_.retention != after_.retention)
            add("retention", after_.id,
                {"保存期間 " + quoted(before_.retention) + " → " + quoted(after_.retention),
                 "retention " + quoted(before_.retention) + " → " + quoted(after_.retention)},
                false, {"値は変わらない", "values stay as they are"});
    }

    void diffFields() {
        std::vector<const Field*> gone, fresh;
        for (const Field& field : before_.fields)
            if (field.row <= 1 && !after_.field(field.id)) gone.push_back(&field);
        for (const Field& field : after_.fields)
            if (field.row <= 1 && !before_.field(field.id)) fresh.push_back(&field);
        std::map<const Field*, const Field*> renamed;
        for (const Field* old : gone) {
            const std::string id = migratedId(after_, before_.version, old->id);
            if (id != old->id) {  // the form itself says what became of it
                const Field* declared = after_.field(id);
                if (declared && std::find(fresh.begin(), fresh.end(), declared) != fresh.end()) renamed[old] = declared;
                continue;
            }
            const Field* match = nullptr;
            int matches = 0;
            for (const Field* candidate : fresh) {
                if (!sameMeaning(*old, *candidate)) continue;
                match = candidate;
                ++matches;
            }
            const bool unique = matches == 1 && std::count_if(gone.begin(), gone.end(), [&](const Field* other) {
                                                    return sameMeaning(*other, *match);
                                                }) == 1;
            if (unique) renamed[old] = match;
        }
        std::set<const Field*> taken;
        for (const Field& field : before_.fields) {
            if (field.row > 1) continue;  // a repeating group's rows are alike
            const Field* now = after_.field(field.id);
            const auto it = renamed.find(&field);
            if (!now && it != renamed.end()) {
                now = it->second;
                taken.insert(now);
                add("field-renamed", now->id,
                    {"項目 " + field.id + " の id が " + now->id + " に変わった",
                     "field " + field.id + " is now called " + now->id},
                    true, kPapersFollow)
                    .part = field.id;
            }
            if (now)
                diffField(field, *now);
            else
                add("field-removed", field.id,
                    {"項目 " + field.id + " " + quoted(field.title) + " がなくなった",
                     "field " + field.id + " " + quoted(field.title) + " is gone"},
                    true, kPapersFollow);
        }
        for (const Field* field : fresh) {
            if (taken.contains(field)) continue;
            add("field-added", field->id,
                {"項目 " + field->id + " " + quoted(field->title) + " が加わった",
                 "field " + field->id + " " + quoted(field->title) + " is new"},
                field->required,
                field->required
                    ? Wording{"必須の項目なので、古い用紙と記録にはそれがない",
                              "it is required, and old papers and records lack it"}
                    : Wording{"必須ではないので、古い記録もそのまま正しい", "not required: old records stay right"});
        }
    }

    void diffGroups() {
        for (const Group& group : before_.groups) {
            const Group* now = after_.group(group.id);
            if (!now || now->rows == group.rows) continue;
            const std::string change = std::to_string(group.rows) + " → " + std::to_string(now->rows);
            const bool fewer = now->rows < group.rows;
            add("rows", group.id,
                {"繰返し " + group.id + " の行数 " + change, "rows of group " + group.id + ": " + change}, fewer,
                fewer
                    ? Wording{"行の多い古い記録と用紙が収まらない", "old records and papers with more rows do not fit"}
                    : Wording{"これまでの行はすべて収まる", "every earlier row still fits"});
        }
    }

    void diffField(const Field& a, const Field& b) {
        const std::string name = b.id + ": ";
        if (a.type != b.type) {
            const std::string was(typeName(a.type)), is(typeName(b.type));
            add("type", b.id, {name + "型 " + was + " → " + is, name + "type " + was + " → " + is}, true,
                {"同じ値が別のものとして扱われる", "the same value is understood as something else"});
        }
        if (a.title != b.title)
            add("title", b.id,
                {name + "見出し " + quoted(a.title) + " → " + quoted(b.title),
                 name + "title " + quoted(a.title) + " → " + quoted(b.title)},
                false, kTextOnly);
        if (a.required != b.required)
            add("required", b.id,
                {name + (b.required ? "必須になった" : "必須でなくなった"),
                 name + (b.required ? "now required" : "no longer required")},
                b.required,
                b.required ? Wording{"空欄の古い記録が正しくなくなる", "old records with it empty are no longer right"}
                           : Wording{"古い記録はそのまま正しい", "old records stay right"});
        diffLength(a, b);
        if (a.policy != b.policy) {
            const std::string change = std::string(policyName(a.policy)) + " → " + policyName(b.policy);
            add("policy", b.id, {name + "確認の仕方 " + change, name + "policy " + change}, false,
                {"値は変わらず、人の作業だけが変わる", "values stay; only the clerk's work changes"});
        }
        if (a.holder != b.holder)
            add("holder", b.id,
                {name + "名義カナのヲと長音の扱いが変わった",
                 name + "what becomes of ヲ and ー in a holder's name changed"},
                true, {"同じ名義が別の文字になる", "the same name is written otherwise"});
        if (a.myNumber != b.myNumber)
            add("sensitivity", b.id,
                {name + (b.myNumber ? "個人番号として守られるようになった" : "個人番号としての保護が外れた"),
                 name + (b.myNumber ? "now protected as a 個人番号" : "no longer protected as a 個人番号")},
                !b.myNumber,
                b.myNumber
                    ? Wording{"見られる人が減るだけである", "fewer people may see it, nothing else"}
                    : Wording{"守られていた値が、守られずに流れる", "values that were protected would go unprotected"});
        diffOptions(a, b);
    }

    void diffLength(const Field& a, const Field& b) {
        if (a.length == b.length && a.lengthIsMaximum == b.lengthIsMaximum) return;
        const auto text = [](const Field& f) {
            return f.length == 0 ? std::string("–") : (f.lengthIsMaximum ? "≤ " : "") + std::to_string(f.length);
        };
        const bool exactBefore = a.length > 0 && !a.lengthIsMaximum && a.type == FieldType::digits;
        const bool exactAfter = b.length > 0 && !b.lengthIsMaximum && b.type == FieldType::digits;
        const bool wider = (b.length == 0 || (a.length > 0 && b.length >= a.length)) && !exactAfter;
        const bool breaking = exactAfter || (exactBefore && !wider) || !wider;
        add("length", b.id,
            {b.id + ": 長さ " + text(a) + " → " + text(b), b.id + ": length " + text(a) + " → " + text(b)}, breaking,
            breaking ? Wording{"正しかった値の長さが合わなくなる", "values that were right no longer fit"}
                     : Wording{"これまでの値はすべて収まる", "every earlier value still fits"});
    }

    void diffOptions(const Field& a, const Field& b) {
        for (const Option& option : a.options) {
            const Option* now = b.option(option.code);
            if (!now) {
                add("option-removed", b.id,
                    {b.id + ": 選択肢 " + option.code + " " + quoted(option.title) + " がなくなった",
                     b.id + ": option " + option.code + " " + quoted(option.title) + " is gone"},
                    true,
                    {"その符号の記録と用紙が読めなくなる",
                     "records and papers with that code are no longer understood"})
                    .part = option.code;
            } else if (now->title != option.title) {
                add("option-title", b.id,
                    {b.id + ": 選択肢 " + option.code + " の見出し " + quoted(option.title) + " → " +
                         quoted(now->title),
                     b.id + ": option " + option.code + ", title " + quoted(option.title) + " → " + quoted(now->title)},
                    false, kTextOnly)
                    .part = option.code;
            }
        }
        for (const Option& option : b.options) {
            if (a.option(option.code)) continue;
            add("option-added", b.id,
                {b.id + ": 選択肢 " + option.code + " " + quoted(option.title) + " が加わった",
                 b.id + ": option " + option.code + " " + quoted(option.title) + " is new"},
                false,
                {"古い記録には現れない。接続定義に対応を書く",
                 "old records never have it; bindings need a counterpart"})
                .part = option.code;
        }
    }

    void diffRules() {
        const auto find = [](const Form& form, const std::string& id) -> const Rule* {
            const auto it =
                std::find_if(form.rules.begin(), form.rules.end(), [&](const Rule& r) { return r.id == id; });
            return it == form.rules.end() ? nullptr : &*it;
        };
        const auto strict = [](const Rule& rule) { return rule.severity == Severity::error; };
        const Wording stricter{"これまで通った記録が止まることがある", "records that passed may now be stopped"};
        const Wording milder{"これまで通った記録は、そのまま通る", "records that passed still pass"};
        for (const Rule& old : before_.rules) {
            const Rule* now = find(after_, old.id);
            if (!now) {
                add("rule-removed", old.id, {"規則 " + old.id + " がなくなった", "rule " + old.id + " is gone"}, false,
                    milder);
                continue;
            }
            if (old.test.source() != now->test.source())
                add("rule-test", old.id,
                    {"規則 " + old.id + " の式が変わった: " + old.test.source() + " → " + now->test.source(),
                     "rule " + old.id + " tests something else: " + old.test.source() + " → " + now->test.source()},
                    strict(*now), strict(*now) ? stricter : milder);
            if (old.severity != now->severity)
                add("rule-severity", old.id,
                    {"規則 " + old.id + (strict(*now) ? " が誤りになった" : " が注意になった"),
                     "rule " + old.id + (strict(*now) ? " is now an error" : " is now a warning")},
                    strict(*now), strict(*now) ? stricter : milder);
            if (old.message != now->message)
                add("rule-message", old.id,
                    {"規則 " + old.id + " の文言 " + quoted(old.message) + " → " + quoted(now->message),
                     "rule " + old.id + ", message " + quoted(old.message) + " → " + quoted(now->message)},
                    false, kTextOnly);
        }
        for (const Rule& rule : after_.rules) {
            if (find(before_, rule.id)) continue;
            add("rule-added", rule.id, {"規則 " + rule.id + " が加わった", "rule " + rule.id + " is new"}, strict(rule),
                strict(rule) ? stricter : milder);
        }
    }

    const Form& before_;
    const Form& after_;
    std::vector<Change> changes_;
};

}  // namespace

std::vector<Change> diffForms(const Form& before, const Form& after) {
    return FormDiff(before, after).changes();
}

}  // namespace toitsu::forms
