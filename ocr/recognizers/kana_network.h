#pragma once

// The network that reads one kana, hand-printed or printed: weights are data (ocr/weights/kana.onnx, kana.json), OpenCV
// runs them. What one picture cannot tell – a small kana from a large one, ヘ from へ – is one class; the field's type,
// the size of the ink and the neighbours decide (docs: ocr/weights/README.md).

#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "ocr/page.h"
#include "ocr/recognizers/character.h"

namespace toitsu::ocr {

using KanaCut = CharacterCut;
using KanaCandidate = CharacterCandidate;

enum class KanaScript { both, hiragana, katakana };  // ー and ・ belong to all of them

struct KanaReading {
    std::vector<double> probabilities;  // in the order of KanaNetwork::classes(); sums to 1
    double empty = 0;                   // nothing written
    double other = 0;                   // written, and no single kana
    InkExtent ink;
};

class KanaNetwork {
public:
    // S031 when the weights are missing or are not the ones their description names.
    static Result<KanaNetwork> load(const std::string& folder);
    KanaNetwork(KanaNetwork&&) noexcept;
    KanaNetwork& operator=(KanaNetwork&&) noexcept;
    ~KanaNetwork();

    // Grey crops at any resolution. Not for two threads at once.
    std::vector<KanaReading> read(const std::vector<Picture>& crops, KanaCut cut) const;
    // The likeliest, best first, of the classes with a character of the script; each lists its characters of that
    // script. What belongs to the other script is shut out and the rest shares its probability; "empty" and "other"
    // stay.
    std::vector<KanaCandidate> best(const KanaReading& reading, KanaScript script, std::size_t most) const;

    const std::vector<std::string>& classes() const;  // characters of each; the last two are "empty" and "other"
    const std::string& version() const;               // first 12 digits of the weights' sha-256

private:
    struct Inner;
    explicit KanaNetwork(std::unique_ptr<Inner> inner);
    std::unique_ptr<Inner> inner_;
};

}  // namespace toitsu::ocr
