// 住民票の写し等交付請求書 as a visitor fills it at the counter.

#include "tests/scanlab/answers.h"
#include "tests/scanlab/people.h"

namespace toitsu::scanlab {
namespace {

struct Purpose {
    const char* code;
    const char* submitTo;
};
constexpr Purpose kPurposes[] = {{"licence", "運転免許センター"}, {"pension", "年金事務所"}, {"vehicle", "運輸支局"},
                                 {"school", "市立中学校"},        {"employment", "勤務先"},  {"finance", "銀行"},
                                 {"registration", "法務局"},      {"other", "市営住宅"}};

std::string drawRelation(Random& random) {
    const double dice = random.uniform();
    return dice < 0.5 ? "self" : dice < 0.7 ? "household" : dice < 0.88 ? "proxy" : "third-party";
}

void writeCertificates(Answers& answers, Random& random) {
    static const std::vector<std::string> kinds{"household", "person", "removed", "entries"};
    std::string chosen;
    const std::string& first =
        random.chance(0.8) ? kinds[static_cast<std::size_t>(random.integer(0, 1))] : random.pick(kinds);
    for (const auto& kind : kinds) {
        if (kind != first && !random.chance(0.08)) continue;
        chosen += (chosen.empty() ? "" : "|") + kind;
        answers.set("copies." + kind,
                    std::to_string(random.chance(0.8) ? random.integer(1, 2) : random.integer(3, 12)));
    }
    answers.set("certificate.kinds", chosen);
}

void writeItems(bool numbersAllowed, Answers& answers, Random& random) {
    std::string chosen;
    const auto maybe = [&](const char* code, double probability) {
        if (random.chance(probability)) chosen += (chosen.empty() ? "" : "|") + std::string(code);
    };
    maybe("head-and-relation", 0.5);
    maybe("domicile", 0.4);
    maybe("nationality", 0.08);
    if (numbersAllowed) {
        maybe("my-number", 0.2);
        maybe("resident-code", 0.07);
    }
    answers.set("stated-items", chosen);
}

void makeFaulty(Answers& answers, Random& random) {
    if (random.chance(0.5)) {
        answers.set("requester.relation", "third-party");
        answers.set("stated-items", "head-and-relation|my-number");
        answers.faults.push_back("third-party-numbers");
    } else {
        answers.set("copies.household", answers.fields["copies.household"].empty() ? "2" : "");
        answers.faults.push_back("copies");
    }
}

}  // namespace

Answers answerResidenceCopy(const Paper& paper, Random& random, bool faulty) {
    Answers answers;
    const Date today = paper.day(random);
    const std::string relation = drawRelation(random);
    const Person subject = drawPerson(random), visitor = relation == "self" ? subject : drawPerson(random);
    const Address home = drawAddress(paper.municipality(), random);
    const Address visitorHome = relation == "self" || relation == "household"
                                    ? home
                                    : drawAddress(random.chance(0.6) ? paper.municipality() : "", random);
    const Date born = drawBirthDate(today, relation == "self" ? 18 : 0, 96, random);
    answers.set("requested-on", today.iso());
    answers.set("subject.postcode", home.postcode);
    answers.set("subject.address", home.text);
    answers.set("subject.kana", subject.kana());
    answers.set("subject.name", subject.name());
    answers.set("subject.birth-date", born.iso());
    answers.set("subject.head", random.chance(0.5) ? subject.name() : subject.family + "　" + drawPerson(random).given);
    answers.set("requester.address", visitorHome.text);
    answers.set("requester.kana", visitor.kana());
    answers.set("requester.name", visitor.name());
    answers.set("requester.seal", random.chance(0.4) ? "true" : "false");
    answers.set("requester.birth-date", (relation == "self" ? born : drawBirthDate(today, 18, 85, random)).iso());
    if (random.chance(0.9)) answers.set("requester.phone", drawPhone(visitorHome, random.chance(0.65), random));
    answers.set("requester.relation", relation);
    answers.set("requester.mandate", relation == "proxy" ? "true" : "false");

    writeCertificates(answers, random);
    writeItems(relation == "self" || relation == "household", answers, random);
    const Purpose& purpose = kPurposes[random.integer(0, 7)];
    answers.set("purpose.kind", purpose.code);
    if (random.chance(0.7)) answers.set("purpose.submit-to", purpose.submitTo);
    if (relation == "third-party") {
        static const std::vector<std::string> reasons{"債権の回収のため", "相続の手続のため", "訴訟の提起のため"};
        answers.set("purpose.reason", random.pick(reasons));
    }
    if (faulty) makeFaulty(answers, random);
    return answers;
}

}  // namespace toitsu::scanlab
