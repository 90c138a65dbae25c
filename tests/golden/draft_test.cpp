// Drafting layouts from pictures of blanks, against the layouts that people wrote for them.

#include <cmath>
#include <cstring>
#include <filesystem>
#include <iostream>

#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

#include "forms/blank.h"
#include "forms/draft/propose.h"
#include "forms/library.h"
#include "ocr/draft/blank_reader.h"
#include "ocr/internal/mat.h"
#include "tests/golden/draft_score.h"
#include "tests/golden/stranger_library.h"

namespace toitsu::golden {

namespace {

ocr::Page pictureOf(const forms::Layout& layout, const forms::LayoutPage& page) {
    ocr::Page out;
    out.number = page.number;
    if (!page.blank.empty()) {
        auto pages = ocr::load(page.blank);
        EXPECT_TRUE(pages);
        out = std::move(pages->front());
        out.number = page.number;
        return out;
    }
    const auto drawn = forms::drawBlank(layout, page, 300);
    EXPECT_TRUE(drawn);
    cv::Mat mat(drawn->height, drawn->width, CV_8UC1);
    std::memcpy(mat.data, drawn->pixels.data(), drawn->pixels.size());
    out.picture = ocr::own(mat);
    out.dpi = 300;
    return out;
}

// As a copier's glass gives it: a little askew, grey, soft.
ocr::Page scanned(const ocr::Page& page) {
    cv::Mat grey = ocr::greyOf(page.picture).clone(), turned, noise(grey.size(), CV_8SC1);
    const cv::Mat turn = cv::getRotationMatrix2D(cv::Point2d(grey.cols / 2.0, grey.rows / 2.0), 0.7, 1);
    cv::warpAffine(grey, turned, turn, grey.size(), cv::INTER_LINEAR, cv::BORDER_CONSTANT, cv::Scalar(255));
    cv::GaussianBlur(turned, turned, {3, 3}, 0.8);
    turned.convertTo(turned, CV_8U, 0.72, 40);
    cv::RNG random(7);
    random.fill(noise, cv::RNG::NORMAL, 0, 4);
    cv::add(turned, noise, turned, cv::noArray(), CV_8U);
    ocr::Page out = page;
    out.picture = ocr::own(turned);
    return out;
}

std::vector<forms::SeenPage> look(const forms::Layout& layout, bool asScan) {
    static const auto reader = ocr::BlankReader::make();
    EXPECT_TRUE(reader);
    std::vector<forms::SeenPage> seen;
    for (const auto& page : layout.pages) {
        const ocr::Page picture = pictureOf(layout, page);
        seen.push_back(reader->look(asScan ? scanned(picture) : picture).page);
    }
    return seen;
}

// withForm: the options' titles are known beforehand, as with --form.
DraftScore draft(const forms::Form& form, const forms::Layout& layout, const std::vector<forms::SeenPage>& seen,
                 bool withForm) {
    std::vector<std::string> words;
    if (withForm)
        for (const auto& field : form.fields)
            for (const auto& option : field.options) words.push_back(option.title);
    std::vector<forms::Question> questions;
    for (const auto& page : seen) {
        auto found = forms::findQuestions(page, words);
        questions.insert(questions.end(), found.begin(), found.end());
    }
    forms::proposeFields(form, questions);
    DraftScore sum;
    for (const auto& page : layout.pages) {
        std::vector<forms::Question> here;
        for (const auto& question : questions)
            if (question.page == page.number) here.push_back(question);
        sum.add(scoreDraft(form, page, here));
    }
    return sum;
}

void tell(const std::string& name, const DraftScore& score) {
    const auto percent = [](double share) { return std::round(1000 * share) / 10; };
    std::cout << name << ": " << score.places << " places, found " << percent(score.foundShare()) << " %, strictly "
              << percent(score.strictShare()) << " %, right field " << percent(score.rightShare()) << " %, written "
              << score.written << ", of these nowhere " << score.written - score.strict << "\n";
}

void tellPlaces(const DraftScore& score) {
    for (const auto& place : score.notFound) std::cout << "    not found: " << place << "\n";
    for (const auto& place : score.wrong) std::cout << "    " << place << "\n";
}

struct LibraryScore {
    DraftScore withForm, withoutForm;
};

LibraryScore draftLibrary(const std::string& folder, bool asScan = false) {
    forms::Findings findings;
    const auto library = forms::Library::load(folder, findings);
    EXPECT_TRUE(library);
    LibraryScore all;
    for (const auto& layout : library->layouts) {
        const auto* form = library->form(layout->form);
        if (form == nullptr) continue;
        const auto seen = look(*layout, asScan);
        const DraftScore score = draft(*form, *layout, seen, true);
        tell(layout->id, score);
        tellPlaces(score);
        all.withForm.add(score);
        all.withoutForm.add(draft(*form, *layout, seen, false));
    }
    tell("all", all.withForm);
    tell("all, without the form's options", all.withoutForm);
    return all;
}

}  // namespace

// What it misses most: places that nothing printed bounds, and writing areas far narrower than their cells.
// Half a point below what is measured: what Tesseract sees differs a little from one kind of processor to another.
TEST(Draft, FindsAndNamesThePlacesOfEveryShippedLayout) {
    const auto [all, without] = draftLibrary(std::string(TOITSU_SOURCE_DIR) + "/templates");
    EXPECT_GE(all.foundShare(), 0.957);
    EXPECT_GE(all.strictShare(), 0.957);
    EXPECT_LE(all.falseShare(), 0.043);
    EXPECT_GE(all.rightShare(), 0.935);
    // The rules are about paper, not about our words.
    EXPECT_GE(without.strictShare(), 0.95);
    EXPECT_LE(without.falseShare(), 0.043);
}

TEST(Draft, FindsAndNamesNearlyAllOfFormsWithoutRepeatingRows) {
    for (const char* form : {"residence-copy", "salary-change"}) {
        const DraftScore all = draftLibrary(std::string(TOITSU_SOURCE_DIR) + "/templates/forms/" + form).withForm;
        EXPECT_GE(all.foundShare(), 0.97) << form;
        EXPECT_GE(all.rightShare(), 0.93) << form;
    }
}

// The paper is not straight and not white, as an author's scan of the blank is.
TEST(Draft, FindsThemInAScanOfTheBlank) {
    const DraftScore all = draftLibrary(std::string(TOITSU_SOURCE_DIR) + "/templates", true).withForm;
    EXPECT_GE(all.strictShare(), 0.95);
    EXPECT_LE(all.falseShare(), 0.043);
    EXPECT_GE(all.rightShare(), 0.92);
}

TEST(Draft, FindsThePlacesOfStrangersBlanks) {
    const std::string data = std::string(TOITSU_SHARED_DIR) + "/data/foreign-scans";
    if (!std::filesystem::exists(data)) GTEST_SKIP() << "no data at " << data;
    const auto library = foreignLibrary(data);
    ASSERT_TRUE(library);
    EXPECT_GE(draftLibrary(library->path).withForm.foundShare(), 0.95);
}

}  // namespace toitsu::golden
