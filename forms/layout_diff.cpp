#include "forms/layout_diff.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

#include "base/decimal.h"
#include "forms/form_diff.h"
#include "forms/standing.h"
#include "forms/unification/printed_sign.h"

namespace toitsu::forms {
namespace {

const Wording kMisread{"刷ってある用紙では別の場所を読むことになる",
                       "on sheets already printed another place would be read"};
const Wording kMeaning{"刷ってある用紙の同じ印が別の意味になる",
                       "the same mark on sheets already printed would mean something else"};
const Wording kHarmless{"読取りには影響しない", "reading does not depend on it"};

std::string mm(double value) {
    const double rounded = std::round(value * 100) / 100;
    return Decimal::fromDouble(rounded == 0 ? 0 : rounded).value_or(Decimal(0)).text();
}

std::string text(const Box& box) {
    return mm(box.x) + " " + mm(box.y) + " " + mm(box.width) + " " + mm(box.height);
}

std::string named(const Standing& one) {
    return one.part.empty() ? one.field : one.field + " (" + one.part + ")";
}

bool moved(const Box& a, const Box& b) {
    return std::hypot(a.x - b.x, a.y - b.y) > kMovedAtLeast;
}

bool resized(const Box& a, const Box& b) {
    return std::abs(a.width - b.width) > kMovedAtLeast || std::abs(a.height - b.height) > kMovedAtLeast;
}

// Whether two options are called alike: the same number or letter, or the same words.
bool sameMark(const std::string& a, const std::string& b) {
    const auto one = unification::printedSign(a), other = unification::printedSign(b);
    if (!one.sign.empty() || !other.sign.empty()) return one.sign == other.sign;
    return unification::comparable(one.words) == unification::comparable(other.words);
}

// One line per printed thing, so that two pages can be compared as bags of lines.
struct PrintedKey {
    std::multiset<std::string>& texts;
    std::multiset<std::string>& rules;

    void operator()(const PrintedText& item) const {
        texts.insert(item.text + "\n" + text(item.box) + " " + mm(item.size) + (item.bold ? " bold" : "") +
                     (item.vertical ? " vertical " : " ") + item.align);
    }
    void operator()(const PrintedLine& item) const {
        rules.insert("line " + mm(item.from.x) + " " + mm(item.from.y) + " " + mm(item.to.x) + " " + mm(item.to.y) +
                     " " + mm(item.width));
    }
    void operator()(const PrintedFrame& item) const { rules.insert("frame " + text(item.box) + " " + mm(item.width)); }
    void operator()(const PrintedCode& item) const { texts.insert(item.text + "\n" + text(item.box)); }
};

std::size_t only(const std::multiset<std::string>& a, const std::multiset<std::string>& b) {
    std::vector<std::string> rest;
    std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(rest));
    return rest.size();
}

class LayoutDiff {
public:
    LayoutDiff(const Layout& before, const Layout& after) : before_(before), after_(after) {}

    std::vector<Change> changes() {
        diffHead();
        diffLocalFields();
        diffPages();
        diffStandings();
        for (const LayoutPage& page : after_.pages)
            if (const LayoutPage* old = pageOf(before_, page.number)) diffPrinted(*old, page);
        return std::move(changes_);
    }

private:
    Change& add(const char* kind, const std::string& subject, Wording what, bool breaking, const Wording& reason) {
        changes_.push_back({kind, subject, "", std::move(what), breaking, reason, 0, {}, {}});
        return changes_.back();
    }

    Change& at(const char* kind, const Standing& one, Wording what, bool breaking, const Wording& reason) {
        Change& change =
            add(kind, one.field, {named(one) + ": " + what.ja, named(one) + ": " + what.en}, breaking, reason);
        change.part = one.part;
        change.page = one.page;
        return change;
    }

    void diffText(const char* kind, const Wording& name, const std::string& was, const std::string& is, bool breaking,
                  const Wording& reason) {
        if (was == is) return;
        const std::string change = "「" + was + "」→「" + is + "」";
        add(kind, "", {name.ja + " " + change, name.en + " " + change}, breaking, reason);
    }

    void diffHead() {
        const auto day = [](const std::optional<Date>& date) { return date ? date->iso() : std::string("–"); };
        const Wording belongs{"記録が別のものとして扱われる", "records would be taken for others'"};
        diffText("form", {"様式", "form"}, before_.form, after_.form, true, belongs);
        diffText("municipality", {"団体", "municipality"}, before_.municipality, after_.municipality, true, belongs);
        diffText("layout-id", {"レイアウトの id", "layout id"}, before_.id, after_.id, false,
                 {"古い用紙は古いレイアウトで読む", "old sheets are read with the old layout"});
        diffText("layout-title", {"題名", "title"}, before_.title, after_.title, false, kHarmless);
        diffText("from", {"適用開始日", "valid from"}, day(before_.from), day(after_.from), false, kHarmless);
        diffText("to", {"適用終了日", "valid to"}, day(before_.to), day(after_.to), false, kHarmless);
        diffText("residual", {"位置合わせの上限", "bound for placing"}, mm(before_.residualBound),
                 mm(after_.residualBound), false, {"拒む基準だけが変わる", "only what is refused changes"});
    }

