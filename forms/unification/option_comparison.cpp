#include <algorithm>
#include <map>
#include <set>

#include "base/era.h"
#include "forms/unification/comparison.h"
#include "forms/unification/printed_sign.h"

// What the options of one field are called on the papers. A clash is told for each mark that means several codes, and
// for each code that has several marks: the first misleads whoever reads the paper, the second whoever fills it in.

namespace toitsu::forms::unification {
namespace {

struct Offer {
    std::size_t paper;
    std::string code;
    PrintedSign printed;
};

std::vector<Offer> offersOf(const std::vector<Presence>& row) {
    std::vector<Offer> offers;
    for (std::size_t paper = 0; paper < row.size(); ++paper)
        for (const Standing& one : row[paper].places) {
            if (one.part == "era") continue;
            for (const OptionPlace& option : one.options) {
                const bool again = std::any_of(offers.begin(), offers.end(), [&](const Offer& offer) {
                    return offer.paper == paper && offer.code == option.option;  // the same on a later page
                });
                if (!again) offers.push_back({paper, option.option, printedSign(option.printed)});
            }
        }
    return offers;
}

std::string titleOf(const Field& field, const std::string& code) {
    if (field.type == FieldType::flag) return "✓";
    const Option* option = field.option(code);
    return option && !option->title.empty() ? option->title : code;
}

class OptionComparison {
public:
    OptionComparison(const std::vector<Paper>& papers, const Item& item, const std::vector<Presence>& row,
                     std::vector<Finding>& findings)
        : papers_(papers), item_(item), row_(row), findings_(findings), offers_(offersOf(row)) {}

    void compare() {
        compareMarks();
        compareCodes();
        compareOffers();
    }

private:
    void add(FindingKind kind, const std::string& detail, std::vector<Witness> witnesses, const Wording& what) {
        const Wording who = groupedText(papers_, witnesses);
        Finding finding;
        finding.kind = kind;
        finding.item = item_.id;
        finding.detail = detail;
        finding.witnesses = std::move(witnesses);
        const std::string title = "「" + item_.field.title + "」";
        finding.text = {title + what.ja + who.ja, title + what.en + who.en};
        finding.guessed = std::any_of(row_.begin(), row_.end(), [](const Presence& p) { return p.guess.has_value(); });
        findings_.push_back(std::move(finding));
    }

    Witness witness(const Offer& offer, Wording what, std::string value) const {
        return {papers_[offer.paper].layout.id, std::move(what), std::move(value)};
    }

    // What a bracket holds does not count – 「退職(一般)」 is 「退職」 – unless one paper tells two options apart by
    // it.
    std::string wordsOf(const Offer& offer) const {
        const std::string text = comparable(offer.printed.words);
        const bool told = std::any_of(offers_.begin(), offers_.end(), [&](const Offer& one) {
            return comparable(one.printed.words) == text &&
                   std::any_of(offers_.begin(), offers_.end(), [&](const Offer& other) {
                       return other.paper == one.paper && other.code != one.code &&
                              comparable(other.printed.words) == text;
                   });
        });
        return told ? unspaced(offer.printed.words) : text;
    }

    // The same number, letter or word with several codes.
    void compareMarks() {
        std::map<std::string, std::set<std::string>> bySign, byWords;
        std::vector<std::string> signs, words;
        for (const Offer& offer : offers_) {
            if (!offer.printed.sign.empty() && bySign[offer.printed.sign].insert(offer.code).second)
                signs.push_back(offer.printed.sign);
            const std::string text = wordsOf(offer);
            if (!text.empty() && byWords[text].insert(offer.code).second) words.push_back(text);
        }
        const auto tell = [&](const std::string& mark, bool sign) {
            std::vector<Witness> witnesses;
            for (const Offer& offer : offers_) {
                const std::string own = sign ? offer.printed.sign : wordsOf(offer);
                if (own != mark) continue;
                const std::string title = titleOf(item_.field, offer.code);
                witnesses.push_back(witness(offer, {title, title + " (" + offer.code + ")"}, offer.code));
            }
            add(FindingKind::codeClash, mark, std::move(witnesses),
                {"の印字「" + mark + "」: ", ", printed 「" + mark + "」: "});
        };
        std::set<std::string> told;
        for (const std::string& sign : signs)
            if (bySign[sign].size() > 1 && told.insert(sign).second) tell(sign, true);
        for (const std::string& text : words)
            if (byWords[text].size() > 1 && told.insert(text).second) tell(text, false);
    }

    // The same code with several numbers or letters, or in several words.
    void compareCodes() {
        for (const std::string& code : codes()) {
            std::set<std::string> signs, words;
            std::vector<Witness> bySign, byWords;
            for (const Offer& offer : offers_) {
                if (offer.code != code) continue;
                signs.insert(offer.printed.sign);
                const std::string text = comparable(offer.printed.words);
                if (!text.empty()) words.insert(text);
                const std::string sign = offer.printed.sign.empty() ? "–" : offer.printed.sign;
                bySign.push_back(witness(offer, {sign, sign}, offer.printed.sign));
                if (!text.empty())
                    byWords.push_back(witness(offer, {offer.printed.words, offer.printed.words}, offer.printed.words));
            }
            signs.erase("");
            const std::string title = titleOf(item_.field, code);
            if (signs.size() > 1)
                add(FindingKind::codeVaries, code, std::move(bySign),
                    {"の" + title + ": ", ", " + title + " (" + code + "): "});
            if (words.size() > 1)
                add(FindingKind::wording, code, std::move(byWords),
                    {"の" + title + ": ", ", " + title + " (" + code + "): "});
        }
    }

    // What only some papers offer.
    void compareOffers() {
        if (item_.field.type != FieldType::choice && item_.field.type != FieldType::choices) return;
        if (offers_.empty()) return;
        std::vector<std::string> all;
        for (const Option& option : item_.field.options) all.push_back(option.code);
        for (const std::string& code : all) {
            std::vector<Witness> lacking;
            for (std::size_t paper = 0; paper < row_.size(); ++paper) {
                if (row_[paper].places.empty()) continue;
                const bool offered = std::any_of(offers_.begin(), offers_.end(), [&](const Offer& offer) {
                    return offer.paper == paper && offer.code == code;
                });
                if (!offered) lacking.push_back({papers_[paper].layout.id, {"なし", "absent"}, ""});
            }
            if (lacking.empty()) continue;
            const std::string title = titleOf(item_.field, code);
            add(FindingKind::missingOption, code, std::move(lacking),
                {"の選択肢「" + title + "」: ", ", option 「" + title + "」 (" + code + "): "});
        }
    }

    // In the form's order; what the form does not know stands behind.
    std::vector<std::string> codes() const {
        std::vector<std::string> codes;
        const auto offered = [&](const std::string& code) {
            return std::any_of(offers_.begin(), offers_.end(), [&](const Offer& offer) { return offer.code == code; });
        };
        for (const Option& option : item_.field.options)
            if (offered(option.code)) codes.push_back(option.code);
        for (const Offer& offer : offers_)
            if (std::find(codes.begin(), codes.end(), offer.code) == codes.end()) codes.push_back(offer.code);
        return codes;
    }

    const std::vector<Paper>& papers_;
    const Item& item_;
    const std::vector<Presence>& row_;
    std::vector<Finding>& findings_;
    std::vector<Offer> offers_;
};

}  // namespace

void compareOptions(const std::vector<Paper>& papers, const Coverage& coverage, std::size_t item,
                    std::vector<Finding>& findings) {
    OptionComparison(papers, coverage.items[item], coverage.cells[item], findings).compare();
}

}  // namespace toitsu::forms::unification
