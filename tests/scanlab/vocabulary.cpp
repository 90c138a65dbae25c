#include "tests/scanlab/vocabulary.h"

#include <array>

#include "base/text.h"
#include "tests/scanlab/people.h"

namespace toitsu::scanlab {
namespace {

// "new=新規 renewal=更新": options in one line, so that the table below stays readable.
std::vector<Choice> choices(const std::string& line) {
    std::vector<Choice> all;
    for (const std::string& entry : text::split(line, ' ')) {
        const auto equals = entry.find('=');
        if (equals != std::string::npos) all.push_back({entry.substr(0, equals), entry.substr(equals + 1)});
    }
    return all;
}

struct Line {
    const char* id;
    const char* type;
    const char* labels;  // separated by |
    int length = 0;
    bool atMost = false;
    const char* options = "";
};

template <std::size_t n>
std::vector<Question> asQuestions(const Line (&lines)[n]) {
    std::vector<Question> all;
    for (const Line& line : lines)
        all.push_back(
            {line.id, line.type, text::split(line.labels, '|'), line.length, line.atMost, choices(line.options)});
    return all;
}

constexpr Line kApplicant[] = {
    {"applicant.postcode", "postcode", "郵便番号"},
    {"applicant.address", "address", "住所|現住所|住所又は所在地"},
    {"applicant.kana", "kana", "フリガナ|ふりがな|カナ"},
    {"applicant.name", "person-name", "氏名|申請者氏名|氏名又は名称|届出人氏名"},
    {"applicant.birth-date", "date", "生年月日"},
    {"applicant.phone", "phone", "電話番号|連絡先|日中の連絡先"},
    {"applicant.seal", "seal", "印"},
};

constexpr Line kQuestions[] = {
    {"kind", "choice", "申請区分|届出区分|手続の区分", 0, false, "new=新規 renewal=更新 change=変更 reissue=再交付"},
    {"subject.name", "person-name", "対象者の氏名|本人の氏名|受給者氏名"},
    {"subject.kana", "kana", "対象者のフリガナ|本人のフリガナ"},
    {"subject.birth-date", "date", "対象者の生年月日|本人の生年月日"},
    {"subject.address", "address", "対象者の住所|本人の住所|設置場所"},
    {"relation", "choice", "続柄|申請者との関係|本人との続柄", 0, false,
     "self=本人 spouse=配偶者 child=子 parent=父母 other=その他"},
    {"head.name", "person-name", "世帯主の氏名|世帯主"},
    {"insured.number", "digits", "被保険者番号|保険者番号", 8},
    {"card.number", "digits", "証番号|受給者証番号|認定番号", 7},
    {"notice.number", "digits", "通知書番号|整理番号|照会番号", 10},
    {"household.number", "digits", "世帯番号|宛名番号", 9},
    {"register.number", "digits", "登録番号|台帳番号", 6},
    {"plate.number", "digits", "標識番号|車両番号", 5},
    {"meter.number", "digits", "水栓番号|お客様番号", 8},
    {"account.bank", "text", "金融機関名|振込先金融機関"},
    {"account.branch", "text", "支店名|本支店名"},
    {"account.number", "digits", "口座番号|振込口座番号", 7},
    {"account.kind", "choice", "預金種別|口座種別", 0, false, "ordinary=普通 current=当座 savings=貯蓄"},
    {"account.kana", "kana", "口座名義人(カナ)|名義人フリガナ"},
    {"amount.claimed", "money", "申請額|請求金額|交付申請額"},
    {"amount.paid", "money", "支払金額|領収金額|自己負担額"},
    {"amount.income", "money", "前年の収入金額|総所得金額|年間収入"},
    {"amount.rent", "money", "家賃の月額|月額使用料"},
    {"date.change", "date", "異動年月日|変更年月日|事由の発生日"},
    {"date.start", "date", "利用開始日|使用開始日|開始希望日"},
    {"date.end", "date", "利用終了日|使用終了日|廃止の日"},
    {"date.bought", "date", "購入年月日|取得年月日|完了年月日"},
    {"copies", "digits", "通数|必要部数|枚数", 2, true},
    {"persons", "digits", "世帯の人数|利用人数|人数", 2, true},
    {"receive", "choice", "受取方法|交付の方法|受領方法", 0, false, "window=窓口 post=郵送 proxy=代理人"},
    {"housing", "choice", "住居の種類|住宅の区分", 0, false,
     "own=持家 rent=借家 public=公営住宅 company=社宅 other=その他"},
    {"occupation", "choice", "職業|就労の状況", 0, false,
     "employee=会社員 self-employed=自営業 part-time=パート student=学生 none=無職"},
    {"insurance", "choice", "加入している医療保険|医療保険の種類", 0, false,
     "national=国保 society=社保 late=後期高齢 mutual=共済"},
    {"grade", "choice", "障害の等級|等級", 0, false, "1=1級 2=2級 3=3級 4=4級 5=5級 6=6級"},
    {"care", "choice", "要介護状態区分|認定の結果", 0, false,
     "s1=支援1 s2=支援2 c1=介護1 c2=介護2 c3=介護3 c4=介護4 c5=介護5"},
    {"hours", "choice", "利用時間|使用の時間帯", 0, false, "morning=午前 afternoon=午後 evening=夜間 day=終日"},
    {"days", "choices", "希望する曜日|利用曜日", 0, false, "mon=月 tue=火 wed=水 thu=木 fri=金 sat=土"},
    {"papers", "choices", "添付書類|添付する書類", 0, false,
     "identity=本人確認書類 mandate=委任状 receipt=領収書 certificate=診断書 income=源泉徴収票"},
    {"purpose", "choices", "使用目的|利用の目的", 0, false,
     "licence=運転免許 pension=年金 school=学校 work=勤務先 bank=金融機関 other=その他"},
    {"reason", "choice", "申請の理由|届出の理由|減免の理由", 0, false,
     "move=転居 birth=出生 marriage=婚姻 death=死亡 disaster=災害 other=その他"},
    {"vehicle", "choice", "車両の種別|車種", 0, false,
     "50=50cc以下 90=90cc以下 125=125cc以下 mini=ミニカー small=小型特殊"},
    {"structure", "choice", "建物の構造|構造", 0, false, "wood=木造 steel=鉄骨造 concrete=鉄筋コンクリート造"},
    {"use", "choice", "建物の用途|用途", 0, false, "house=専用住宅 shop=店舗 office=事務所 factory=工場"},
    {"pipe", "choice", "給水管の口径|口径", 0, false, "13=13mm 20=20mm 25=25mm 40=40mm"},
    {"contact", "choices", "連絡の方法|希望する連絡方法", 0, false, "phone=電話 mail=メール post=郵便"},
    {"work.name", "text", "勤務先の名称|事業所名|勤務先"},
    {"school.name", "text", "学校名|施設の名称|保育施設名"},
    {"clinic.name", "text", "医療機関名|事業者名|施工業者名"},
    {"detail", "text", "具体的な理由|申請の内容|備考"},
    {"consent", "flag", "同意欄|同意"},
    {"by-proxy", "flag", "代理申請|代理人"},
    {"continued", "flag", "前年度の利用|継続の希望"},
};

constexpr const char* kProcedures[] = {"resident-move=住民異動届",
                                       "household-change=世帯変更届",
                                       "seal-register=印鑑登録申請書",
                                       "seal-certificate=印鑑登録証明書交付申請書",
                                       "family-register=戸籍証明書等交付請求書",
                                       "tax-certificate=税務証明交付申請書",
                                       "property-value=固定資産評価証明申請書",
                                       "moped-plate=原動機付自転車標識交付申請書",
                                       "car-tax-relief=軽自動車税減免申請書",
                                       "city-tax-relief=市民税減免申請書",
                                       "tax-agent=納税管理人申告書",
                                       "direct-debit=口座振替依頼書",
                                       "health-join=国民健康保険資格取得届",
                                       "health-leave=国民健康保険資格喪失届",
                                       "medical-cost=療養費支給申請書",
                                       "high-cost=高額療養費支給申請書",
                                       "limit-certificate=限度額適用認定申請書",
                                       "funeral-benefit=葬祭費支給申請書",
                                       "birth-benefit=出産育児一時金支給申請書",
                                       "pension-exemption=国民年金保険料免除申請書",
                                       "elderly-address=後期高齢者医療送付先変更届",
                                       "care-need=要介護認定申請書",
                                       "care-burden=負担限度額認定申請書",
                                       "care-plan=居宅サービス計画作成依頼届出書",
                                       "care-tools=福祉用具購入費支給申請書",
                                       "care-house=住宅改修費支給申請書",
                                       "child-allowance=児童手当認定請求書",
                                       "single-parent=児童扶養手当現況届",
                                       "nursery=保育所入所申込書",
                                       "after-school=放課後児童クラブ利用申込書",
                                       "school-aid=就学援助費受給申請書",
                                       "child-medical=子ども医療費受給資格認定申請書",
                                       "pregnancy=妊娠届出書",
                                       "vaccination=予防接種予診票交付申請書",
                                       "disability-book=身体障害者手帳交付申請書",
                                       "self-reliance=自立支援医療費支給認定申請書",
                                       "disability-service=障害福祉サービス利用申請書",
                                       "meal-delivery=配食サービス利用申請書",
                                       "alarm=緊急通報装置利用申請書",
                                       "respect-gift=敬老祝金支給申請書",
                                       "housing-benefit=住居確保給付金支給申請書",
                                       "special-grant=臨時特別給付金申請書",
                                       "dog=犬の登録申請書",
                                       "rabies=狂犬病予防注射済票交付申請書",
                                       "bulky-waste=粗大ごみ処理申込書",
                                       "septic-tank=合併処理浄化槽設置補助金交付申請書",
                                       "solar=太陽光発電設備設置補助金交付申請書",
                                       "water-start=水道使用開始届",
                                       "water-stop=水道使用中止届",
                                       "sewer=排水設備計画確認申請書",
                                       "road-use=道路占用許可申請書",
                                       "public-housing=市営住宅入居申込書",
                                       "farm-land=農地転用届出書",
                                       "hall-use=公共施設使用許可申請書",
                                       "library-card=図書館利用者登録申込書",
                                       "disaster=罹災証明書交付申請書",
                                       "disclosure=行政文書開示請求書",
                                       "bicycle-park=自転車駐車場定期利用申請書",
                                       "volunteer=ボランティア活動登録申込書",
                                       "event-aid=地域行事補助金交付申請書",
                                       "tree-gift=記念樹交付申込書",
                                       "well-water=井戸水使用届"};

template <std::size_t n>
std::vector<std::string> strings(const char* const (&words)[n]) {
    return {std::begin(words), std::end(words)};
}

constexpr const char* kOffice[] = {"受付", "受付者", "入力",   "照合",     "本人確認", "決裁", "係",   "交付",
                                   "台帳", "通知",   "確認者", "収入印紙", "手数料",   "発送", "審査", "課長"};
constexpr const char* kHeadings[] = {"申請の内容", "届出の内容", "対象者", "世帯の状況", "振込先",     "添付書類",
                                     "確認事項",   "利用の内容", "申請者", "収入の状況", "住宅の状況", "その他"};
constexpr const char* kNotes[] = {"太枠の中を記入してください。",
                                  "該当するものを選んでください。",
                                  "本人確認書類をお持ちください。",
                                  "代理の方が申請するときは委任状が必要です。",
                                  "虚偽の記入があったときは、決定を取り消すことがあります。",
                                  "この申請の内容を審査のため関係機関に照会することに同意します。",
                                  "記入した内容に変わりがあったときは、速やかに届け出てください。",
                                  "申請から決定まで30日程度かかります。",
                                  "不明な点は担当係へお問い合わせください。"};
constexpr const char* kGrid[] = {"氏名", "続柄", "生年月日", "職業", "備考", "番号",
                                 "品名", "数量", "金額",     "期間", "住所", "学年"};
constexpr const char* kEndings[] = {"（新規用）",   "（変更用）",   "（個人用）", "（法人用）",
                                    "（代理人用）", "（世帯主用）", "（その２）", "（控）",
                                    "（継続用）",   "（窓口用）",   "（郵送用）"};

}  // namespace

const std::vector<Procedure>& procedures() {
    static const std::vector<Procedure> all = [] {
        std::vector<Procedure> list;
        for (const std::string line : kProcedures)
            list.push_back({line.substr(0, line.find('=')), line.substr(line.find('=') + 1)});
        return list;
    }();
    return all;
}

const std::vector<Question>& applicantQuestions() {
    static const std::vector<Question> all = asQuestions(kApplicant);
    return all;
}

const std::vector<Question>& questions() {
    static const std::vector<Question> all = asQuestions(kQuestions);
    return all;
}

const std::vector<std::string>& officeWords() {
    static const std::vector<std::string> all = strings(kOffice);
    return all;
}

const std::vector<std::string>& headings() {
    static const std::vector<std::string> all = strings(kHeadings);
    return all;
}

const std::vector<std::string>& notes() {
    static const std::vector<std::string> all = strings(kNotes);
    return all;
}

const std::vector<std::string>& gridWords() {
    static const std::vector<std::string> all = strings(kGrid);
    return all;
}

const std::vector<std::string>& titleEndings() {
    static const std::vector<std::string> all = strings(kEndings);
    return all;
}

Town drawTown(Random& random) {
    static const std::vector<std::string> first{"東", "西", "南", "北", "上", "下", "新", "大", "小", "中", "青", "白"};
    static const std::vector<std::string> second{"山", "川", "原", "沢", "田", "野",
                                                 "島", "浜", "森", "津", "坂", "見"};
    static const std::vector<std::string> kinds{"市", "市", "町", "村"};
    Town town{drawMunicipalityCode(random), random.pick(first)};
    town.name += random.pick(second);
    town.name += random.pick(kinds);
    return town;
}

}  // namespace toitsu::scanlab
