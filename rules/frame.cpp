#include "rules/frame.h"

namespace toitsu::rules {

std::shared_ptr<Frame> Frame::kept(const Frame* parent) {
    auto out = std::make_shared<Frame>(parent);
    if (parent != nullptr) out->keeps_ = parent->shared();
    return out;
}

std::shared_ptr<Frame> Frame::kept(const Frame* parent, std::string_view name, Value value, bool entries) {
    auto out = kept(parent);
    out->held_ = std::move(value);
    out->name_ = name;
    out->value_ = &out->held_;
    if (entries) out->borrowed_ = out->held_.context();
    return out;
}

}  // namespace toitsu::rules
