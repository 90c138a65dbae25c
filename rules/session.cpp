#include "rules/session.h"

#include <algorithm>

#include "base/text.h"
#include "rules/zone.h"

namespace toitsu::rules {

namespace {

constexpr std::string_view kFunctionKey =
    "\x01"
    "function";
constexpr std::size_t kMaxRemarks = 100;
constexpr std::size_t kMaxPiece = 60;

// One line of at most kMaxPiece characters.
std::string pieceOf(const Spot& at) {
    if (at.source == nullptr || at.end <= at.begin) return {};
    std::u32string text = text::decode(at.source->text);
    const auto begin = static_cast<std::size_t>(at.begin);
    if (begin >= text.size()) return {};
    text = text.substr(begin, static_cast<std::size_t>(at.end - at.begin));
    std::u32string out;
    for (const char32_t c : text) {
        const bool space = c == U' ' || c == U'\n' || c == U'\r' || c == U'\t' || c == U'\u3000';
        if (space && (out.empty() || out.back() == U' ')) continue;
        out += space ? U' ' : c;
    }
    while (!out.empty() && out.back() == U' ') out.pop_back();
    if (out.size() > kMaxPiece) out = out.substr(0, kMaxPiece - 1) + U'…';
    return text::encode(out);
}

}  // namespace

std::string Remark::text(Language language) const {
    const bool ja = language == Language::ja;
    const char* colon = ja ? ": " : ": ";
    std::string out = place.text().empty() ? std::string() : place.text() + colon;
    if (!where.in(language).empty()) out += where.in(language) + colon;
    if (column > 0) out += ja ? std::to_string(column) + " 文字目" : "character " + std::to_string(column);
    if (!piece.empty()) out += ja ? "「" + piece + "」" : " `" + piece + "`";
    if (column > 0 || !piece.empty()) out += colon;
    return out + message.in(language);
}

bool Session::wantsRemark() {
    ++reasons_;
    return remarks_ != nullptr && remarks_->size() < kMaxRemarks;
}

void Session::add(const Spot& at, Wording words) {
    Remark remark;
    remark.message = std::move(words);
    remark.column = at.column;
    remark.piece = pieceOf(at);
    if (at.source != nullptr) {
        remark.place = at.source->place;
        remark.where = at.source->what;
    }
    if (remark.where.en.empty()) {
        remark.where = deciding;
    } else if (!deciding.en.empty() &&
               !remark.where.en.starts_with(deciding.en)) {  // a knowledge model of that decision
        remark.where = {remark.where.ja + "（" + deciding.ja + "から）",
                        remark.where.en + " (from " + deciding.en + ")"};
    }
    remarks_->push_back(std::move(remark));
}

Value Session::null(const Spot& at, std::string_view ja, std::string_view en) {
    if (wantsRemark()) add(at, {std::string(ja), std::string(en)});
    return {};
}

bool Session::exhausted() {
    if (!exhausted_) {
        exhausted_ = true;
        null(here != nullptr ? *here : Spot{}, "計算の手数が多すぎるため途中で止めました",
             "the evaluation takes too many steps and was stopped");
    }
    return false;
}

namespace {

std::size_t weight(const Value& value) {
    return 1 + (value.string() != nullptr ? value.string()->size() / 64 : 0);
}

}  // namespace

bool Session::spendFor(const Value& copy) {
    std::size_t total = weight(copy);
    if (const Context* context = copy.context())
        for (const auto& [name, entry] : context->entries()) total += weight(entry);
    if (const List* list = copy.list())
        for (const Value& element : *list)
            total += weight(element) + (element.context() != nullptr ? element.context()->size() : 0);
    return spend(total);
}

bool Session::spendWhole(const Value& value) {
    if (!spend(weight(value))) return false;
    if (const List* list = value.list())
        return std::all_of(list->begin(), list->end(), [this](const Value& element) { return spendWhole(element); });
    if (const Context* context = value.context())
        return std::all_of(context->entries().begin(), context->entries().end(),
                           [this](const auto& entry) { return spendWhole(entry.second); });
    return true;
}

Value Session::wrap(Function function) {
    functions_.push_back(std::move(function));
    Context tagged;
    tagged.put(std::string(kFunctionKey), Value(static_cast<std::int64_t>(functions_.size() - 1)));
    return Value(std::move(tagged));
}

bool isFunction(const Value& value) {
    const Context* context = value.context();
    return context != nullptr && context->size() == 1 && context->entries().front().first == kFunctionKey;
}

const Function* Session::functionOf(const Value& value) const {
    if (!isFunction(value)) return nullptr;
    const Decimal* number = value.context()->entries().front().second.number();
    const auto index = number != nullptr ? number->toInteger() : std::nullopt;
    if (!index || *index < 0 || static_cast<std::size_t>(*index) >= functions_.size()) return nullptr;
    return &functions_[static_cast<std::size_t>(*index)];
}

Value Session::leaving(Value value, const Spot& at) {
    if (isFunction(value))
        return null(at, "結果が関数です。関数は値として取り出せません。呼び出してください",
                    "the result is a function, which cannot leave an expression; call it");
    if (!spendWhole(value)) return {};
    return plainOffsets(functions_.empty() ? std::move(value) : withoutFunctions(value));
}

Value Session::withoutFunctions(const Value& value) const {
    if (isFunction(value)) return {};
    if (const List* list = value.list()) {
        List out;
        for (const Value& element : *list) out.push_back(withoutFunctions(element));
        return Value(std::move(out));
    }
    if (const Context* context = value.context()) {
        Context out;
        for (const auto& [name, entry] : context->entries())
            if (!isFunction(entry)) out.put(name, withoutFunctions(entry));
        return Value(std::move(out));
    }
    return value;
}

}  // namespace toitsu::rules
