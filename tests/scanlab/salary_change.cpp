// 給与所得者異動届出書 as an employer fills it: the tax is paid from June to the month of the change in twelve parts
// (a hundred yen each, the rest in June); what is left goes the way that the reason and the month demand.

#include <algorithm>

#include "tests/scanlab/answers.h"
#include "tests/scanlab/people.h"

namespace toitsu::scanlab {
namespace {

struct Tax {
    int annual = 0, collected = 0, monthly = 0;

    int uncollected() const { return annual - collected; }
};

Tax drawTax(int month, Random& random) {
    Tax tax;
    tax.annual = random.integer(240, 4800) * 100;
    tax.monthly = tax.annual / 1200 * 100;
    const int first = tax.annual - 11 * tax.monthly;
    const int months = (month + 12 - 6) % 12 + 1;  // June = 1 … May = 12
    tax.collected = first + (months - 1) * tax.monthly;
    return tax;
}

Date drawChange(const Paper& paper, Random& random) {
    Date day = paper.day(random);
    while (day.month == 5) day = day.plusDays(31);  // in May nothing is left to collect
    return day;
}

void writeEmployer(const Paper& paper, Answers& answers, Random& random) {
    const Employer employer = drawEmployer(random);
    const Address address = drawAddress(random.chance(0.8) ? paper.municipality() : "", random);
    answers.set("employer.number", drawDigits(random.chance(0.7) ? 8 : 10, random));
    answers.set("employer.corporate-number", drawCorporateNumber(random));
    answers.set("employer.postcode", address.postcode);
    answers.set("employer.address", address.text);
    answers.set("employer.kana", employer.kana);
    answers.set("employer.name", employer.name);
    answers.set("employer.representative", "代表取締役　" + drawPerson(random).name());
    answers.set("employer.seal", random.chance(0.75) ? "true" : "false");
    static const std::vector<std::string> sections{"総務課", "総務部人事課", "経理課", "管理部", "給与係"};
    answers.set("employer.section", random.pick(sections));
    answers.set("employer.contact", drawPerson(random).name());
    answers.set("employer.phone", drawPhone(address, false, random));
}

void writeEmployee(const Paper& paper, const Date& change, Answers& answers, Random& random) {
    const Person person = drawPerson(random);
    answers.set("employee.number", random.chance(0.8) ? drawDigits(random.integer(4, 10), random) : "");
    answers.set("employee.kana", person.kana());
    answers.set("employee.name", person.name());
    answers.set("employee.birth-date", drawBirthDate(change, 20, 66, random).iso());
    answers.set("employee.january-address", drawAddress(paper.municipality(), random).text);
    if (random.chance(0.5))
        answers.set("employee.address", drawAddress(random.chance(0.5) ? paper.municipality() : "", random).text);
}

void writeNewEmployer(const Tax& tax, const Date& change, Answers& answers, Random& random) {
    const Address address = drawAddress("", random);
    answers.set("new-employer.number", drawDigits(8, random));
    answers.set("new-employer.corporate-number", drawCorporateNumber(random));
    answers.set("new-employer.address", address.text);
    answers.set("new-employer.name", drawEmployer(random).name);
    answers.set("new-employer.phone", drawPhone(address, false, random));
    answers.set("new-employer.monthly", std::to_string(tax.monthly));
    answers.set("new-employer.from-month", std::to_string(change.month % 12 + 1));
}

void writeLumpSum(const Tax& tax, const Date& change, const std::string& why, Answers& answers, Random& random) {
    answers.set("lump-sum.reason", why);
    const Date paid = change.plusDays(random.integer(1, 25));
    answers.set("lump-sum.date", paid.iso());
    answers.set("lump-sum.amount", std::to_string(tax.uncollected()));
    answers.set("lump-sum.month", std::to_string(paid.month));
}

// What only some papers ask for, drawn apart so that the answers on the others stay the same.
void writeSeldomAsked(const Paper& paper, Answers& answers, Random random) {
    if (random.chance(0.5)) answers.set("employee.former-name", drawPerson(random).family);
    if (!paper.shows("employer.my-number") || !random.chance(0.4)) return;
    answers.set("employer.my-number", drawMyNumber(random));
    answers.set("employer.corporate-number", "");
}

std::string drawReason(const Paper& paper, Random& random) {
    const auto offered = paper.options("change.reason");
    if (random.chance(0.45) && paper.offers("change.reason", "retirement")) return "retirement";
    if (random.chance(0.35) && paper.offers("change.reason", "transfer")) return "transfer";
    return random.pick(offered);
}

void makeFaulty(const Tax& tax, Answers& answers, Random& random) {
    switch (random.integer(0, 3)) {
        case 0:
            answers.set("tax.uncollected", std::to_string(tax.uncollected() + 100 * random.integer(1, 40)));
            answers.faults.push_back("difference");
            break;
        case 1: {
            std::string& number = answers.fields["employer.corporate-number"];
            number[5] = static_cast<char>('0' + (number[5] - '0' + 1) % 9);
            answers.faults.push_back("check-digit");
            break;
        }
        case 2:
            answers.set("collection.method", "");
            answers.faults.push_back("no-method");
            break;
        default:
            answers.set("collection.method", "special-continued");
            answers.set("new-employer.name", "");
            answers.faults.push_back("no-new-employer");
            break;
    }
}

}  // namespace

Answers answerSalaryChange(const Paper& paper, Random& random, bool faulty) {
    Answers answers;
    const Date change = drawChange(paper, random);
    const Tax tax = drawTax(change.month, random);
    const Date limit = Date{change.year, change.month, 10}.plusMonths(1);
    answers.set("filed-on", change.plusDays(random.integer(0, static_cast<int>(limit.days() - change.days()))).iso());
    answers.set("tax-year", change.month < 6 && random.chance(0.4) ? "both" : "current");
    writeEmployer(paper, answers, random);
    writeEmployee(paper, change, answers, random);

    answers.set("tax.annual", std::to_string(tax.annual));
    answers.set("tax.collected-from", "6");
    answers.set("tax.collected-to", std::to_string(change.month));
    answers.set("tax.collected", std::to_string(tax.collected));
    answers.set("tax.uncollected", std::to_string(tax.uncollected()));
    answers.set("change.date", change.iso());

    const std::string reason = drawReason(paper, random);
    answers.set("change.reason", reason);
    if (reason != "transfer" && random.chance(0.7)) answers.set("employee.my-number", drawMyNumber(random));
    if (reason == "transfer") {
        answers.set("collection.method", "special-continued");
        writeNewEmployer(tax, change, answers, random);
    } else if (reason == "retirement" && change.month <= 4) {
        answers.set("collection.method", "lump-sum");
        writeLumpSum(tax, change, "after-january", answers, random);
    } else if (reason == "retirement" && random.chance(0.35)) {
        answers.set("collection.method", "lump-sum");
        writeLumpSum(tax, change, "requested", answers, random);
    } else {
        answers.set("collection.method", "ordinary");
    }
    if (reason == "retirement") {
        answers.set("change.retirement-kind", random.chance(0.9) ? "ordinary" : "disability");
        const int paid = random.integer(400, 6000) * 1000 / 2;
        answers.set("pay.amount", std::to_string(paid));
        answers.set("pay.insurance", std::to_string(paid / 700 * 100 + random.integer(0, 99)));
    }
    if (!faulty) writeSeldomAsked(paper, answers, random.fork("seldom asked"));
    if (faulty) makeFaulty(tax, answers, random);
    return answers;
}

}  // namespace toitsu::scanlab
