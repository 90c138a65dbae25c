#pragma once

// Opening a library folder for a command: forms and layouts with their findings told, bindings by municipality and
// operation, decisions by id.

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "backends/backend.h"
#include "forms/library.h"
#include "rules/decision.h"

namespace toitsu::station {

// What is told of mistakes in single files; the rest of the library is used.
using TellError = std::function<void(const Error&)>;

// `folder` is a library (forms/ in it), a folder of forms, or one form's folder.
Result<forms::Library> openForms(const std::string& folder, const TellError& tell);

// decisions/*.dmn
class Decisions {
public:
    static Decisions load(const std::string& folder, const TellError& tell);
    // Read anew, for whoever asks next; copies of this one follow. From any thread.
    void renew(const std::string& folder, const TellError& tell);
    // R020 when no model has that decision.
    Result<Value> evaluate(const std::string& decision, const Context& inputs) const;

private:
    using Models = std::vector<rules::DecisionModel>;
    struct Held {
        std::mutex mutex;
        std::shared_ptr<const Models> models = std::make_shared<const Models>();
    };
    std::shared_ptr<Held> held_ = std::make_shared<Held>();
};

// bindings/<municipality>/*.xml
class Bindings {
public:
    static Bindings load(const std::string& folder, const TellError& tell);
    // nullptr when the municipality has no binding for it.
    std::shared_ptr<const backends::Binding> find(const std::string& municipality, const std::string& operation) const;
    const std::vector<std::shared_ptr<const backends::Binding>>& all() const { return bindings_; }

private:
    std::vector<std::shared_ptr<const backends::Binding>> bindings_;
};

// Files below `folder` with that extension (".bpmn"), sorted by path; empty when there is no such folder.
std::vector<std::string> filesBelow(const std::string& folder, const std::string& extension);

}  // namespace toitsu::station
