#pragma once

// Names in scope. A frame lies on the stack unless a function literal stands in what it is for: a function keeps the
// frames around it.

#include <memory>
#include <string>
#include <string_view>

#include "base/value.h"

namespace toitsu::rules {

class Frame;
using FramePtr = std::shared_ptr<const Frame>;

class Frame : public std::enable_shared_from_this<Frame> {
public:
    // `borrowed`: a context whose entries are names; it must outlive the frame.
    explicit Frame(const Frame* parent, const Context* borrowed = nullptr) : parent_(parent), borrowed_(borrowed) {}
    // One name for a value that outlives the frame; for `item`, its entries are names too.
    Frame(const Frame* parent, std::string_view name, const Value& value, bool entries = false)
        : parent_(parent), borrowed_(entries ? value.context() : nullptr), name_(name), value_(&value) {}
    Frame(const Frame&) = delete;
    Frame& operator=(const Frame&) = delete;

    // Frames that a function may keep: they hold their parent, and a copy of their value.
    static std::shared_ptr<Frame> kept(const Frame* parent);
    static std::shared_ptr<Frame> kept(const Frame* parent, std::string_view name, Value value, bool entries = false);

    void put(std::string name, Value value) { own_.put(std::move(name), std::move(value)); }
    const Value* find(std::string_view name) const {
        for (const Frame* frame = this; frame != nullptr; frame = frame->parent_) {
            if (frame->borrowed_ != nullptr)
                if (const Value* found = frame->borrowed_->find(name)) return found;
            if (frame->value_ != nullptr && frame->name_ == name) return frame->value_;
            if (!frame->own_.empty())
                if (const Value* found = frame->own_.find(name)) return found;
        }
        return nullptr;
    }
    const Context& own() const { return own_; }
    // nullptr for a frame on the stack.
    FramePtr shared() const { return weak_from_this().lock(); }

private:
    const Frame* parent_;
    const Context* borrowed_;
    std::string_view name_;
    const Value* value_ = nullptr;
    Context own_;
    Value held_;
    FramePtr keeps_;
};

}  // namespace toitsu::rules
