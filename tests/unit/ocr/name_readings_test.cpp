// What the networks saw of people's names in cells (ocr/training/name_readings.py), decoded with the lexicon: the share
// of names that come out right, and how far the confidence can be believed. TOITSU_NAME_READINGS names another file to
// measure.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>

#include "base/files.h"
#include "base/json.h"
#include "base/text.h"
#include "ocr/name_support.h"
#include "ocr/recognizers/character_lattice.h"
#include "ocr/recognizers/kana.h"
#include "ocr/recognizers/name_decoder.h"

namespace toitsu::ocr {

namespace {

const std::string kWeights = TOITSU_SOURCE_DIR "/ocr/weights";

struct Person {
    std::string kana, name;
    std::vector<KanaReading> kanaCells;
    std::vector<KanjiReading> nameCells;
};

const KanaNetwork& network() {
    static const auto loaded = KanaNetwork::load(kWeights);
    if (!loaded) throw std::runtime_error(loaded.error().text(Language::en));
    return *loaded;
}

const NameLexicon& lexicon() {
    static const auto loaded = NameLexicon::load(kWeights);
    if (!loaded) throw std::runtime_error(loaded.error().text(Language::en));
    return *loaded;
}

double number(const Value& cell, const char* key) {
    return cell[key].number()->toDouble();
}

std::vector<CharacterCandidate> bestOf(const Value& cell) {
    std::vector<CharacterCandidate> best;
    const Value list = cell["best"];
    for (const auto& entry : *list.list())
        best.push_back({*(*entry.list())[0].string(), (*entry.list())[1].number()->toDouble()});
    return best;
}

KanaReading kanaOf(const Value& cell) {
    KanaReading reading;
    const auto& classes = network().classes();
    reading.probabilities.assign(classes.size(), 0);
    for (const auto& candidate : bestOf(cell)) {
        const auto found = std::find(classes.begin(), classes.end(), candidate.characters);
        reading.probabilities[static_cast<std::size_t>(found - classes.begin())] = candidate.confidence;
    }
    reading.empty = number(cell, "empty");
    reading.other = number(cell, "other");
    reading.ink.top = number(cell, "top");
    reading.ink.height = number(cell, "height");
    return reading;
}

std::vector<Person> people(const std::string& file) {
    std::vector<Person> out;
    const auto content = files::read(file);
    if (!content) throw std::runtime_error(content.error().text(Language::en));
    for (const auto& line : text::split(*content, '\n')) {
        if (line.empty()) continue;
        const auto about = json::parse(line, file);
        if (!about) throw std::runtime_error(about.error().text(Language::en));
        Person person{*(*about)["kana"].string(), *(*about)["name"].string(), {}, {}};
        const Value kana = (*about)["kanaCells"], name = (*about)["nameCells"];
        for (const auto& cell : *kana.list()) person.kanaCells.push_back(kanaOf(cell));
        for (const auto& cell : *name.list())
            person.nameCells.push_back({bestOf(cell), number(cell, "empty"), number(cell, "other"), {}});
        out.push_back(std::move(person));
    }
    return out;
}

struct Tally {
    int count = 0, first = 0, fifth = 0, tenth = 0;
    std::vector<std::pair<double, bool>> sure;  // confidence, right

    void add(const std::vector<forms::Candidate>& candidates, const std::string& wanted) {
        ++count;
        const auto same = [&](const forms::Candidate& c) {
            return inKatakana(foldedVariants(text::decode(c.text))) == inKatakana(foldedVariants(text::decode(wanted)));
        };
        const auto rank = std::find_if(candidates.begin(), candidates.end(), same) - candidates.begin();
        const auto size = static_cast<std::ptrdiff_t>(candidates.size());
        first += rank < std::min<std::ptrdiff_t>(1, size) ? 1 : 0;
        fifth += rank < std::min<std::ptrdiff_t>(5, size) ? 1 : 0;
        tenth += rank < std::min<std::ptrdiff_t>(10, size) ? 1 : 0;
        if (!candidates.empty()) sure.emplace_back(candidates[0].confidence, rank == 0);
    }

    double calibrationError() const {
        double sum = 0;
        for (int bin = 0; bin < 15; ++bin) {
            double confidence = 0, right = 0;
            for (const auto& [c, r] : sure)
                if (std::min(14, static_cast<int>(c * 15)) == bin) {
                    confidence += c;
                    right += r ? 1 : 0;
                }
            sum += std::abs(confidence - right);
        }
        return sum / std::max<double>(1, static_cast<double>(sure.size()));
    }

    void print(const std::string& what) const {
        std::cout << what << ": " << count << " names, first " << 100.0 * first / count << " %, among five "
                  << 100.0 * fifth / count << " %, among ten " << 100.0 * tenth / count << " %, calibration error "
                  << 100 * calibrationError() << " %\n   ";
        for (const double limit : {0.9, 0.99, 0.999, 0.9999}) {
            int taken = 0, wrong = 0;
            for (const auto& [c, r] : sure)
                if (c >= limit) {
                    ++taken;
                    wrong += r ? 0 : 1;
                }
            std::cout << " at " << limit << ": " << taken << " taken, " << wrong << " wrong;";
        }
        std::cout << "\n";
    }
};

struct Measured {
    Tally shapes, kana, name, supportedKana, supportedName;
    int accepted = 0, acceptedWrong = 0;
};

Measured measure(const std::vector<Person>& all) {
    Measured m;
    for (const auto& person : all) {
        forms::Reading shapes, kana, name;
        proposeKana(shapes, kanaCells(person.kanaCells, network()), KanaScript::katakana, nullptr);
        m.shapes.add(shapes.candidates, person.kana);
        proposeKana(kana, kanaCells(person.kanaCells, network()), KanaScript::katakana, &lexicon());
        name.candidates = asCandidates(scoreName(kanjiCells(person.nameCells), NameScript::written, &lexicon()),
                                       NameScript::written, 10);
        m.kana.add(kana.candidates, person.kana);
        m.name.add(name.candidates, person.name);
        supportNames(kana, name, lexicon());
        m.supportedKana.add(kana.candidates, person.kana);
        m.supportedName.add(name.candidates, person.name);
        if (!kana.doubt) {
            ++m.accepted;
            m.acceptedWrong += inKatakana(text::decode(kana.candidates[0].text)) == text::decode(person.kana) ? 0 : 1;
        }
    }
    return m;
}

}  // namespace

TEST(NameReadings, AreDecodedAboveTheFloors) {
    const char* other = std::getenv("TOITSU_NAME_READINGS");
    const auto all = people(other != nullptr ? other : TOITSU_SOURCE_DIR "/tests/golden/names/readings.jsonl");
    const Measured m = measure(all);
    if (other != nullptr) {
        m.shapes.print("kana by shape alone");
        m.kana.print("kana with the lexicon");
        m.name.print("written name with the lexicon");
        m.supportedKana.print("kana with its name beside it");
        m.supportedName.print("written name with its kana beside it");
        std::cout << "kana accepted without a person: " << m.accepted << " of " << all.size() << ", wrong "
                  << m.acceptedWrong << "\n";
    }
    const auto share = [&](int count) { return static_cast<double>(count) / static_cast<double>(all.size()); };
    ASSERT_GE(all.size(), 40u);
    EXPECT_GE(share(m.kana.first), 0.85);
    EXPECT_GE(share(m.kana.tenth), 0.95);
    EXPECT_GE(m.kana.first, m.shapes.first);
    EXPECT_GE(share(m.supportedName.tenth), share(m.name.tenth));
    EXPECT_EQ(m.acceptedWrong, 0);
}

}  // namespace toitsu::ocr
