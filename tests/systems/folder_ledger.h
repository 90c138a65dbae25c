#pragma once

// The other business system of the demonstration and the tests: it takes files out of a folder, writes their rows into
// a ledger and answers with result files. It knows nothing of our code but the protocol, and it does not look whether
// it has a record already: given the same thing twice, its ledger shows it twice.
//
// inbox/K.csv → taken/K.csv → a line of ledger.csv → results/K.result.csv → done/K.<n>.csv
// The line of the ledger carries "K.<n>", so a system that was killed between two steps goes on where it was.

#include <string>
#include <vector>

#include "base/csv.h"
#include "base/result.h"

namespace toitsu::systems {

enum class Step { taken, ledger, result };

struct FolderOptions {
    bool cp932 = true;
    std::size_t columns = 0;        // 0: as many as the header has
    void (*after)(Step) = nullptr;  // a test's hook, to die there
};

class FolderSystem {
public:
    // Makes the folders that are missing, finishes what an earlier run began. One process at a time.
    static Result<FolderSystem> open(const std::string& folder, FolderOptions options);
    FolderSystem(FolderSystem&& other) noexcept;
    FolderSystem(const FolderSystem&) = delete;
    FolderSystem& operator=(const FolderSystem&) = delete;
    ~FolderSystem();

    Result<int> processInbox();  // how many files

private:
    FolderSystem(std::string folder, FolderOptions options, int lock);
    Result<void> process(const std::string& key);
    Result<void> repairLedger() const;
    std::string receiptOf(const std::string& taking, std::size_t& lines) const;
    void reached(Step step) const;

    std::string folder_;
    FolderOptions options_;
    int lock_ = -1;
};

}  // namespace toitsu::systems
