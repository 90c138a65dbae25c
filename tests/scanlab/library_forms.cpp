// The library's forms as people fill them: what the form's rules tie together, drawn again until no rule is broken.

#include <algorithm>
#include <cmath>
#include <functional>

#include "forms/record.h"
#include "tests/scanlab/answer_sheet.h"

namespace toitsu::scanlab {
namespace {

constexpr int kMostDraws = 400;

std::string clock(int hour, int minute) {
    return std::to_string(10000 + hour * 100 + minute).substr(1);
}

void onestop(AnswerSheet& s) {
    const Date given = s.today;
    s.set("donation.date", given.iso());
    s.set("tax-year", Date{given.year, 12, 31}.iso());
    const int left = static_cast<int>(Date{given.year + 1, 1, 10}.days() - given.days());
    s.set("filed-on", given.plusDays(s.random().integer(0, std::min(left, 60))).iso());
    s.set("statement.no-return", "true");
    s.set("statement.five-or-fewer", "true");
}

void lightVehicle(AnswerSheet& s) {
    static const std::map<std::string, std::pair<int, int>> range{
        {"class-1", {49, 50}}, {"class-2-b", {51, 90}}, {"class-2-a", {91, 125}}, {"mini-car", {49, 50}}};
    s.set("filed-on", s.today.iso());
    s.set("event-date", s.today.plusDays(-s.random().integer(0, 10)).iso());
    const auto limits = range.find(s.get("vehicle.class"));
    s.set("vehicle.displacement",
          limits == range.end() ? "" : std::to_string(s.random().integer(limits->second.first, limits->second.second)));
    s.set("vehicle.power", s.get("vehicle.class") == "specified-small" ? "60" : "");
    s.set("vehicle.chassis", "AF79-" + drawDigits(7, s.random()));
    s.set("vehicle.year", std::to_string(s.today.year - s.random().integer(0, 12)));
    const std::string reason = s.get("reason");
    if (!reason.starts_with("end-")) s.clear({"returned", "not-returned-because"});
    if (s.get("returned") != "no") s.clear({"not-returned-because"});
    if (reason != "end-stolen") s.clear({"theft.police", "theft.number", "theft.date"});
    if (reason != "change-plate") s.clear({"old-plate.sign", "old-plate.number"});
    if (s.get("kept.kind") != "other") s.clear({"kept.address"});
    if (!reason.starts_with("new-")) s.clear({"seller.date", "seller.address", "seller.name", "seller.seal"});
}

void careCertification(AnswerSheet& s) {
    const bool younger = s.random().chance(0.25);
    const Date born = younger ? drawBirthDate(s.today, 41, 63, s.random()) : drawBirthDate(s.today, 66, 94, s.random());
    int age = s.today.year - born.year;
    if (Date{s.today.year, born.month, std::min(born.day, 28)} > s.today) --age;
    s.set("applied-on", s.today.iso());
    s.set("insured.birth-date", born.iso());
    s.set("insured.age", std::to_string(age));
    if (!younger) s.clear({"disease"});
    const std::string kind = s.get("kind");
    if (kind != "change") s.clear({"change-reason"});
    if (kind != "change" && kind != "renewal") s.clear({"current.level", "current.from", "current.to"});
    if (!s.get("current.from").empty()) s.set("current.to", s.date("current.from").plusMonths(12).plusDays(-1).iso());
    if (s.random().chance(0.6)) s.clear({"agent.kind", "agent.name", "agent.address", "agent.phone", "agent.seal"});
}

void benefitClaim(AnswerSheet& s) {
    int members = 0;
    for (int row = 1; row <= s.rows(); ++row) {
        const std::string id = "member." + std::to_string(row);
        if (s.paper().shows(id + ".name")) members += s.get(id + ".declined") == "true" ? 0 : 1;
    }
    s.set("applied-on", s.today.iso());
    s.set("household.code", s.get("household.number"));
    if (!s.get("head.kana").empty()) s.set("account.holder", s.get("head.kana"));
    s.set("amount.each", "100000");
    s.set("amount.total", std::to_string(100000 * members));
    if (s.get("paid-by") == "window")
        s.clear({"account.bank", "account.bank-kind", "account.bank-code", "account.branch", "account.branch-kind",
                 "account.branch-code", "account.kind", "account.number", "account.holder", "yucho.symbol",
                 "yucho.sixth", "yucho.number"});
    else if (s.random().chance(0.35))
        s.clear({"account.bank", "account.bank-kind", "account.bank-code", "account.branch", "account.branch-kind",
                 "account.branch-code", "account.kind", "account.number", "yucho.sixth"});
    else
        s.clear({"yucho.symbol", "yucho.sixth", "yucho.number"});
    if (s.random().chance(0.8))
        s.clear({"proxy.name", "proxy.relation", "proxy.birth-date", "proxy.address", "proxy.scope"});
}

void childAllowance(AnswerSheet& s) {
    s.set("filed-on", s.today.iso());
    s.set("consent", "true");
    s.set("account.holder", s.get("claimant.kana"));
    for (int row = 1; row <= s.rows(); ++row) {
        const std::string id = "child." + std::to_string(row);
        if (!s.paper().shows(id + ".name")) continue;
        const int years = s.random().integer(0, 16);
        s.set(id + ".birth-date",
              s.today.plusDays(-(years == 0 ? s.random().integer(2, 14) : years * 365 + s.random().integer(70, 300)))
                  .iso());
        if (s.get(id + ".living") != "apart") s.set(id + ".address", "");
        s.set(id + ".custody", "yes");
        s.set(id + ".abroad-since", "");
    }
    if (s.get("spouse.exists") != "yes") s.clear({"spouse.name", "spouse.occupation", "spouse.my-number"});
    if (s.get("claimant.january-place") != "elsewhere") s.clear({"claimant.january-address"});
}

void residentMove(AnswerSheet& s) {
    const bool out = s.get("kind") == "move-out";
    s.set("filed-on", s.today.iso());
    s.set("moved-on", s.today.plusDays(out ? s.random().integer(0, 20) : -s.random().integer(0, 13)).iso());
    const bool foreign = s.random().chance(0.3);
    if (foreign) s.clear({"domicile.address", "domicile.head"});
    for (int row = 1; row <= s.rows(); ++row) {
        const std::string id = "mover." + std::to_string(row) + ".";
        if (s.get("kind") != "move-in" || foreign) s.set(id + "resident-code", "");
        if (row > 1 && s.get(id + "relation") == "head") s.set(id + "relation", "child");
        if (foreign && s.paper().shows(id + "residence-card")) {
            s.set(id + "residence-card", "AB" + drawDigits(8, s.random()) + "CD");
            s.set(id + "stay-until", s.today.plusDays(s.random().integer(100, 900)).iso());
        } else {
            for (const char* word :
                 {"nationality", "foreign-kind", "status", "residence-card", "stay-period", "stay-until"})
                s.set(id + word, "");
        }
    }
}

void employmentCertificate(AnswerSheet& s) {
    s.set("certified-on", s.today.iso());
    s.set("employer.representative", s.person());
    const bool fixed = s.get("employment.term") == "fixed";
    s.set("employment.from", s.today.plusDays(-s.random().integer(30, 300)).iso());
    s.set("employment.to", fixed ? s.date("employment.from").plusMonths(12).plusDays(-1).iso() : "");
    if (!fixed) s.clear({"renewal"});
    if (s.get("industry") != "other") s.clear({"industry-other"});
    s.set("fixed.days", "mon|tue|wed|thu|fri");
    s.set("fixed.monthly-days", std::to_string(s.random().integer(16, 22)));
    s.set("fixed.monthly-hours", std::to_string(s.random().integer(80, 176)));
    s.set("fixed.start", clock(s.random().integer(8, 9), 30));
    s.set("fixed.end", clock(s.random().integer(15, 18), s.random().chance(0.5) ? 0 : 15));
    s.set("fixed.break", s.random().chance(0.5) ? "60" : "45");
    s.set("m202061.commute", std::to_string(s.random().integer(5, 60)));
    s.clear({"irregular.unit", "irregular.hours", "irregular.days", "other-leave.from", "other-leave.to",
             "maternity.from", "maternity.to", "short-time.from", "short-time.to"});
    for (int row = 1; row <= s.rows(); ++row) {
        const std::string id = "month." + std::to_string(row) + ".";
        const Date month = s.today.plusMonths(-row);
        s.set(id + "year", std::to_string(month.year));
        s.set(id + "month", std::to_string(month.month));
        s.set(id + "days", std::to_string(s.random().integer(15, 22)));
        s.set(id + "hours", std::to_string(s.random().integer(90, 176)));
    }
    if (s.random().chance(0.5)) {
        s.clear({"childcare-leave.state", "childcare-leave.from", "childcare-leave.to", "returns-on"});
        return;
    }
    s.set("childcare-leave.from", s.today.plusDays(-s.random().integer(0, 15)).iso());
    s.set("childcare-leave.to", s.today.plusDays(100).iso());
    s.set("returns-on", s.today.plusDays(101).iso());
}

void childcareApplication(AnswerSheet& s) {
    s.set("applied-on", s.today.iso());
    const Date from = s.today.plusMonths(2);
    const int schoolYear = from.month < 4 ? from.year - 1 : from.year;
    s.set("period.from", Date{from.year, from.month, 1}.iso());
    s.set("period.to", Date{schoolYear + 1, 3, 31}.iso());
    const std::string kind = s.get("class");
    const int age = kind.starts_with("3-") ? s.random().integer(1, 2) : s.random().integer(3, 5);
    s.set("child.birth-date", Date{schoolYear - age, 4, 1}.plusDays(-s.random().integer(1, 300)).iso());
    s.set("wants-care", kind == "1" ? "no" : "yes");
    if (kind == "1") s.clear({"need.father", "need.mother"});
    s.set("days", "mon|tue|wed|thu|fri");
    s.set("hours.from", clock(s.random().integer(7, 9), 30));
    s.set("hours.to", clock(s.random().integer(15, 18), 0));
}

void paymentReport(AnswerSheet& s) {
    s.set("tax-year", Date{s.today.year, 12, 31}.iso());
    const int pay = s.random().integer(1800, 7200) * 1000 + s.random().integer(0, 999);
    const int income = pay < 3600000   ? pay / 4000 * 2800 - 80000
                       : pay < 6600000 ? pay / 4000 * 3200 - 440000
                                       : static_cast<int>(std::floor(pay * 0.9)) - 1100000;
    s.set("pay.kind", "給与・賞与");
    s.set("pay.amount", std::to_string(pay));
    s.set("pay.income", std::to_string(income));
    s.set("deductions.total", std::to_string(480000 + s.random().integer(200, 1200) * 1000));
    s.set("tax.withheld", std::to_string(s.random().integer(200, 3000) * 100));
    s.set("insurance.social", std::to_string(pay / 7 + s.random().integer(0, 999)));
    for (const forms::Field& field : s.paper().form().fields)
        if (field.id.starts_with("dependants.") || field.id.starts_with("disabled."))
            s.set(field.id, s.random().chance(0.2) ? "1" : "");
    s.clear({"tax.withheld-inner", "insurance.social-inner", "dependants.elderly-inner", "payer.my-number",
             "housing.kind"});
    s.set("housing.count", s.get("housing.from").empty() ? "" : "1");
    if (s.get("spouse.exists").empty())
        s.clear({"spouse.elderly", "spouse.deduction", "spouse.kana", "spouse.name", "spouse.my-number"});
    s.set("spouse.kind", "");
    for (int row = 1; row <= 4; ++row) s.set("dependant." + std::to_string(row) + ".kind", "");
    if (s.random().chance(0.7)) s.clear({"midyear.kind", "midyear.date", "ordinary-reason", "self-disabled"});
    if (!s.get("midyear.kind").empty()) s.set("midyear.date", Date{s.today.year, s.random().integer(1, 12), 10}.iso());
}

const std::map<std::string, std::function<void(AnswerSheet&)>>& known() {
    static const std::map<std::string, std::function<void(AnswerSheet&)>> all{
        {"furusato-onestop", onestop},
        {"light-vehicle", lightVehicle},
        {"care-certification", careCertification},
        {"benefit-claim", benefitClaim},
        {"child-allowance", childAllowance},
        {"resident-move", residentMove},
        {"employment-certificate", employmentCertificate},
        {"childcare-application", childcareApplication},
        {"payment-report", paymentReport},
    };
    return all;
}

// Of the answers that the layout shows; "" when they keep every rule.
std::string brokenRule(const Paper& paper, const Answers& answers) {
    forms::Record record;
    for (const forms::Field& field : paper.form().fields) {
        record.fields.emplace_back();
        record.fields.back().field = field.id;
        const auto found = answers.fields.find(field.id);
        if (found == answers.fields.end() || found->second.empty() || !paper.shows(field.id)) continue;
        auto value = forms::parseField(field, found->second);
        if (!value) return "type";
        record.fields.back().value = std::move(*value);
    }
    const Context fields = forms::scope(record);
    for (const forms::Rule& rule : paper.form().rules) {
        const Value passed = rule.test.evaluate(fields);
        if (!passed.isTrue() && !passed.isNull()) return rule.id;
    }
    return {};
}

// One person's sheet with another's answer here and there, until a rule is broken.
void makeFaulty(const Paper& paper, Answers& answers, Random& random) {
    const auto& fields = paper.form().fields;
    for (int i = 0; i < kMostDraws && answers.faults.empty(); ++i) {
        AnswerSheet other(paper, random);
        other.draw();
        for (int k = 0; k < 8 && answers.faults.empty(); ++k) {
            const forms::Field& field = random.pick(fields);
            if (!paper.shows(field.id) || field.id.starts_with("office.")) continue;
            const std::string kept = answers.fields[field.id];
            answers.set(field.id, random.chance(0.3) ? "" : other.get(field.id));
            const std::string broken = brokenRule(paper, answers);
            if (broken == "type")
                answers.set(field.id, kept);
            else if (!broken.empty())
                answers.faults.push_back(broken);
        }
    }
}

}  // namespace

bool knowsLibraryForm(const std::string& form) {
    return known().contains(form);
}

Answers answerLibraryForm(const Paper& paper, Random& random, bool faulty) {
    Answers answers;
    for (int i = 0; i < kMostDraws; ++i) {
        AnswerSheet sheet(paper, random);
        sheet.draw();
        known().at(paper.form().id)(sheet);
        answers = sheet.answers;
        if (brokenRule(paper, answers).empty()) break;
    }
    if (faulty) makeFaulty(paper, answers, random);
    return answers;
}

}  // namespace toitsu::scanlab
