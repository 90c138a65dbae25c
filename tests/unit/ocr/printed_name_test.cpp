#include "ocr/recognizers/printed_name.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "base/text.h"
#include "ocr/recognizers/name_decoder.h"
#include "tests/unit/ocr/all_engines.h"
#include "tests/unit/ocr/printed_word.h"

namespace toitsu::ocr {

namespace {

struct Seen {
    const char* character;
    double confidence;
};

// One character as the engine read it, and what the network sees there.
Testimony read(const char* character, const std::vector<Seen>& seen) {
    Testimony testimony;
    testimony.character = text::decode(character).front();
    testimony.known = true;
    for (const Seen& one : seen) {
        testimony.seen.push_back({one.character, one.confidence});
        if (text::decode(one.character).find(testimony.character) != std::u32string::npos)
            testimony.support = one.confidence;
    }
    return testimony;
}

std::string decoded(const std::vector<Testimony>& characters, const std::string& other, const std::string& unknown) {
    Lattice lattice;
    const std::u32string lacking = text::decode(unknown);
    addPrintedName(lattice, characters, text::decode(other),
                   [&](char32_t c) { return lacking.find(c) == std::u32string::npos; });
    const auto best =
        asCandidates(scoreName(lattice, NameScript::written, allEngines().names.get()), NameScript::written, 1);
    return best.empty() ? "" : best.front().text;
}

// A given name behind 浜田.
std::string decodedBehindFamily(const std::vector<Testimony>& given, const std::string& other) {
    Lattice lattice;
    const auto knows = [](char32_t) { return true; };
    addPrintedName(lattice, {read("浜", {{"浜", 0.99}}), read("田", {{"田", 0.99}})}, U"浜田", knows);
    addPrintedName(lattice, given, text::decode(other), knows);
    const auto best =
        asCandidates(scoreName(lattice, NameScript::written, allEngines().names.get()), NameScript::written, 1);
    return best.empty() ? "" : best.front().text;
}

forms::Reading readName(const cv::Mat& printed) {
    cv::Mat grey;
    cv::copyMakeBorder(printed, grey, 12, 12, 12, 12, cv::BORDER_CONSTANT, cv::Scalar(255));
    auto segments = printedSegments(grey, {}, allEngines()).all;
    Verdict verdict;
    readPrintedName(segments, allEngines(), verdict);
    forms::Reading reading;
    reading.candidates = verdict.candidates();
    reading.doubt = !verdict.accepted;
    return reading;
}

forms::Reading readName(const std::string& printed) {
    return readName(printedWord(printed, 3.6));
}

}  // namespace

TEST(PrintedName, ACharacterThatTheEngineLacksIsAsTheNetworkSeesIt) {
    const std::vector<Testimony> name{read("高", {{"髙", 0.95}, {"高", 0.03}}), read("橋", {{"橋", 0.99}}),
                                      read("誠", {{"誠", 0.99}})};
    EXPECT_EQ(decoded(name, "高橋誠", "髙"), "髙橋　誠");
    EXPECT_EQ(decoded(name, "高橋誠", ""), "高橋　誠") << "two passes of an engine that knows both outweigh it";
}

TEST(PrintedName, TheLexiconDoesNotOverruleWhatEverybodySaw) {
    const std::vector<Testimony> name{read("失", {{"失", 0.99}, {"矢", 0.005}}), read("野", {{"野", 0.99}}),
                                      read("誠", {{"誠", 0.99}})};
    EXPECT_EQ(decoded(name, "失野誠", ""), "失野　誠");
}

TEST(PrintedName, TheLexiconDecidesWhereEyesDisagree) {
    const std::vector<Testimony> name{read("山", {{"山", 0.99}}), read("田", {{"田", 0.99}}),
                                      read("蜂", {{"蜂", 0.5}, {"峰", 0.4}}), read("子", {{"子", 0.99}})};
    EXPECT_EQ(decoded(name, "山田峰子", ""), "山田　峰子");
}

TEST(PrintedName, TheSameStrokesAreWhatANameHas) {
    const std::vector<Testimony> name{read("山", {{"山", 0.99}}), read("田", {{"田", 0.99}}),
                                      read("ニ", {{"ニ", 0.99}}), read("郎", {{"郎", 0.99}})};
    EXPECT_EQ(decoded(name, "山田ニ郎", ""), "山田　二郎");
}

TEST(PrintedName, NeighboursTellTheScriptWhereNoListDoes) {
    const std::vector<Testimony> name{read("タ", {{"タ", 0.99}}), read("部", {{"部", 0.99}}),
                                      read("颯", {{"颯", 0.99}})};
    EXPECT_EQ(decoded(name, "タ部颯", ""), "夕部　颯");
}

TEST(PrintedName, AWordOfKanaIsInOneScript) {
    const std::vector<Testimony> given{read("べ", {{"べベ", 0.99}}), read("リ", {{"リ", 0.99}}),
                                       read("ル", {{"ル", 0.99}}), read("卜", {{"卜", 0.99}})};
    EXPECT_EQ(decodedBehindFamily(given, "べリル卜"), "浜田　ベリルト");
}

// The engine takes ッ for ツ; the ink is small.
TEST(PrintedName, TheSizeOfAKanaIsAsItMeasures) {
    std::vector<Testimony> given{read("ベ", {{"べベ", 0.99}}), read("ツ", {{"ツッ", 0.99}}), read("テ", {{"テ", 0.99}}),
                                 read("ィ", {{"イィ", 0.99}})};
    given[1].resized = U'ッ';
    given[1].resizedShare = 0.98;
    given[3].resized = U'イ';
    given[3].resizedShare = 0.02;
    EXPECT_EQ(decodedBehindFamily(given, "ベツティ"), "浜田　ベッティ");
    given[1].resizedShare = 0.02;
    EXPECT_EQ(decodedBehindFamily(given, "ベツティ"), "浜田　ベツティ");
}

TEST(PrintedName, ATextThatDoesNotFitAddsNothing) {
    Lattice lattice;
    addPrintedName(lattice, {}, U"山田", [](char32_t) { return true; });
    EXPECT_EQ(lattice.nodes, 1u);
}

TEST(PrintedName, IsReadFromPrint) {
    for (const std::string name : {"佐藤　花子", "田中　和代", "渡邉　健一", "髙橋　誠"}) {
        const auto reading = readName(name);
        ASSERT_FALSE(reading.candidates.empty()) << name;
        EXPECT_EQ(reading.candidates.front().text, name);
    }
    EXPECT_FALSE(readName("田中　和代").doubt);
    EXPECT_TRUE(readName("髙橋　誠").doubt) << "the engine cannot say it: one source only";
}

TEST(PrintedName, WhatBothPassesReadIsProposedWhereItFitsNoPieces) {
    const auto reading = readName(setClose(printedWord("藤原ベッティ", 3.6)));
    ASSERT_FALSE(reading.candidates.empty());
    EXPECT_EQ(reading.candidates.front().text, "藤原　ベッティ");
    EXPECT_TRUE(reading.doubt);
}

}  // namespace toitsu::ocr