    // The municipality's own fields change as a form's do.
    void diffLocalFields() {
        Form before, after;
        before.fields = before_.localFields;
        after.fields = after_.localFields;
        for (Change& change : diffForms(before, after)) changes_.push_back(std::move(change));
    }

    static const LayoutPage* pageOf(const Layout& layout, int number) {
        const auto it = std::find_if(layout.pages.begin(), layout.pages.end(),
                                     [&](const LayoutPage& page) { return page.number == number; });
        return it == layout.pages.end() ? nullptr : &*it;
    }

    void diffPages() {
        const auto tell = [&](const char* kind, int page, const Wording& what) {
            add(kind, "", what, true, kMisread).page = page;
        };
        for (const LayoutPage& page : before_.pages) {
            const std::string number = std::to_string(page.number);
            const LayoutPage* now = pageOf(after_, page.number);
            if (!now) {
                tell("page-removed", page.number, {number + " ページがなくなった", "page " + number + " is gone"});
            } else if (std::abs(now->width - page.width) > kMovedAtLeast ||
                       std::abs(now->height - page.height) > kMovedAtLeast) {
                const std::string change =
                    mm(page.width) + "×" + mm(page.height) + " → " + mm(now->width) + "×" + mm(now->height) + " mm";
                tell("paper", page.number,
                     {number + " ページの大きさ " + change, "size of page " + number + ": " + change});
            }
        }
        for (const LayoutPage& page : after_.pages) {
            const std::string number = std::to_string(page.number);
            if (!pageOf(before_, page.number))
                tell("page-added", page.number, {number + " ページが加わった", "page " + number + " is new"});
        }
    }

    // What stands again on another page is matched page by page; a field that changed its page is matched by its name.
    void diffStandings() {
        using Key = std::tuple<std::string, std::string>;
        std::map<Key, std::vector<Standing>> old, now;
        std::vector<Key> oldOrder, order;
        for (Standing& one : standings(before_)) {
            const Key key{one.field, one.part};
            if (old[key].empty()) oldOrder.push_back(key);
            old[key].push_back(std::move(one));
        }
        for (Standing& one : standings(after_)) {
            const Key key{one.field, one.part};
            if (now[key].empty()) order.push_back(key);
            now[key].push_back(std::move(one));
        }
        for (const Key& key : oldOrder) {
            auto& places = old[key];
            auto& others = now[key];
            for (auto it = places.begin(); it != places.end();) {
                const auto same =
                    std::find_if(others.begin(), others.end(), [&](const Standing& s) { return s.page == it->page; });
                if (same == others.end()) {
                    ++it;
                    continue;
                }
                diffStanding(*it, *same);
                it = places.erase(it);
                others.erase(same);
            }
            for (std::size_t i = 0; i < places.size(); ++i) {
                if (!others.empty()) {
                    at("page-moved", others.front(),
                       {std::to_string(places[i].page) + " ページから " + std::to_string(others.front().page) +
                            " ページへ移った",
                        "moved from page " + std::to_string(places[i].page) + " to page " +
                            std::to_string(others.front().page)},
                       true, kMisread);
                    diffStanding(places[i], others.front());
                    others.erase(others.begin());
                    continue;
                }
                Change& change = at("field-removed", places[i], {"場所がなくなった", "has no place any more"}, true,
                                    {"刷ってある用紙に書かれた値が読まれなくなる",
                                     "what stands on sheets already printed is no longer read"});
                change.before = places[i].box;
            }
        }
        for (const Key& key : order) {
            for (const Standing& one : now[key]) {
                Change& change = at("field-added", one, {"場所が加わった", "has a place now"}, true,
                                    {"刷ってある用紙には欄がなく、ほかの印刷を読むことになる",
                                     "sheets already printed have no such place; other print would be read"});
                change.after = one.box;
            }
        }
    }

    void diffStanding(const Standing& a, const Standing& b) {
        if (a.manner != b.manner) {
            const Wording was = mannerWording(a.manner), is = mannerWording(b.manner);
            Change& change =
                at("manner", b, {was.ja + " → " + is.ja, was.en + " → " + is.en}, true,
                   {"記入の仕方が違うので、読み方も変わる", "it is filled in differently, so it is read differently"});
            change.before = a.box;
            change.after = b.box;
        }
        if (a.value != b.value && a.manner == b.manner)
            at("fixed", b, {"印刷された値 " + a.value + " → " + b.value, "printed value " + a.value + " → " + b.value},
               true, kMeaning);
        if (a.options.empty() || b.options.empty()) {
            diffBox(b, a.box, b.box);
        } else {
            diffOptions(a, b);
        }
        if (a.cells != b.cells && a.manner == b.manner)
            at("cells", b,
               {"マスの数 " + std::to_string(a.cells) + " → " + std::to_string(b.cells),
                "cells " + std::to_string(a.cells) + " → " + std::to_string(b.cells)},
               true, kMisread);
        if (a.written != b.written)
            at("written", b, {"書き方（手書き・印字）が変わった", "hand or print: changed"}, false,
               {"読み方が変わるだけである", "only how it is read changes"});
        if (a.rightAligned != b.rightAligned)
            at("align", b,
               {b.rightAligned ? "右づめになった" : "左づめになった",
                b.rightAligned ? "now filled from the right" : "now filled from the left"},
               false, {"空いたマスは読取りが見分ける", "empty cells are told apart in reading"});
    }

