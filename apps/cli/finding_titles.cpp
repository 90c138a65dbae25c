// What each code of a finding is about. English comes from docs/errors.md, which CMake reads, so that it is written
// once; Japanese stands here, one line a code.

#include <map>

#include <apps/cli/error_meanings.h>
#include "apps/cli/finding_report.h"
#include "base/text.h"

namespace toitsu::cli {

namespace {

constexpr const char* kJapanese = R"(
C004 レイアウトの様式 form.xml が見つからない
C005 様式でもレイアウトでもない XML
C006 フォルダーに様式もレイアウトもない
C120 接続定義が様式にない項目を使っている
C121 接続定義に選択肢の対応がない
C122 業務システムの桁が帳票の記入枠より短い
C180 フォルダーに BPMN のファイルがない
F001 フォルダーに様式がない
F010 ルート要素か名前空間が違う
F011 そこに書けない要素
F012 知らない属性
F013 必要なものがない
F014 属性の値が読めない
F015 id かコードが二つある
F016 文字を書けない場所の文字
F020 知らない項目の型
F021 id かコードに使えない文字
F022 一方が他方に含まれる二つの項目 id
F023 型に合わない長さ
F024 法的根拠のない個人番号
F025 規則の式が読めない
F026 選択肢のない選択項目
F027 規則が様式にない項目を読んでいる
F030 別の様式の名前
F031 様式にない項目
F032 様式にない選択肢
F033 その型にない部分
F034 同じ項目の同じ部分が二か所にある
F035 部分が足りない、または全体と部分の両方がある
F036 項目の型に合わない要素
F037 紙の外にはみ出している
F038 枠が重なっている
F039 枠の数が項目の長さに合わない
F040 cells と <cell> の数が違う
F041 団体コードが正しくない
F042 終わりの日が始まりの日より前
F043 白紙の画像がない
F044 ページ番号が二つある
F045 記入枠の外にあるます
F046 paper と幅・高さの両方がある
F047 帳票 ID の QR が小さすぎる
F050 紙のどこにもない項目
F051 紙のどこにもない選択肢
F052 様式に誤りがあるため調べていないレイアウト
F053 同じ id の様式が二つある
F054 同じ id のレイアウトが二つある
F055 複数ページの帳票に全ページ共通の項目がない
F060 郵便番号の一覧が読めない
F061 多すぎる（項目、規則、選択肢、ページ、置いたもの）
F062 <rows> の繰り返しが様式にない
F063 <rows> の行が様式の繰り返しより多い
F064 団体の項目の id が団体コードで始まらない
F065 様式の項目に団体用の id が付いている
F066 based-on のレイアウトがフォルダーにない
F067 もとになるレイアウトに誤りがある
F068 based-on が輪になっているか、深すぎる
F069 <remove> するものが、もとのレイアウトにない
F070 もとのないレイアウトに <remove> か printed がある
F071 移行の元の版が、様式の版より小さくない
F072 移行が、この版にない項目を指している
F073 移行が、この版にまだある項目をやめている
F074 記入欄を線が横切っている
F075 チェックの枠どうしが近すぎる
F076 どの項目も読まない規則
F077 いつも同じ結果になる比較
F078 規則の読む項目が、どの紙にもない
F079 個人番号らしい項目に印がない
F080 個人番号を扱う様式に保存期間がない
F081 ファイルの先頭に BOM がある
F082 二つの選択肢に同じ文字が印刷される
F083 選択肢の横に何も印刷されない
F084 前の版からの移行がない
F085 手で書くには小さすぎるマス・記入欄・四角
F100 下書きのまま、まだ確かめていない
W001 BPMN 2.0 のファイルでない
W200 BPMN がそこで知らない要素、または順番の違い
W201 必要な属性か要素がない
W202 属性の値の型が違う
W203 BPMN にない属性
W204 要素が多すぎる
W205 同じ id が二つある
W206 参照先がない
W207 参照先の種類が違う
W208 import するファイルがない
W209 文字を書けない場所の文字
W210 MIME 型でない
W211 URI でない
W212 実行できる式でない
W213 条件が真偽でない
W214 タイマーの時刻が ISO 8601 でない
W215 数が範囲の外にある
W216 スクリプトの言語がない
W220 シーケンスフローをつなげない要素
W221 シーケンスフローが境界を越えている
W222 incoming と outgoing がシーケンスフローと違う
W223 効かない条件
W224 既定の道がその要素から出ていない
W225 isImmediate が false
W226 ゲートウェイの向きが違う
W227 分岐も合流もしないゲートウェイ
W230 メッセージフローをつなげない要素
W231 メッセージフローが一つのプールの中にある
W232 メッセージを送れない、または受け取れない
W233 コレオグラフィーや会話の置き場所が違う
W234 公開プロセスは実行できない
W240 開始・終了イベントのつなぎ方が違う
W241 開始か終了のイベントが足りない
W242 前か後ろにつながっていない要素
W243 その場所で使えないイベントの種類
W244 イベントサブプロセスの開始が一つでない
W245 アドホックサブプロセスの中身が違う
W246 境界イベントのつなぎ方が違う
W247 補償のつなぎ方が違う
W248 トランザクションの外の取消
W249 対になっていないリンク
W250 イベントゲートウェイの先が違う
W251 プロセスの始まりの前に何かがある
W252 メッセージか操作がわからない
W253 エラーやエスカレーションのコードがない
W254 別の要素の中にあるイベント定義への参照
W255 呼ばれるプロセスに種類のない開始がない
W260 集まりかどうかが項目定義と違う
W261 サブプロセスの入出力
W262 入力の組・出力の組が合わない
W263 データの向きが違う
W264 項目定義の違うデータ関連
W265 イベントのデータが合わない
W266 作業のデータが操作やメッセージに合わない
W267 呼び出しの入出力が合わない
W268 インターフェイスがデータと結ばれていない
W269 繰り返しの回数や対象がわからない
W270 データオブジェクト参照の名前が違う
W271 担当の書き方が両方ある
W272 決して来ない要素
W273 どの条件も成り立たないときの道がない
W274 条件のない道
W275 いつまでも待つ合流
W276 二重に来る要素
W277 出口のない輪
W278 行き詰まりを調べ切れていない
W279 読まれないデータ、書かれないデータ
W280 担当のいない作業
W281 閉庁日を数える法律の期限
W282 受け取る人、送る人のいないメッセージ
W283 FEEL でない式やスクリプト
W284 根拠のない必須の手続き
W285 使われない条件
W290 団体差分の書き方の誤り
W291 団体差分のもとのフローが変わっている
W292 団体差分が指すものがない
W293 団体差分の項目どうしが矛盾している
W294 その場所ではできない変更
W295 法律で必要な手続きを外している
W296 足せないもの
X001 XML の書き方の誤り
X002 UTF-8 でない
X003 深すぎるか大きすぎる XML
X004 DTD は使えない
X010 ファイルが読めない
X011 ファイルが大きすぎる
)";

std::map<std::string, std::string> japanese() {
    std::map<std::string, std::string> titles;
    for (const std::string& line : text::split(kJapanese, '\n'))
        if (line.size() > 5) titles[line.substr(0, 4)] = line.substr(5);
    return titles;
}

std::map<std::string, std::string> english() {
    std::map<std::string, std::string> titles;
    for (const auto& [code, meaning] : kErrorMeanings) titles[code] = meaning;
    return titles;
}

std::string in(const std::map<std::string, std::string>& titles, const std::string& code) {
    const auto found = titles.find(code);
    return found == titles.end() ? "" : found->second;
}

}  // namespace

Wording findingTitle(const std::string& code) {
    static const std::map<std::string, std::string> ja = japanese(), en = english();
    const std::string inEnglish = in(en, code), inJapanese = in(ja, code);
    return {inJapanese.empty() ? inEnglish : inJapanese, inEnglish};
}

}  // namespace toitsu::cli
