#include "tests/golden/printed_page.h"

#include <algorithm>
#include <cmath>

#include "base/files.h"
#include "base/text.h"
#include "tests/scanlab/lettering.h"

namespace toitsu::golden {

namespace {

using scanlab::Random;

struct Row {
    std::vector<std::string> kinds;  // one: the whole width
};

// What stands in the rows, over and over.
const std::vector<Row>& rows() {
    static const std::vector<Row> all{{{"name", "kana"}},      {{"address"}},     {{"name", "hiragana"}},
                                      {{"postcode", "phone"}}, {{"address"}},     {{"name", "kana"}},
                                      {{"text", "date"}},      {{"odd address"}}, {{"kana", "hiragana"}},
                                      {{"name", "text"}},      {{"address"}},     {{"money", "digits"}}};
    return all;
}

std::string typeOf(const std::string& kind) {
    if (kind == "name") return "person-name";
    if (kind == "hiragana") return "kana";
    return kind == "odd address" ? "address" : kind;
}

std::string kindOf(std::size_t row, std::size_t column) {
    return rows()[row % rows().size()].kinds[column];
}

constexpr std::size_t kRows = 28;

// A name beside kana is read as they say.
bool isPerson(std::size_t row) {
    const auto& kinds = rows()[row % rows().size()].kinds;
    return kinds.size() == 2 && kinds[0] == "name" && typeOf(kinds[1]) == "kana";
}

std::string idOf(std::size_t row, std::size_t column) {
    const std::string id = "f" + std::to_string(row);
    if (isPerson(row)) return id + (column == 0 ? ".name" : ".kana");
    return id + (column == 0 ? "a" : "b");
}

std::string millimetres(double value) {
    return std::to_string(std::lround(value * 10) / 10) + "." + std::to_string(std::lround(value * 10) % 10);
}

std::string boxOf(double x, double y, double width, double height) {
    return millimetres(x) + " " + millimetres(y) + " " + millimetres(width) + " " + millimetres(height);
}

std::string formXml() {
    std::string xml =
        "<form xmlns=\"urn:toitsu:form:1\" id=\"printed\" version=\"1\" title=\"活字\" basis=\"-\" "
        "retention=\"P1Y\">\n";
    for (std::size_t r = 0; r < kRows; ++r)
        for (std::size_t c = 0; c < rows()[r % rows().size()].kinds.size(); ++c)
            xml += "<field id=\"" + idOf(r, c) + "\" type=\"" + typeOf(kindOf(r, c)) + "\" title=\"" + idOf(r, c) +
                   "\"" + (kindOf(r, c) == "digits" ? " maxlength=\"13\"" : "") + "/>\n";
    return xml + "</form>\n";
}

const char* labelOf(const std::string& type) {
    if (type == "person-name") return "氏名";
    if (type == "kana") return "フリガナ";
    if (type == "address") return "住所";
    if (type == "postcode") return "郵便番号";
    if (type == "phone") return "電話番号";
    if (type == "date") return "年月日";
    if (type == "money") return "金額";
    return type == "digits" ? "番号" : "名称・用途";
}

std::string layoutXml(const std::string& id, bool table) {
    std::string xml = "<layout xmlns=\"urn:toitsu:layout:1\" id=\"" + id +
                      "\" form=\"printed\" municipality=\"202011\" title=\"活字の欄\" from=\"2024-04-01\">\n"
                      "<page number=\"1\" paper=\"A4\">\n<text box=\"40 8 130 9\" size=\"6\" align=\"centre\">" +
                      (table ? "活字の読み取り（表）" : "活字の読み取り（下線）") + "</text>\n";
    double y = 22, height = 0;
    for (std::size_t r = 0; r < kRows; ++r, y += height) {
        const std::size_t columns = rows()[r % rows().size()].kinds.size();
        height = 8.4 + 0.4 * static_cast<double>(r * r * 7 % 5);  // no two neighbours alike
        const double width = columns == 1 ? 186 : 93;
        for (std::size_t c = 0; c < columns; ++c) {
            const double x = 12 + 93 * static_cast<double>(c);
            xml += "<text box=\"" + boxOf(x + 1, y + 2.6, 19, 4) + "\" size=\"3\">" + labelOf(typeOf(kindOf(r, c))) +
                   "</text>\n";
            if (table) {
                xml += "<frame box=\"" + boxOf(x, y, width, height) + "\"/>\n";
                xml += "<line from=\"" + millimetres(x + 21) + " " + millimetres(y) + "\" to=\"" + millimetres(x + 21) +
                       " " + millimetres(y + height) + "\" width=\"0.15\"/>\n";
            } else {
                xml += "<line from=\"" + millimetres(x + 21) + " " + millimetres(y + height - 1.2) + "\" to=\"" +
                       millimetres(x + width - 3) + " " + millimetres(y + height - 1.2) + "\" width=\"0.3\"/>\n";
            }
            xml += "<place field=\"" + idOf(r, c) + "\" box=\"" +
                   boxOf(x + 22, y + 0.8, width - 25, height - (table ? 1.6 : 0.8)) + "\" written=\"printed\"/>\n";
        }
    }
    return xml + "</page>\n</layout>\n";
}

struct Name {
    std::string kanji, kana;
};

// "佐藤/サトウ 鈴木/スズキ …"
std::vector<Name> namesOf(const char* list) {
    std::vector<Name> names;
    for (const std::string& entry : text::split(list, ' ')) {
        const auto slash = entry.find('/');
        names.push_back({entry.substr(0, slash), entry.substr(slash + 1)});
    }
    return names;
}

const std::vector<Name>& families() {
    static const std::vector<Name> all = namesOf(
        "佐藤/サトウ 鈴木/スズキ 高橋/タカハシ 髙橋/タカハシ 田中/タナカ 伊藤/イトウ 渡辺/ワタナベ 渡邊/ワタナベ "
        "渡邉/ワタナベ 山本/ヤマモト 中村/ナカムラ 小林/コバヤシ 加藤/カトウ 吉田/ヨシダ 山田/ヤマダ 佐々木/ササキ "
        "山口/ヤマグチ 松本/マツモト 井上/イノウエ 木村/キムラ 林/ハヤシ 斎藤/サイトウ 齋藤/サイトウ 斉藤/サイトウ "
        "齊藤/サイトウ 清水/シミズ 山崎/ヤマザキ 山﨑/ヤマザキ 阿部/アベ 森/モリ 池田/イケダ 橋本/ハシモト "
        "石川/イシカワ 中島/ナカジマ 小川/オガワ 前田/マエダ 岡田/オカダ 藤田/フジタ 長谷川/ハセガワ 後藤/ゴトウ "
        "近藤/コンドウ 村上/ムラカミ 遠藤/エンドウ 青木/アオキ 坂本/サカモト 福田/フクダ 西村/ニシムラ 太田/オオタ "
        "三浦/ミウラ 藤井/フジイ 岡本/オカモト 金子/カネコ 藤原/フジワラ 中野/ナカノ 原田/ハラダ 松田/マツダ "
        "竹内/タケウチ 中川/ナカガワ 中山/ナカヤマ 上田/ウエダ 小野/オノ 田村/タムラ 石井/イシイ 和田/ワダ "
        "森田/モリタ 工藤/クドウ 宮崎/ミヤザキ 酒井/サカイ 柴田/シバタ 今井/イマイ 高木/タカギ 横山/ヨコヤマ "
        "丸山/マルヤマ 増田/マスダ 大野/オオノ 杉山/スギヤマ 千葉/チバ 河野/コウノ 村田/ムラタ 武田/タケダ "
        "上野/ウエノ 野口/ノグチ 平野/ヒラノ 菅原/スガワラ 新井/アライ 久保/クボ 桜井/サクライ 木下/キノシタ "
        "野村/ノムラ 松井/マツイ 菊地/キクチ 佐野/サノ 渡部/ワタナベ 大塚/オオツカ 市川/イチカワ 古川/フルカワ "
        "水野/ミズノ 小島/コジマ 北村/キタムラ 島田/シマダ 吉川/ヨシカワ 安藤/アンドウ 関/セキ 内田/ウチダ "
        "末永/スエナガ 未来/ミライ 土屋/ツチヤ 士野/シノ 犀川/サイカワ 屋代/ヤシロ 濱田/ハマダ 濵田/ハマダ 浜田/ハマダ "
        "邊見/ヘンミ 廣瀬/ヒロセ 広瀬/ヒロセ 澤田/サワダ 沢田/サワダ 龍野/タツノ 栁田/ヤナギダ 柳田/ヤナギダ "
        "鷲尾/ワシオ 鵜飼/ウカイ 蓮見/ハスミ 塚本/ツカモト 磯部/イソベ 梶原/カジワラ 榎本/エノモト 楠/クスノキ "
        "榊原/サカキバラ 鴨下/カモシタ 辻/ツジ 樋口/ヒグチ 葛西/カサイ 祖父江/ソブエ 飯島/イイジマ 饗庭/アエバ "
        "戸田/トダ 芦沢/アシザワ 蘆田/アシダ 宍戸/シシド 嶋崎/シマザキ 諏訪/スワ 竈門/カマド 瀧本/タキモト "
        "滝本/タキモト 槇原/マキハラ 槙野/マキノ 曽我/ソガ 曾根/ソネ 岩永/イワナガ 氷室/ヒムロ 永井/ナガイ "
        "犬飼/イヌカイ 大久保/オオクボ 太刀川/タチカワ 二宮/ニノミヤ 一ノ瀬/イチノセ 八木/ヤギ 入江/イリエ "
        "人見/ヒトミ 力石/チカライシ 夕部/ユウベ 千田/センダ 干場/ホシバ 日高/ヒダカ 目黒/メグロ 白石/シライシ "
        "百瀬/モモセ 自見/ジミ 矢野/ヤノ 失野/ウセノ 天野/アマノ 夫馬/フマ 鳥居/トリイ 烏丸/カラスマ 牛山/ウシヤマ "
        "午来/ゴライ 甲斐/カイ 由井/ユイ 申/シン 田代/タシロ 己斐/コイ 巳野/ミノ 已波/イナミ 萩原/ハギワラ "
        "荻原/オギワラ "
        "須藤/ストウ 順田/ジュンダ 綱島/ツナシマ 網野/アミノ 緑川/ミドリカワ 縁田/エンダ 穂積/ホヅミ 猿渡/サルワタリ");
    return all;
}

const std::vector<Name>& given() {
    static const std::vector<Name> all = namesOf(
        "太郎/タロウ 花子/ハナコ 健一/ケンイチ 誠/マコト 翔太/ショウタ 大輔/ダイスケ 拓也/タクヤ 直樹/ナオキ "
        "和夫/カズオ "
        "茂/シゲル 蓮/レン 陽菜/ヒナ 美咲/ミサキ 結衣/ユイ 愛/アイ 恵子/ケイコ 由美/ユミ 幸子/サチコ 洋子/ヨウコ "
        "さくら/サクラ 康弘/ヤスヒロ 隆/タカシ 浩二/コウジ 智子/トモコ 真由美/マユミ 裕子/ユウコ 千尋/チヒロ 亮/リョウ "
        "悠斗/ユウト 葵/アオイ 正/タダシ 清/キヨシ 文子/フミコ 静江/シズエ みゆき/ミユキ 慎太郎/シンタロウ 翼/ツバサ "
        "颯/ハヤテ 凛/リン 莉子/リコ 湊/ミナト 樹/イツキ 朝陽/アサヒ 律/リツ 暖/ダン 紬/ツムギ 咲良/サクラ 芽依/メイ "
        "結愛/ユア 杏/アン 琴音/コトネ 彩乃/アヤノ 優斗/ユウト 駿/シュン 圭吾/ケイゴ 雅彦/マサヒコ 博之/ヒロユキ "
        "昭/アキラ 勲/イサオ 進/ススム 勝利/カツトシ 節子/セツコ 久美子/クミコ 初枝/ハツエ 和代/カズヨ 春香/ハルカ "
        "沙織/サオリ 麻衣/マイ 舞/マイ 瞳/ヒトミ 綾/アヤ 詩織/シオリ 祐介/ユウスケ 裕介/ユウスケ 裕樹/ユウキ "
        "祐樹/ユウキ 弘/ヒロシ 弥生/ヤヨイ 彌生/ヤヨイ 瑛太/エイタ 英太/エイタ 未来/ミク 末子/スエコ 土岐雄/トキオ "
        "ブリジット/ブリジット パウロ/パウロ ベッティ/ベッティ ビクトル/ビクトル ペドロ/ペドロ ジュゼッペ/ジュゼッペ "
        "ゔぃおら/ヴィオラ 一/ハジメ 二郎/ジロウ 三枝子/ミエコ 千代/チヨ ハナ/ハナ ヨネ/ヨネ キヌ/キヌ 啓/ケイ "
        "諭吉/ユキチ 伊織/イオリ 櫂/カイ 夢/ユメ 蘭/ラン 穣/ユタカ 壌/ジョウ 譲/ユズル 義人/ヨシト 儀一/ギイチ");
    return all;
}

// Of one person.
Name drawName(Random& random) {
    const Name& family = random.pick(families());
    const Name& first = random.pick(given());
    const std::string space = random.chance(0.75) ? "　" : " ";
    return {family.kanji + space + first.kanji, family.kana + space + first.kana};
}

std::string drawText(Random& random) {
    static const std::vector<std::string> words{
        "信州みどり", "千曲",     "アルプス", "ひまわり", "戸隠",     "犀川", "ほたか", "サンライズ", "東洋",
        "北陸",       "日本",     "中央",     "第一",     "グリーン", "城山", "若葉",   "こだま",     "テクノ",
        "富士",       "桔梗ヶ原", "鉄道",     "豊科",     "ビーナス", "松代", "プラザ", "ポプラ",     "つばさ"};
    static const std::vector<std::string> trades{"工業", "建設",       "運輸",     "食品",   "電子",     "精機",
                                                 "設備", "商事",       "印刷",     "製作所", "システム", "サービス",
                                                 "薬局", "クリニック", "観光バス", "住宅",   "農園",     "木材"};
    static const std::vector<std::string> purposes{"年金の手続きのため",   "金融機関へ提出",     "児童手当の申請",
                                                   "運転免許証の更新",     "パスポートの申請",   "相続登記の手続",
                                                   "車庫証明の申請のため", "保育所の入所申込",   "就職先に提出する",
                                                   "奨学金の申込みに使う", "国民健康保険の加入", "住宅ローンの契約"};
    if (random.chance(0.3)) return random.pick(purposes);
    std::string name = random.pick(words);
    name += random.pick(trades);
    const int kind = random.integer(0, 4);
    if (kind == 0) return "株式会社" + name;
    if (kind == 1) return name + "株式会社";
    if (kind == 2) return "有限会社" + name;
    return kind == 3 ? "合同会社" + name : name;
}

std::string number(Random& random, int high) {
    return std::to_string(random.integer(1, high));
}

std::string fullWidth(const std::string& text) {
    std::u32string out;
    for (const char32_t c : text::decode(text))
        out += c >= U'0' && c <= U'9' ? c - U'0' + U'０' : c == U'-' ? U'－' : c;
    return text::encode(out);
}

std::string houseNumber(Random& random) {
    static const std::vector<std::string> counts{"一", "二", "三", "四", "五", "六", "七", "八"};
    std::string text;
    switch (random.integer(0, 5)) {
        case 0:
            text = random.pick(counts) + "丁目";
            text += number(random, 40) + "番";
            text += number(random, 40) + "号";
            return text;
        case 1:
            text = number(random, 9) + "丁目";
            text += number(random, 40) + "番";
            return text + number(random, 40) + "号";
        case 2:
            text = number(random, 3900) + "番地";
            if (random.chance(0.4)) text += number(random, 30);
            return text;
        case 3:
            return number(random, 3900) + "番地の" + number(random, 9);
        case 4:
            text = number(random, 9) + "-";
            text += number(random, 30);
            return random.chance(0.7) ? text + "-" + number(random, 30) : text;
        default:
            text = number(random, 3900);
            return random.chance(0.5) ? text + "-" + number(random, 40) : text;
    }
}

std::string building(Random& random) {
    static const std::vector<std::string> names{"コーポ", "メゾン", "ハイツ", "グランド", "パレス", "サンハイム"};
    static const std::vector<std::string> words{"若里", "あおい", "中央", "すみれ", "ビュー", "東"};
    std::string text = "　" + random.pick(names);
    text += random.pick(words);
    return text + std::to_string(random.integer(101, 909)) + (random.chance(0.5) ? "号室" : "");
}

std::string drawAddress(const forms::AddressBook& book, Random& random) {
    std::vector<std::string> places;
    while (places.empty()) {
        std::string postcode;
        for (int n = 0; n < 7; ++n) postcode += static_cast<char>('0' + random.integer(0, 9));
        if (random.chance(0.25)) postcode = postcode.replace(0, 3, std::to_string(random.integer(380, 399)));
        places = book.at(postcode);
        if (!places.empty() && text::length(places.front()) > 24) places.clear();
    }
    std::string place = random.pick(places);
    const auto prefecture = place.find("県");
    if (random.chance(0.4) && prefecture != std::string::npos && prefecture <= 9) place = place.substr(prefecture + 3);
    std::string text = place + houseNumber(random);
    if (random.chance(0.35)) text = fullWidth(text);
    return random.chance(0.15) ? text + building(random) : text;
}

// A real address whose last character of the town became another one.
std::string drawOddAddress(const forms::AddressBook& book, Random& random) {
    static const std::u32string others =
        U"山川田野原沢井口石本木林森村町島崎谷坂橋上下中東西南北大小高長新平和松竹梅藤";
    for (;;) {
        const std::u32string address = text::decode(drawAddress(book, random));
        const auto known = book.find(address);
        if (!known || !known->town || known->length < 5) continue;
        std::u32string odd = address;
        odd[known->length - 1] =
            others[static_cast<std::size_t>(random.integer(0, static_cast<int>(others.size()) - 1))];
        const auto found = book.find(odd);
        if (!found || found->length < known->length) return text::encode(odd);
    }
}

std::string drawDate(Random& random) {
    static const std::vector<std::string> eras{"昭和", "平成", "令和"};
    std::string date = random.pick(eras);
    date += number(random, date == "令和" ? 8 : date == "平成" ? 30 : 63) + "年";
    date += number(random, 12) + "月";
    date += number(random, 28) + "日";
    return random.chance(0.3) ? fullWidth(date) : date;
}

std::string drawDigits(Random& random, int count) {
    std::string text;
    for (int n = 0; n < count; ++n) text += static_cast<char>('0' + random.integer(n == 0 ? 1 : 0, 9));
    return text;
}

std::string draw(const std::string& kind, const Name& person, const forms::AddressBook& book, Random& random) {
    if (kind == "name") return person.kanji;
    if (kind == "kana") return person.kana;
    if (kind == "hiragana") return text::hiragana(person.kana);
    if (kind == "text") return drawText(random);
    if (kind == "address") return drawAddress(book, random);
    if (kind == "odd address") return drawOddAddress(book, random);
    if (kind == "date") return drawDate(random);
    if (kind == "digits") return drawDigits(random, random.integer(6, 13));
    std::string text;
    if (kind == "postcode") {
        text = std::to_string(random.integer(100, 999)) + "-";
        text += drawDigits(random, 4);
        return random.chance(0.3) ? fullWidth(text) : random.chance(0.3) ? "〒" + text : text;
    }
    if (kind == "phone") {
        text = random.chance(0.5) ? "090-" + drawDigits(random, 4) : "026-" + drawDigits(random, 3);
        text += "-" + drawDigits(random, 4);
        return random.chance(0.3) ? fullWidth(text) : text;
    }
    text = drawDigits(random, random.integer(4, 8));
    for (int at = static_cast<int>(text.size()) - 3; at > 0; at -= 3) text.insert(static_cast<std::size_t>(at), ",");
    return random.chance(0.3) ? text + "円" : text;
}

}  // namespace

std::u32string compared(const std::string& text) {
    std::u32string out;
    for (char32_t c : text::decode(text::halfWidthAscii(text))) {
        if (c == U' ' || c == U'　') continue;
        if (c == U'―' || c == U'－' || c == U'−' || c == U'‐' || c == U'—' || c == U'–') c = U'-';
        out += c;
    }
    return out;
}

Result<void> writePrintedLibrary(const std::string& folder) {
    const std::string form = folder + "/forms/printed";
    if (auto made = files::makeFolders(form + "/layouts"); !made) return made;
    if (auto done = files::writeAtomically(form + "/form.xml", formXml()); !done) return done;
    if (auto done = files::writeAtomically(form + "/layouts/table.xml", layoutXml("table", true)); !done) return done;
    return files::writeAtomically(form + "/layouts/lines.xml", layoutXml("lines", false));
}

Result<PrintedPage> printPage(const forms::Layout& layout, const forms::AddressBook& book, const std::string& family,
                              const scanlab::Profile& profile, std::uint64_t seed) {
    constexpr double dpi = 300;
    const forms::LayoutPage& page = layout.pages.front();
    const auto blank = forms::drawBlank(layout, page, dpi);
    if (!blank) return fail(blank.error());
    scanlab::Sheet sheet(*blank, dpi);
    const Random random(seed);
    Random words = random.fork("words"), ink = random.fork("ink"), scanner = random.fork("scan");
    const double size = words.between(2.8, 4.2);  // mm, one for the page: 8 to 12 points
    scanlab::Ink toner{18, 18, 18, 0.97, 0.03};
    if (profile.faint) toner.opacity = words.between(0.5, 0.7);
    PrintedPage out;
    std::size_t index = 0;
    for (std::size_t r = 0; r < kRows; ++r) {
        Name person = drawName(words);
        for (std::size_t c = 0; c < rows()[r % rows().size()].kinds.size(); ++c) {
            if (c > 0 && !isPerson(r)) person = drawName(words);
            const forms::TextPlace& place = page.texts[index++];
            PrintedField field{place.field, kindOf(r, c), draw(kindOf(r, c), person, book, words)};
            double height = size;
            scanlab::Mask mask = scanlab::typeset(field.text, {family, false}, sheet.pixels(height));
            const double room = sheet.pixels(place.box.width - 1.6);
            if (mask.width > room) {
                height *= room / mask.width;
                mask = scanlab::typeset(field.text, {family, false}, sheet.pixels(height));
            }
            const int left = static_cast<int>(std::lround(sheet.pixels(place.box.x + words.between(0.6, 1.4))));
            const double middle = place.box.y + (layout.id == "lines" ? 4.6 : place.box.height / 2);
            const int top =
                static_cast<int>(std::lround(sheet.pixels(middle + words.normal() * 0.15) - mask.height / 2.0));
            sheet.put({std::move(mask), left, top}, toner, ink);
            out.fields.push_back(std::move(field));
        }
    }
    out.scan = scanlab::scan(sheet, page.width, page.height, profile, scanner);
    return out;
}

}  // namespace toitsu::golden
