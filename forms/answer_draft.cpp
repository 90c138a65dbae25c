// What a text field wants is told by its title: 続柄 wants 長男, 勤務先 a company. Where the title says nothing, a few
// neutral words do: a sample must look like a filled form, and nobody may take it for a real one.

#include "forms/answer_draft.h"

#include <algorithm>

#include "base/text.h"
#include "forms/synthetic_answer.h"

namespace toitsu::forms {
namespace {

struct Topic {
    std::vector<const char*> titles;  // any of them in the field's title
    std::vector<const char*> words;
};

const std::vector<Topic>& topics() {
    static const std::vector<Topic> all{
        {{"続柄", "関係"}, {"夫", "妻", "長男", "長女", "二男", "父", "母"}},
        {{"支店", "店舗名"}, {"本店", "駅前支店", "若里支店", "相生支店"}},
        {{"金融機関", "銀行"}, {"千曲信用金庫", "浅間銀行", "梓川農業協同組合"}},
        {{"主治医"}, {"山本　誠", "小林　裕子", "百瀬　隆"}},
        {{"医療機関", "病院"}, {"千曲中央病院", "浅間クリニック", "梓川医院"}},
        {{"疾病", "病名"}, {"関節リウマチ", "脳血管疾患", "パーキンソン病関連疾患"}},
        {{"保険者名", "保険者の名称"}, {"信州健康保険組合", "千曲健康保険組合"}},
        {{"記号"}, {"信北", "12-34", "5678"}},
        {{"国籍"}, {"ブラジル", "ベトナム", "フィリピン"}},
        {{"在留資格"}, {"永住者", "定住者", "特別永住者"}},
        {{"本籍"}, {"長野県長野市若里三丁目1番", "長野県小諸市甲100番地"}},
        {{"職業"}, {"会社員", "自営業", "パート", "農業"}},
        {{"役職", "職名"}, {"主任", "係長", "課長"}},
        {{"所属", "部署", "課", "係名"}, {"総務課", "経理課", "管理部"}},
        {{"保育園", "幼稚園", "施設", "希望"}, {"あさひ保育園", "千曲こども園", "浅間保育園", "梓川幼稚園"}},
        {{"学校"}, {"千曲小学校", "浅間中学校"}},
        {{"車名"}, {"信州オート", "千曲モータース"}},
        {{"車台番号"}, {"AB12-1234567", "CD34-7654321"}},
        {{"原動機", "型式"}, {"AB12", "CD34E"}},
        {{"標識番号"}, {"長野市あ1234", "小諸市い567"}},
        {{"提出先", "宛"}, {"勤務先", "年金事務所", "金融機関"}},
        {{"理由", "事由", "使用目的"}, {"転居のため", "家族の都合のため", "手続に必要なため"}},
        {{"備考", "摘要", "その他"}, {"特になし", "別紙のとおり"}},
    };
    return all;
}

constexpr const char* kPeople[] = {"氏名", "世帯主", "筆頭者", "担当者", "署名", "名義"};
constexpr const char* kCompanies[] = {"名称", "会社", "事業所", "勤務先", "商号", "法人", "事業者", "支払者", "使用者"};
constexpr const char* kChildren[] = {"児童", "子ども", "子の", "こども", "child"};
constexpr const char* kLater[] = {"満了", "期限", "予定", "終わり", "終了", "まで"};

template <std::size_t n>
bool names(const std::string& title, const char* const (&words)[n]) {
    return std::any_of(std::begin(words), std::end(words),
                       [&](const char* word) { return title.find(word) != std::string::npos; });
}

// "employee.kana" and "employee.name" → "employee."; "spouse-name" → "spouse-"; "employer.contact" stays.
std::string ownerKey(std::string id) {
    for (const char* word : {"name", "kana", "address", "postcode", "phone", "birth-date"})
        if (id.ends_with(word)) return id.substr(0, id.size() - std::string_view(word).size());
    return id;
}

}  // namespace

AnswerDraft::AnswerDraft(const Paper& paper, Random& random)
    : paper_(paper), random_(random), today_(paper.day(random)), home_(drawAddress(paper.municipality(), random)) {}

AnswerDraft::Owner& AnswerDraft::owner(const std::string& fieldId) {
    const std::string key = ownerKey(fieldId);
    const auto found = owners_.find(key);
    if (found != owners_.end()) return found->second;
    Owner made{drawPerson(random_), random_.chance(0.7) ? home_ : drawAddress("", random_), drawEmployer(random_)};
    return owners_.emplace(key, std::move(made)).first->second;
}

int AnswerDraft::cells(const Field& field) const {
    int most = 0;
    for (const LayoutPage& page : paper_.layout().pages)
        for (const TextPlace& place : page.texts)
            if (place.field == field.id && place.part.empty() && place.cells > 0)
                most = most == 0 ? place.cells : std::min(most, place.cells);
    return most;
}

std::string AnswerDraft::fitting(const Field& field, std::string text) const {
    int most = cells(field);
    if (field.length > 0 && (most == 0 || field.length < most)) most = field.length;
    std::u32string characters = text::decode(text);
    if (most > 0 && characters.size() > static_cast<std::size_t>(most))
        characters.resize(static_cast<std::size_t>(most));
    return text::trim(text::encode(characters));
}

std::string AnswerDraft::drawText(const Field& field) {
    const std::string& title = field.title;
    if (title.find("代表者") != std::string::npos) return "代表取締役　" + drawPerson(random_).name();
    for (const Topic& topic : topics()) {
        const bool meant = std::any_of(topic.titles.begin(), topic.titles.end(),
                                       [&](const char* word) { return title.find(word) != std::string::npos; });
        if (meant)
            return topic.words[static_cast<std::size_t>(random_.integer(0, static_cast<int>(topic.words.size()) - 1))];
    }
    if (names(title, kCompanies)) return owner(field.id).employer.name;
    if (names(title, kPeople)) return owner(field.id).person.name();
    static const std::vector<std::string> neutral{"上記のとおり", "別紙のとおり", "確認済み"};
    return random_.pick(neutral);
}

std::string AnswerDraft::drawDate(const Field& field) {
    if (field.id.ends_with("birth-date") || field.title.find("生年月日") != std::string::npos) {
        const bool child = names(field.title, kChildren) || names(field.id, kChildren);
        return (child ? drawBirthDate(today_, 0, 14, random_) : drawBirthDate(today_, 20, 85, random_)).iso();
    }
    if (names(field.title, kLater)) return today_.plusDays(random_.integer(1, 300)).iso();
    return today_.plusDays(-random_.integer(0, 40)).iso();
}

std::string AnswerDraft::drawNumber(const Field& field) {
    const auto says = [&](const char* word) { return field.title.find(word) != std::string::npos; };
    int most = field.length;
    const int boxes = cells(field);
    const bool free = field.length == 0 || field.lengthIsMaximum;
    if (free && boxes > 0 && (most == 0 || boxes < most)) most = boxes;
    if (free && most > 0 && most <= 3) {
        for (const char* count : {"通", "部数", "人数", "人員", "枚数", "回数", "台数", "の数"})
            if (says(count)) return std::to_string(random_.integer(1, 3));
        if (says("月")) return std::to_string(random_.integer(1, 12));
        if (says("年齢") || says("歳")) return std::to_string(random_.integer(20, 85));
    }
    if (most == 4 && says("年")) return std::to_string(today_.year);
    if (most == 0) most = 6;
    return drawDigits(free ? random_.integer(std::max(1, std::min(most, 4)), most) : most, random_);
}

std::string AnswerDraft::draw(const Field& field) {
    switch (field.type) {
        case FieldType::text:
            return fitting(field, drawText(field));
        case FieldType::kana: {
            const Owner& who = owner(field.id);
            const Field* named = paper_.form().field(ownerKey(field.id) + "name");
            const bool company = named != nullptr ? named->type == FieldType::text : names(field.title, kCompanies);
            return fitting(field, company ? who.employer.kana : who.person.kana());
        }
        case FieldType::personName:
            return fitting(field, owner(field.id).person.name());
        case FieldType::date:
            return drawDate(field);
        case FieldType::postcode:
            return owner(field.id).address.postcode;
        case FieldType::address:
            return fitting(field, owner(field.id).address.text);
        case FieldType::money: {
            const int boxes = std::clamp(cells(field) > 0 ? cells(field) : 6, 1, 6);
            int most = 1;
            for (int i = 0; i < boxes; ++i) most *= 10;
            return std::to_string(most > 100 ? random_.integer(1, most / 100 - 1) * 100 : random_.integer(1, most - 1));
        }
        case FieldType::digits:
            return drawNumber(field);
        case FieldType::accountHolder:
            return fitting(field, owner(field.id).person.kana());
        case FieldType::phone:
        case FieldType::municipalityCode:
        case FieldType::myNumber:
        case FieldType::corporateNumber:
        case FieldType::insurerNumber:
        case FieldType::bankCode:
        case FieldType::branchCode:
        case FieldType::accountNumber:
        case FieldType::yuchoSymbol:
        case FieldType::yuchoNumber:
        case FieldType::choice:
        case FieldType::choices:
        case FieldType::flag:
        case FieldType::seal:
        case FieldType::signature:
        case FieldType::image:
            break;
    }
    const std::vector<std::string> options = paper_.options(field.id);
    Answerer who{{}, owner(field.id).address, today_, options};
    std::string text = drawAnswer(field, who, random_);
    if (field.type == FieldType::choices && field.required && text.empty() && !options.empty())
        text = random_.pick(options);
    return text;
}

}  // namespace toitsu::forms
