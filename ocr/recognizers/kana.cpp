#include "ocr/recognizers/kana.h"

#include "base/text.h"
#include "ocr/internal/lines.h"
#include "ocr/internal/mat.h"
#include "ocr/name_support.h"
#include "ocr/recognizers/character_lattice.h"
#include "ocr/recognizers/digit_cell.h"
#include "ocr/recognizers/empty_place.h"
#include "ocr/recognizers/name_decoder.h"

// The network was trained on strokes and fonts, not on the hands of our clients: what it reads is put before a person
// as a proposal, never accepted by itself (ocr/name_support.h has the one exception). An empty place is empty, as for
// print. A hand writes a field in one script, so both are tried as a whole.

namespace toitsu::ocr {

namespace {

constexpr double kLowestLineMm = 1.5;
constexpr std::size_t kProposals = 10;

// Which kana are meant, whatever their size, script and words.
std::u32string shapesOf(const std::string& text) {
    static const std::u32string small = U"ァィゥェォッャュョヮヵヶ", large = U"アイウエオツヤユヨワカケ";
    std::u32string shapes;
    for (char32_t c : inKatakana(text::decode(text))) {
        if (c == kGap) continue;
        const auto place = small.find(c);
        shapes += place == std::u32string::npos ? c : large[place];
    }
    return shapes;
}

void propose(forms::Reading& reading, const Target& target, const Lattice& lattice, const Engines& engines) {
    const bool hiragana = target.field->title.find("ふりがな") != std::string::npos;
    proposeKana(reading, lattice, hiragana ? KanaScript::hiragana : KanaScript::katakana,
                target.counterpart == nullptr ? nullptr : engines.names.get());
}

Lattice readCells(const forms::TextPlace& place, const Sheet& sheet, const KanaNetwork& network) {
    std::vector<Picture> crops;
    for (const auto& cell : place.cellBoxes) crops.push_back(own(sheet.withoutPrint(grown(cell, kCellMarginMm))));
    return kanaCells(network.read(crops, KanaCut::cell), network);
}

Lattice readFree(const forms::TextPlace& place, const Sheet& sheet, const KanaNetwork& network) {
    const cv::Mat grey = sheet.withoutPrint(place.box), ink = sheet.newInk(place.box, false);
    Lattice lattice;
    for (const auto& line : textLines(ink, kPixelsPerMm)) {
        if (line.height < kLowestLineMm * kPixelsPerMm) continue;
        for (const auto& segment : line.segments) addKanaLine(lattice, grey(segment), ink(segment), network);
    }
    return lattice;
}

}  // namespace

void proposeKana(forms::Reading& reading, const Lattice& lattice, KanaScript asked, const NameLexicon* lexicon) {
    reading.candidates = asCandidates(scoreKana(lattice, asked, lexicon), NameScript::kana, kProposals);
    if (!reading.candidates.empty()) reading.confidence = reading.candidates.front().confidence;
    reading.doubt = true;
    reading.why = handwrittenKana();
    if (lexicon == nullptr || reading.candidates.empty()) return;
    const auto seen = asCandidates(scoreKana(lattice, asked, nullptr), NameScript::kana, 1).front().text;
    const auto& read = reading.candidates.front().text;
    if (shapesOf(seen) != shapesOf(read))
        reading.why = {"手書きのかなの字形と氏名の辞書とで読みが分かれるため、人が確かめます",
                       "the shapes of the handwritten kana and the lexicon of names differ; a person checks them"};
    else if (wordsOf(text::decode(seen)).size() != wordsOf(text::decode(read)).size())
        reading.why = {"姓と名の間の空きが読み取れないため、人が確かめます",
                       "no gap was found between family and given name; a person checks where it is"};
}

bool readsKana(const Target& target) {
    const auto* const* text = std::get_if<const forms::TextPlace*>(&target.place);
    const forms::FieldType type = target.field->type;
    const bool kana = type == forms::FieldType::kana || type == forms::FieldType::accountHolder;
    return text != nullptr && (*text)->written == forms::Written::hand && kana;
}

forms::Reading readKana(const Target& target, const Sheet& sheet, const Engines& engines) {
    const auto& place = *std::get<const forms::TextPlace*>(target.place);
    forms::Reading reading;
    reading.version = engines.kana.version();
    if (isEmpty(sheet, place.box)) return emptyPlace(sheet, place.box, reading.version);
    propose(reading, target,
            place.cells > 0 ? readCells(place, sheet, engines.kana) : readFree(place, sheet, engines.kana), engines);
    return reading;
}

}  // namespace toitsu::ocr
