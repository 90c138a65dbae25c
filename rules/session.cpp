#include "rules/session.h"

#include "rules/zone.h"

namespace toitsu::rules {

namespace {

constexpr std::string_view kFunctionKey =
    "\x01"
    "function";
constexpr std::size_t kMaxRemarks = 100;

}  // namespace

Frame::Frame(std::shared_ptr<const Frame> parent, Value item) : parent_(std::move(parent)), item_(std::move(item)) {
    borrowed_ = item_.context();
    own_.put("item", item_);
}

const Value* Frame::find(std::string_view name) const {
    for (const Frame* frame = this; frame != nullptr; frame = frame->parent_.get()) {
        if (frame->borrowed_ != nullptr)
            if (const Value* found = frame->borrowed_->find(name)) return found;
        if (const Value* found = frame->own_.find(name)) return found;
    }
    return nullptr;
}

Value Session::null(int column, std::string message) {
    if (remarks_ != nullptr && remarks_->size() < kMaxRemarks) remarks_->push_back({std::move(message), column});
    return {};
}

bool Session::spend(std::size_t steps) {
    if (exhausted_) return false;
    steps_ += steps;
    if (steps_ <= kMaxSteps) return true;
    exhausted_ = true;
    null(0, "the expression takes too many steps and was stopped");
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

Value Session::leaving(const Value& value) const {
    return plainOffsets(functions_.empty() ? value : withoutFunctions(value));
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
