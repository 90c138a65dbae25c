#pragma once

// Inside ocr only: recognisers' engines are not for two threads at once, so each reading thread borrows a set.

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/result.h"
#include "ocr/recognizers/printed_calibration.h"
#include "ocr/recognizers/recognizer.h"

namespace toitsu::ocr {

class EnginePool {
public:
    static Result<std::unique_ptr<EnginePool>> make(const std::string& weights,
                                                    const std::string& lineModel = {});  // S031–S035, F060

    class Loan {
    public:
        Loan(EnginePool& pool, std::unique_ptr<Engines> engines) : pool_(&pool), engines_(std::move(engines)) {}
        Loan(Loan&&) noexcept = default;
        Loan& operator=(Loan&&) = delete;
        ~Loan() {
            if (engines_) pool_->giveBack(std::move(engines_));
        }
        const Engines& operator*() const { return *engines_; }

    private:
        EnginePool* pool_;
        std::unique_ptr<Engines> engines_;
    };

    // A set that is idle, a new one, or – when no more can be made – the next one that is given back.
    Loan borrow();
    const forms::AddressBook& addresses() const { return *addresses_; }
    const PrintedCalibration& printed() const { return *printed_; }

private:
    EnginePool(std::string weights, std::string lineModel)
        : weights_(std::move(weights)), lineModel_(std::move(lineModel)) {}
    Result<std::unique_ptr<Engines>> load() const;
    void giveBack(std::unique_ptr<Engines> engines);

    std::string weights_, lineModel_;
    std::shared_ptr<const forms::AddressBook> addresses_;
    std::shared_ptr<const NameLexicon> names_;
    std::unique_ptr<const PrintedCalibration> printed_;
    std::mutex mutex_;
    std::condition_variable given_;
    std::vector<std::unique_ptr<Engines>> idle_;
};

}  // namespace toitsu::ocr
