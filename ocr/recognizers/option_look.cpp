#include "ocr/recognizers/option_look.h"

#include "ocr/recognizers/mark_view.h"

namespace toitsu::ocr {

namespace {

// Views are asked about when more than a speck of ink is in them.
constexpr double kInkTone = 0.2, kLeastInk = 4;  // pixels of the view

bool inked(const cv::Mat_<float>& view) {
    return cv::countNonZero(view > kInkTone) >= kLeastInk;
}

}  // namespace

std::vector<OptionLook> lookAt(const Sheet& sheet, const forms::ChoicePlace& choice, const MarkNetwork& network) {
    std::vector<OptionLook> looks(choice.options.size());
    std::vector<cv::Mat> views;
    std::vector<MarkMeaning*> wanted;
    for (std::size_t n = 0; n < looks.size(); ++n) {
        const Box& box = choice.options[n].box;
        const cv::Mat_<float> view = markView(sheet, box, false);
        looks[n].inked = inked(view);
        if (looks[n].inked) {
            views.push_back(withSurroundings(view, sheet, box, false));
            wanted.push_back(&looks[n].meaning);
        }
        if (!sheet.coloured()) continue;
        const cv::Mat_<float> red = markView(sheet, box, true);
        cv::Mat_<float> more;
        cv::subtract(red, cv::max(view, 0.0), more);
        looks[n].redInked = inked(more);
        if (looks[n].redInked) {
            views.push_back(withSurroundings(red, sheet, box, true));
            wanted.push_back(&looks[n].redMeaning);
        }
    }
    const auto meanings = network.read(views);
    for (std::size_t n = 0; n < wanted.size(); ++n) *wanted[n] = meanings[n];
    return looks;
}

}  // namespace toitsu::ocr
