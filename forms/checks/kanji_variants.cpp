// One row for each sound, in pairs: the plain form and what counts as it.

#include "forms/checks/kanji_variants.h"

#include <algorithm>
#include <unordered_map>

#include "base/ideograph.h"

namespace toitsu::forms {
namespace {

// clang-format off
constexpr std::u32string_view kOldForms =
    U"亜亞悪惡圧壓囲圍医醫為爲壱壹隠隱栄榮営營衛衞駅驛円圓塩鹽縁緣艶艷応應欧歐殴毆桜櫻奥奧横橫温溫穏穩"
    U"仮假価價画畫会會絵繪壊壞懐懷概槪拡擴殻殼覚覺学學岳嶽楽樂渇渴缶罐巻卷陥陷勧勸寛寬関關歓歡観觀気氣帰歸"
    U"偽僞戯戲犠犧旧舊拠據挙擧虚虛峡峽挟挾狭狹教敎郷鄕暁曉区區駆驅勲勳薫薰径徑茎莖恵惠掲揭渓溪経經蛍螢軽輕"
    U"継繼鶏鷄芸藝撃擊欠缺研硏県縣倹儉剣劍険險圏圈検檢献獻権權顕顯験驗厳嚴広廣効效恒恆黄黃鉱鑛号號国國黒黑亀龜"
    U"砕碎済濟斎齋歳歲剤劑雑雜参參桟棧蚕蠶惨慘賛贊残殘糸絲歯齒児兒辞辭湿濕実實写寫釈釋寿壽収收従從渋澁獣獸"
    U"縦縱粛肅処處叙敍尚尙将將称稱渉涉焼燒証證奨奬条條状狀乗乘浄淨剰剩畳疊縄繩壌壤嬢孃譲讓醸釀触觸嘱囑真眞"
    U"寝寢慎愼尽盡図圖粋粹酔醉穂穗随隨髄髓枢樞数數瀬瀨声聲斉齊清淸静靜税稅窃竊摂攝説說絶絕専專浅淺戦戰践踐"
    U"銭錢潜潛繊纖禅禪双雙壮壯争爭荘莊捜搜挿插巣巢曽曾痩瘦装裝総總騒騷増增蔵藏臓臟即卽属屬続續"
    U"堕墮対對体體帯帶滞滯台臺滝瀧択擇沢澤担擔単單胆膽団團断斷弾彈遅遲痴癡虫蟲昼晝鋳鑄庁廳徴徵聴聽勅敕鎮鎭"
    U"逓遞鉄鐵点點転轉伝傳灯燈当當党黨盗盜稲稻闘鬪徳德独獨読讀届屆弐貳悩惱脳腦"
    U"覇霸拝拜廃廢売賣麦麥発發髪髮抜拔蛮蠻秘祕浜濱瓶甁払拂仏佛併倂並竝餅餠辺邊変變弁辨弁瓣弁辯歩步宝寶豊豐褒襃翻飜"
    U"毎每万萬満滿麺麵黙默弥彌訳譯薬藥与與予豫余餘誉譽揺搖様樣謡謠"
    U"来來頼賴乱亂覧覽竜龍両兩猟獵緑綠涙淚塁壘礼禮励勵霊靈齢齡暦曆歴歷恋戀炉爐労勞楼樓録錄湾灣";
constexpr std::u32string_view kNameForms =
    U"高髙崎﨑崎嵜崎㟢辺邉浜濵島嶋島嶌富冨吉𠮷橋槗桑桒船舩柳栁館舘峰峯秋穐喜㐂昇曻凜凛遙遥堯尭槇槙檜桧淵渕淵渊"
    U"藪薮藪籔竈竃籠篭蠅蝿鰺鯵鶯鴬壺壷檮梼濤涛邇迩礪砺頸頚諫諌灌潅攪撹靱靭賤賎儘侭蠣蛎礦砿";
// clang-format on

const std::unordered_map<char32_t, char32_t>& variants() {
    static const std::unordered_map<char32_t, char32_t> table = [] {
        std::unordered_map<char32_t, char32_t> out;
        for (const std::u32string_view pairs : {kOldForms, kNameForms})
            for (std::size_t n = 0; n + 1 < pairs.size(); n += 2)
                if (pairs[n] != pairs[n + 1]) out.emplace(pairs[n + 1], pairs[n]);
        return out;
    }();
    return table;
}

}  // namespace

bool isVariationSelector(char32_t c) {
    return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
}

char32_t plainKanji(char32_t c) {
    const auto it = variants().find(c);
    if (it != variants().end()) return it->second;
    const char32_t unified = text::unifiedIdeograph(c);
    return unified != c ? plainKanji(unified) : c;
}

std::u32string plainKanji(std::u32string_view text) {
    std::u32string plain;
    for (const char32_t c : text)
        if (!isVariationSelector(c)) plain += plainKanji(c);
    return plain;
}

}  // namespace toitsu::forms
