#include "forms/unification/finding.h"

#include <array>

namespace toitsu::forms::unification {
namespace {

struct KindWords {
    std::string_view name;
    Weight weight;
    const char* ja;
    const char* en;
};
constexpr std::array kKinds{
    KindWords{"code-clash", Weight::clash, "同じ番号・文字が別の意味", "same mark, different meaning"},
    KindWords{"code-varies", Weight::clash, "同じ意味に別の番号・文字", "same meaning, different mark"},
    KindWords{"wording", Weight::difference, "選択肢の言葉が違う", "options worded differently"},
    KindWords{"missing-option", Weight::gap, "選択肢がない", "option missing"},
    KindWords{"missing-field", Weight::gap, "欄がない", "field missing"},
    KindWords{"unasked-field", Weight::gap, "どの用紙にもない項目", "on no paper"},
    KindWords{"local-field", Weight::gap, "団体独自の項目", "local field"},
    KindWords{"parts", Weight::difference, "一つの欄と分かれた欄", "whole or in parts"},
    KindWords{"manner", Weight::difference, "記入のしかたが違う", "filled in differently"},
    KindWords{"era", Weight::difference, "元号の書かせ方が違う", "era told differently"},
    KindWords{"era-options", Weight::difference, "元号の選択肢が違う", "different eras offered"},
    KindWords{"cells", Weight::difference, "マスの数が違う", "different number of cells"},
    KindWords{"rows", Weight::gap, "行数が違う", "different number of rows"},
    KindWords{"seal", Weight::gap, "押印欄が残っている", "seal still asked for"},
    KindWords{"paper-size", Weight::difference, "用紙の大きさが違う", "different paper"},
    KindWords{"page-count", Weight::difference, "ページ数が違う", "different number of pages"}};

const KindWords& words(FindingKind kind) {
    return kKinds[static_cast<std::size_t>(kind)];
}

}  // namespace

std::string_view kindName(FindingKind kind) {
    return words(kind).name;
}

Wording kindWording(FindingKind kind) {
    return {words(kind).ja, words(kind).en};
}

Weight weightOf(FindingKind kind) {
    return words(kind).weight;
}

std::string Finding::key() const {
    std::string key(kindName(kind));
    if (!item.empty()) key += "/" + item;
    if (!detail.empty()) key += "/" + detail;
    return key;
}

}  // namespace toitsu::forms::unification
