#include "forms/synthetic_person.h"

#include <array>
#include <vector>

#include "forms/check_digits.h"

namespace toitsu::forms {
namespace {

struct Word {
    const char* text;
    const char* kana;
};

constexpr Word kFamilies[] = {
    {"佐藤", "サトウ"},   {"鈴木", "スズキ"},     {"高橋", "タカハシ"},   {"髙橋", "タカハシ"}, {"田中", "タナカ"},
    {"伊藤", "イトウ"},   {"渡辺", "ワタナベ"},   {"渡邉", "ワタナベ"},   {"山本", "ヤマモト"}, {"中村", "ナカムラ"},
    {"小林", "コバヤシ"}, {"加藤", "カトウ"},     {"吉田", "ヨシダ"},     {"山田", "ヤマダ"},   {"佐々木", "ササキ"},
    {"松本", "マツモト"}, {"井上", "イノウエ"},   {"木村", "キムラ"},     {"清水", "シミズ"},   {"林", "ハヤシ"},
    {"斎藤", "サイトウ"}, {"齋藤", "サイトウ"},   {"山崎", "ヤマザキ"},   {"山﨑", "ヤマザキ"}, {"丸山", "マルヤマ"},
    {"宮澤", "ミヤザワ"}, {"宮沢", "ミヤザワ"},   {"柳沢", "ヤナギサワ"}, {"滝澤", "タキザワ"}, {"北村", "キタムラ"},
    {"竹内", "タケウチ"}, {"小山", "コヤマ"},     {"青木", "アオキ"},     {"原", "ハラ"},       {"中島", "ナカジマ"},
    {"宮下", "ミヤシタ"}, {"上條", "カミジョウ"}, {"百瀬", "モモセ"},     {"塩原", "シオハラ"}, {"土屋", "ツチヤ"},
    {"依田", "ヨダ"},     {"掛川", "カケガワ"},
};

constexpr Word kGiven[] = {
    {"太郎", "タロウ"},       {"花子", "ハナコ"}, {"健一", "ケンイチ"}, {"誠", "マコト"},   {"翔太", "ショウタ"},
    {"大輔", "ダイスケ"},     {"拓也", "タクヤ"}, {"直樹", "ナオキ"},   {"和夫", "カズオ"}, {"茂", "シゲル"},
    {"蓮", "レン"},           {"陽菜", "ヒナ"},   {"美咲", "ミサキ"},   {"結衣", "ユイ"},   {"愛", "アイ"},
    {"恵子", "ケイコ"},       {"由美", "ユミ"},   {"幸子", "サチコ"},   {"洋子", "ヨウコ"}, {"さくら", "サクラ"},
    {"康弘", "ヤスヒロ"},     {"隆", "タカシ"},   {"浩二", "コウジ"},   {"智子", "トモコ"}, {"真由美", "マユミ"},
    {"裕子", "ユウコ"},       {"千尋", "チヒロ"}, {"亮", "リョウ"},     {"悠斗", "ユウト"}, {"葵", "アオイ"},
    {"正", "タダシ"},         {"清", "キヨシ"},   {"文子", "フミコ"},   {"静江", "シズエ"}, {"みゆき", "ミユキ"},
    {"慎太郎", "シンタロウ"},
};

// Towns with the postcodes that the address book has: where the two differ, both go to a person.
struct Town {
    const char* code;
    const char* postcode;
    const char* text;
    const char* areaCode;
    bool chome;
};
constexpr Town kTowns[] = {
    {"202011", "380-0928", "長野市若里", "026", true},
    {"202011", "380-0826", "長野市大字南長野北石堂町", "026", false},
    {"202011", "381-0043", "長野市吉田", "026", true},
    {"202011", "388-8007", "長野市篠ノ井布施高田", "026", false},
    {"202011", "381-1231", "長野市松代町松代", "026", false},
    {"202011", "381-2214", "長野市稲里町田牧", "026", false},
    {"202029", "390-0811", "松本市中央", "0263", true},
    {"202029", "390-0874", "松本市大手", "0263", true},
    {"202029", "390-0851", "松本市大字島内", "0263", false},
    {"202029", "399-0011", "松本市寿北", "0263", true},
    {"202029", "390-0303", "松本市浅間温泉", "0263", true},
    {"202029", "390-1401", "松本市波田", "0263", false},
    {"202088", "384-0025", "小諸市相生町", "0267", true},
    {"202088", "384-0801", "小諸市甲", "0267", false},
    {"202088", "384-0809", "小諸市大字滋野甲", "0267", false},
    {"202088", "384-0051", "小諸市大字八満", "0267", false},
    {"202037", "386-0012", "上田市中央", "0268", true},
    {"202037", "386-0018", "上田市常田", "0268", true},
    {"202053", "395-0011", "飯田市大門町", "0265", false},
    {"202053", "395-0002", "飯田市上郷飯沼", "0265", false},
    {"202070", "382-0011", "須坂市本郷町", "026", false},
    {"202070", "382-0013", "須坂市常盤町", "026", false},
    {"202142", "391-0001", "茅野市ちの", "0266", false},
    {"202142", "391-0011", "茅野市玉川", "0266", false},
    {"202207", "399-8204", "安曇野市豊科高家", "0263", false},
    {"202207", "399-8211", "安曇野市堀金烏川", "0263", false},
    {"202177", "385-0022", "佐久市岩村田", "0267", false},
    {"202177", "384-0301", "佐久市臼田", "0267", false},
    {"202096", "396-0002", "伊那市手良沢岡", "0265", false},
    {"202096", "396-0012", "伊那市上新田", "0265", false},
    {"202151", "399-0701", "塩尻市広丘吉田", "0263", false},
    {"202151", "399-0702", "塩尻市広丘野村", "0263", false},
    {"202134", "389-2253", "飯山市飯山", "0269", false},
    {"202134", "389-2255", "飯山市静間", "0269", false},
    {"202185", "387-0007", "千曲市屋代", "026", false},
    {"202185", "387-0011", "千曲市杭瀬下", "026", false},
    {"202193", "389-0506", "東御市祢津", "0268", false},
    {"202193", "389-0505", "東御市和", "0268", false},
    {"202118", "383-0012", "中野市一本木", "0269", false},
    {"202118", "383-0015", "中野市吉田", "0269", false},
    {"202126", "398-0001", "大町市平", "0261", false},
    {"202126", "398-0003", "大町市社", "0261", false},
    {"202045", "394-0021", "岡谷市郷田", "0266", true},
    {"202045", "394-0011", "岡谷市長地", "0266", false},
    {"202061", "392-0001", "諏訪市大和", "0266", true},
    {"202061", "392-0012", "諏訪市四賀", "0266", false},
    {"202100", "399-4113", "駒ヶ根市赤須町", "0265", false},
    {"202100", "399-4114", "駒ヶ根市上穂南", "0265", false},
};
constexpr Town kElsewhere[] = {
    {"", "386-0024", "長野県上田市大手", "0268", true},
    {"", "385-0022", "長野県佐久市岩村田", "0267", false},
    {"", "950-0087", "新潟県新潟市中央区東大通", "025", true},
    {"", "370-1301", "群馬県高崎市新町", "027", false},
};

constexpr Word kCompanyWords[] = {{"信州みどり", "シンシュウミドリ"},
                                  {"千曲", "チクマ"},
                                  {"浅間", "アサマ"},
                                  {"梓川", "アズサガワ"},
                                  {"戸隠", "トガクシ"},
                                  {"飯綱", "イイヅナ"},
                                  {"あさひ", "アサヒ"},
                                  {"姫川", "ヒメカワ"},
                                  {"高原", "コウゲン"},
                                  {"犀川", "サイガワ"},
                                  {"穂高", "ホタカ"},
                                  {"小田切", "オダギリ"}};
constexpr Word kTrades[] = {{"工業", "コウギョウ"},    {"建設", "ケンセツ"}, {"運輸", "ウンユ"},
                            {"食品", "ショクヒン"},    {"電子", "デンシ"},   {"精機", "セイキ"},
                            {"設備", "セツビ"},        {"商事", "ショウジ"}, {"印刷", "インサツ"},
                            {"製作所", "セイサクショ"}};

template <std::size_t n, class T>
const T& pick(const T (&list)[n], Random& random) {
    return list[random.integer(0, static_cast<int>(n) - 1)];
}

}  // namespace

Person drawPerson(Random& random) {
    const Word& family = pick(kFamilies, random);
    const Word& given = pick(kGiven, random);
    return {family.text, given.text, family.kana, given.kana};
}

Address drawAddress(const std::string& code, Random& random) {
    std::vector<Town> towns;
    for (const Town& town : kTowns) {
        if (town.code == code) towns.push_back(town);
    }
    if (towns.empty()) towns.assign(std::begin(kElsewhere), std::end(kElsewhere));
    const Town& town = random.pick(towns);
    static const std::vector<std::string> chome{"一丁目", "二丁目", "三丁目", "四丁目", "五丁目"};
    std::string text = town.text;
    if (town.chome) {
        text += random.pick(chome);
        text += std::to_string(random.integer(1, 28)) + "番";  // one draw a statement: operands have no fixed order
        text += std::to_string(random.integer(1, 30)) + "号";
    } else {
        text += std::to_string(random.integer(10, 2890)) + "番地";
        if (random.chance(0.4)) text += std::to_string(random.integer(1, 12));
    }
    return {town.postcode, text, town.areaCode};
}

Employer drawEmployer(Random& random) {
    const Word& word = pick(kCompanyWords, random);
    const Word& trade = pick(kTrades, random);
    const std::string name = std::string(word.text) + trade.text, kana = std::string(word.kana) + trade.kana;
    switch (random.integer(0, 3)) {
        case 0:
            return {"株式会社" + name, "カブシキガイシャ" + kana};
        case 1:
            return {name + "株式会社", kana + "カブシキガイシャ"};
        case 2:
            return {"有限会社" + name, "ユウゲンガイシャ" + kana};
        default:
            return {"合同会社" + name, "ゴウドウガイシャ" + kana};
    }
}

std::string drawPhone(const Address& address, bool mobile, Random& random) {
    std::string phone = address.areaCode;
    int middle = 6 - static_cast<int>(address.areaCode.size());  // area code and exchange have six digits
    if (mobile) {
        phone = random.chance(0.5) ? "090" : "080";
        middle = 4;
    }
    phone += "-" + drawDigits(middle, random);
    phone += "-" + drawDigits(4, random);
    return phone;
}

Date drawBirthDate(const Date& on, int youngest, int oldest, Random& random) {
    return on.plusDays(-random.integer(youngest * 366, oldest * 365));
}

std::string drawDigits(int count, Random& random) {
    std::string digits;
    for (int i = 0; i < count; ++i) digits += static_cast<char>('0' + random.integer(i == 0 ? 1 : 0, 9));
    return digits;
}

std::string drawCorporateNumber(Random& random) {
    const std::string base = drawDigits(12, random);
    int sum = 0;
    for (int n = 1; n <= 12; ++n) sum += (base[static_cast<std::size_t>(12 - n)] - '0') * (n % 2 == 1 ? 1 : 2);
    return std::to_string(9 - sum % 9) + base;
}

std::string drawInsurerNumber(int length, Random& random) {
    std::string digits = drawDigits(length - 1, random) + "0";
    while (!forms::validInsurerNumber(digits)) digits.back() = static_cast<char>(digits.back() + 1);
    return digits;
}

std::string drawMyNumber(Random& random) {
    const std::string base = drawDigits(11, random);
    int sum = 0;
    for (int n = 1; n <= 11; ++n) sum += (base[static_cast<std::size_t>(11 - n)] - '0') * (n <= 6 ? n + 1 : n - 5);
    return base + std::to_string(sum % 11 <= 1 ? 0 : 11 - sum % 11);
}

std::string drawMunicipalityCode(Random& random) {
    const int prefecture = random.integer(1, 47), number = random.integer(201, 240);
    std::string base = std::to_string(prefecture * 1000 + number);
    base.insert(0, 5 - base.size(), '0');
    int sum = 0;
    for (int i = 0; i < 5; ++i) sum += (base[static_cast<std::size_t>(i)] - '0') * (6 - i);
    return base + std::to_string((11 - sum % 11) % 10);
}

}  // namespace toitsu::forms