    void diffBox(const Standing& one, const Box& a, const Box& b, const std::string& option = {}) {
        if (a.width == 0 || b.width == 0) return;
        const std::string where = option.empty() ? "" : option + " ";
        const auto tell = [&](const char* kind, const Wording& what) {
            Change& change = at(kind, one, {where + what.ja, where + what.en}, true, kMisread);
            if (!option.empty()) change.part = option;
            change.before = a;
            change.after = b;
        };
        const std::string boxes = text(a) + " → " + text(b);
        if (moved(a, b)) {
            const std::string distance = mm(std::hypot(a.x - b.x, a.y - b.y));
            tell("moved", {distance + " mm 動いた（" + boxes + "）", "moved by " + distance + " mm (" + boxes + ")"});
        }
        if (resized(a, b)) tell("resized", {"大きさが変わった（" + boxes + "）", "resized (" + boxes + ")"});
    }

    void diffOptions(const Standing& a, const Standing& b) {
        const auto find = [](const Standing& one, const std::string& code) -> const OptionPlace* {
            const auto it = std::find_if(one.options.begin(), one.options.end(),
                                         [&](const OptionPlace& o) { return o.option == code; });
            return it == one.options.end() ? nullptr : &*it;
        };
        for (const OptionPlace& option : a.options) {
            const OptionPlace* now = find(b, option.option);
            if (!now) {
                Change& change = at("option-removed", b,
                                    {"選択肢 " + option.option + "「" + option.printed + "」の場所がなくなった",
                                     "option " + option.option + " 「" + option.printed + "」 has no place any more"},
                                    true, {"その印が読まれなくなる", "its mark is no longer read"});
                change.part = option.option;
                change.before = option.box;
                continue;
            }
            if (option.printed != now->printed) {
                const bool swapped = std::any_of(a.options.begin(), a.options.end(), [&](const OptionPlace& o) {
                    return o.option != option.option && sameMark(o.printed, now->printed);
                });
                Change& change =
                    at("option-printed", b,
                       {"選択肢 " + option.option + " の印刷「" + option.printed + "」→「" + now->printed + "」",
                        "option " + option.option + " printed 「" + option.printed + "」 → 「" + now->printed + "」"},
                       swapped, swapped ? kMeaning : kHarmless);
                change.part = option.option;
                change.before = option.box;
                change.after = now->box;
            }
            diffBox(b, option.box, now->box, option.option);
        }
        for (const OptionPlace& option : b.options) {
            if (find(a, option.option)) continue;
            Change& change = at("option-added", b,
                                {"選択肢 " + option.option + "「" + option.printed + "」の場所が加わった",
                                 "option " + option.option + " 「" + option.printed + "」 has a place now"},
                                true,
                                {"刷ってある用紙では、そこにほかのものが印刷されている",
                                 "sheets already printed have something else there"});
            change.part = option.option;
            change.after = option.box;
        }
    }

    void diffPrinted(const LayoutPage& a, const LayoutPage& b) {
        const std::string page = std::to_string(b.number);
        if (a.blank != b.blank && (a.blank.empty() || b.blank.empty()))
            add("blank", "", {page + " ページの白紙の画像", "picture of the blank of page " + page}, false,
                {"見分けと位置合わせに使う絵が変わる", "identification and placing compare with another picture"})
                .page = b.number;
        std::multiset<std::string> textsA, rulesA, textsB, rulesB;
        for (const Printed& item : a.printed) std::visit(PrintedKey{textsA, rulesA}, item);
        for (const Printed& item : b.printed) std::visit(PrintedKey{textsB, rulesB}, item);
        const std::size_t texts = only(textsA, textsB), newTexts = only(textsB, textsA);
        const std::size_t rules = only(rulesA, rulesB), newRules = only(rulesB, rulesA);
        if (texts + newTexts + rules + newRules == 0) return;
        const std::string figures = "−" + std::to_string(texts) + " +" + std::to_string(newTexts) + " / −" +
                                    std::to_string(rules) + " +" + std::to_string(newRules);
        add("print", "",
            {page + " ページの印刷が変わった（文字 / 罫線: " + figures + "）",
             "print of page " + page + " changed (texts / rules: " + figures + ")"},
            false,
            {"値の場所は変わらない。見分けと位置合わせは新しい印刷と比べる",
             "no value moves; identification and placing compare with the new print"})
            .page = b.number;
    }

    const Layout& before_;
    const Layout& after_;
    std::vector<Change> changes_;
};

}  // namespace

std::vector<Change> diffLayouts(const Layout& before, const Layout& after) {
    return LayoutDiff(before, after).changes();
}

}  // namespace toitsu::forms
