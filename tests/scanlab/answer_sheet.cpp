#include "tests/scanlab/answer_sheet.h"

#include <algorithm>
#include <cctype>

#include "base/text.h"

namespace toitsu::scanlab {
namespace {

using forms::FieldType;
using Words = std::vector<std::string>;

// What a text field's last word wants; anything else gets a company's name.
const std::map<std::string, Words>& words() {
    static const std::map<std::string, Words> all{
        {"relation", {"子", "長男", "長女", "二男", "母", "夫", "妻"}},
        {"bank", {"信州みどり", "千曲", "梓川", "あさま"}},
        {"branch", {"本町", "駅前", "中央", "若里"}},
        {"facility",
         {"あさひ保育園", "千曲こども園", "高原保育園", "姫川幼稚園", "梓川保育園", "戸隠保育園", "穂高保育園"}},
        {"reason", {"自宅に近い", "勤務先に近い", "きょうだいが在園", "送迎しやすい"}},
        {"work", {"会社員", "パート", "小学校", "高校生", "自営業"}},
        {"clinic", {"高原医院", "千曲中央病院", "あさひ内科"}},
        {"insurer", {"信州みどり健康保険組合", "千曲健康保険組合"}},
        {"disease", {"関節リウマチ", "脳血管疾患", "初老期における認知症"}},
        {"change-reason", {"歩行が難しくなったため", "退院するため", "物忘れが進んだため"}},
        {"symbol", {"1234", "567", "信北"}},
        {"make", {"ホンダ", "ヤマハ", "スズキ"}},
        {"model", {"AF79", "SE63J", "JF81"}},
        {"engine", {"AF79E", "SE63", "JF81E"}},
        {"police", {"中央", "北"}},
        {"sign", {"あ", "い", "う", "さ"}},
        {"nationality", {"ブラジル", "ベトナム", "フィリピン"}},
        {"status", {"永住者", "定住者", "技能実習"}},
        {"stay-period", {"3年", "1年", "5年"}},
        {"district", {"本町区", "北町区", "中央区"}},
        {"school", {"信州大学", "千曲専門学校"}},
        {"abroad-since", {"令和6年4月", "令和5年9月"}},
        {"post", {"主任", "係長", "課長"}},
        {"remarks", {"特になし", "別紙のとおり"}},
        {"addressee", {"飯田市"}},
        {"industry-other", {"清掃業"}},
    };
    return all;
}

std::string lastWord(const std::string& id) {
    return id.substr(id.rfind('.') == std::string::npos ? 0 : id.rfind('.') + 1);
}
std::string ownerOf(const std::string& id) {
    return id.rfind('.') == std::string::npos ? id : id.substr(0, id.rfind('.'));
}
// 2 of "child.2.name"; 0 for a field outside a group.
int rowOf(const std::string& id) {
    const auto parts = text::split(id, '.');
    return parts.size() == 3 && std::isdigit(static_cast<unsigned char>(parts[1][0])) != 0 ? std::stoi(parts[1]) : 0;
}

}  // namespace

AnswerSheet::AnswerSheet(const Paper& paper, Random& random)
    : today(paper.day(random)),
      paper_(paper),
      random_(random),
      home_(drawAddress(paper.municipality(), random)),
      family_(drawPerson(random)),
      rows_(random.chance(0.15) ? 9 : random.integer(1, 3)) {}

void AnswerSheet::draw() {
    for (const forms::Field& field : paper_.form().fields) {
        const bool office = field.id.starts_with("office.");
        if (!paper_.shows(field.id) || office || rowOf(field.id) > rows_) continue;
        if (field.required || rowOf(field.id) > 0 || random_.chance(0.85)) set(field.id, drawn(field));
    }
}

std::string AnswerSheet::get(const std::string& field) const {
    const auto found = answers.fields.find(field);
    return found == answers.fields.end() ? "" : found->second;
}

AnswerSheet::Owner& AnswerSheet::owner(const std::string& key) {
    const auto found = owners_.find(key);
    if (found != owners_.end()) return found->second;
    Owner made{drawPerson(random_), random_.chance(0.7) ? home_ : drawAddress("", random_), drawEmployer(random_)};
    if (rowOf(key + ".") > 0 || random_.chance(0.4)) {
        made.person.family = family_.family;
        made.person.familyKana = family_.familyKana;
    }
    return owners_.emplace(key, made).first->second;
}

std::string AnswerSheet::drawn(const forms::Field& field) {
    const std::string word = lastWord(field.id);
    Owner& who = owner(ownerOf(field.id));
    switch (field.type) {
        case FieldType::text: {
            const auto known = words().find(word);
            return known != words().end() ? random_.pick(known->second) : who.employer.name;
        }
        case FieldType::kana:
            return who.person.kana();
        case FieldType::personName:
            return word == "name" ? who.person.name() : person();
        case FieldType::date:
            if (word == "birth-date") return drawBirthDate(today, rowOf(field.id) > 0 ? 1 : 24, 62, random_).iso();
            return today.plusDays(-random_.integer(0, 20)).iso();
        case FieldType::address:
            return who.address.text;
        case FieldType::postcode:
            return who.address.postcode;
        case FieldType::phone:
            return drawPhone(who.address, word == "mobile" || random_.chance(0.5), random_);
        case FieldType::digits: {
            const int length = field.length == 0 ? 6 : field.length;
            return drawDigits(field.lengthIsMaximum ? std::min(length, 4) : length, random_);
        }
        case FieldType::money:
            return std::to_string(random_.integer(20, 900) * 100);
        case FieldType::myNumber:
            return drawMyNumber(random_);
        case FieldType::corporateNumber:
            return drawCorporateNumber(random_);
        case FieldType::municipalityCode:
            return drawMunicipalityCode(random_);
        case FieldType::insurerNumber:
            return drawInsurerNumber(8, random_);
        case FieldType::bankCode:
        case FieldType::branchCode:
        case FieldType::accountNumber:
            return drawDigits(field.length, random_);
        case FieldType::yuchoSymbol:
            return "1" + drawDigits(4, random_);
        case FieldType::yuchoNumber:
            return drawDigits(7, random_) + "1";
        case FieldType::accountHolder:
            return family_.kana();
        case FieldType::choice: {
            const auto codes = paper_.options(field.id);
            return codes.empty() ? "" : random_.pick(codes);
        }
        case FieldType::choices:
            return random_.pick(paper_.options(field.id));
        case FieldType::flag:
            return random_.chance(0.15) ? "true" : "false";
        case FieldType::seal:
        case FieldType::signature:
            return random_.chance(0.75) ? "true" : "false";
        case FieldType::image:
            return {};
    }
    return {};
}

}  // namespace toitsu::scanlab
