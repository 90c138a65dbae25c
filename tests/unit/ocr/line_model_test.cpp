#include "ocr/recognizers/line_model.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "base/files.h"
#include "ocr/internal/mat.h"
#include "tests/unit/ocr/tiny_model.h"

// The plug-in for handwritten lines. What needs ONNX Runtime is skipped where TOITSU_ONNXRUNTIME does not name it.

namespace toitsu::ocr {

namespace {

class LineModels : public testing::Test {
protected:
    void put(const std::string& name, const std::string& bytes) const {
        EXPECT_TRUE(files::writeAtomically(folder_.path() + "/" + name, bytes));
    }
    std::string codeOf() const {
        const auto model = LineModel::load(folder_.path());
        return model ? "loaded" : model.error().code;
    }
    static bool runtime() {
        const char* library = std::getenv("TOITSU_ONNXRUNTIME");
        return library != nullptr && std::filesystem::exists(library);
    }
    // A stripe of eight columns for each of these greys.
    static Picture stripes(const std::vector<int>& greys, int height) {
        cv::Mat mat(height, 8 * static_cast<int>(greys.size()), CV_8UC1);
        for (std::size_t n = 0; n < greys.size(); ++n)
            mat(cv::Rect(8 * static_cast<int>(n), 0, 8, height)).setTo(greys[n]);
        return own(mat);
    }
    files::TemporaryFolder folder_ = *files::TemporaryFolder::make("toitsu-line");
};

}  // namespace

TEST_F(LineModels, TheListOfCharacters) {
    EXPECT_EQ(charactersIn("characters.txt", "あい\n\u3000う"), (std::vector<std::string>{"あ", "い", "\u3000", "う"}));
    const std::string yaml = "model:\n  name: x\n  charset_train: ";
    EXPECT_EQ(charactersIn("a.yaml", yaml + R"("!\"\\あ\u3000\x41")" + "\n"),
              (std::vector<std::string>{"!", "\"", "\\", "あ", "\u3000", "A"}));
    EXPECT_EQ(charactersIn("a.yaml", yaml + "'a''b'\n"), (std::vector<std::string>{"a", "'", "b"}));
    EXPECT_EQ(charactersIn("a.yaml", yaml + "abc\nother: d"), (std::vector<std::string>{"a", "b", "c"}));
    EXPECT_TRUE(charactersIn("a.yaml", yaml + "\"abc").empty()) << "cut off";
    EXPECT_TRUE(charactersIn("a.yaml", "model: 1").empty());
}

TEST_F(LineModels, FoldersThatAreNoModel) {
    EXPECT_EQ(codeOf(), "S035") << "empty";
    put("a.onnx", tiny_model::onnx(24, 256));
    EXPECT_EQ(codeOf(), "S035") << "no list of characters";
}

TEST_F(LineModels, WithoutTheLibraryItIsSaid) {
    const auto model = OnnxModel::load(folder_.path() + "/libonnxruntime.so.1", folder_.path() + "/a.onnx");
    ASSERT_FALSE(model);
    EXPECT_EQ(model.error().code, "S033");
    EXPECT_EQ(model.error().kind, ErrorKind::unavailable);
}

TEST_F(LineModels, AnyOtherLibraryIsNotTaken) {
    const auto model = OnnxModel::load("libz.so.1", folder_.path() + "/a.onnx");
    ASSERT_FALSE(model);
    EXPECT_EQ(model.error().code, "S033");
}

TEST_F(LineModels, ReadsALineStepByStep) {
    if (!runtime()) GTEST_SKIP() << "TOITSU_ONNXRUNTIME does not name the library of ONNX Runtime";
    put("narrow.onnx", tiny_model::onnx(24, 64));
    put("wide.onnx", tiny_model::onnx(24, 256));
    put("characters.txt", "灰黒\n");
    const auto model = LineModel::load(folder_.path());
    ASSERT_TRUE(model) << model.error().text(Language::en);
    const LineText line = model->read(stripes({0, 128, 0, 0, 255, 0, 255, 255}, 24));
    EXPECT_EQ(line.text, "黒灰黒黒") << "white ends it";
    EXPECT_GT(line.certainty, 0.5);
    EXPECT_LT(line.certainty, 0.95) << "grey is the least certain: 1 of 1 + 2e⁻²";
    EXPECT_EQ(model->read(stripes({255, 255, 0, 0, 255, 0, 255, 255}, 24)).text, "");
    // Longer than the narrow model: 16 stripes of 8 × 24, read by the wide one at twice their width.
    EXPECT_EQ(model->read(stripes({0, 0, 0, 0, 0, 0, 0, 0, 128, 0, 255, 255, 255, 255, 255, 255}, 24)).text,
              "黒黒黒黒黒黒黒黒黒黒黒黒黒黒黒黒灰灰黒黒");
    // A line that stands on end is turned to the left: its upper end becomes its left.
    cv::Mat upright;
    cv::rotate(view(stripes({0, 128, 255, 255, 255, 255, 255, 255}, 24)), upright, cv::ROTATE_90_CLOCKWISE);
    EXPECT_EQ(model->read(own(upright)).text, "黒灰");
    EXPECT_EQ(model->version().size(), 12u);
}

TEST_F(LineModels, ModelsThatDoNotFit) {
    if (!runtime()) GTEST_SKIP() << "TOITSU_ONNXRUNTIME does not name the library of ONNX Runtime";
    put("characters.txt", "灰黒白");
    put("a.onnx", tiny_model::onnx(24, 64));
    EXPECT_EQ(codeOf(), "S035") << "a character too many";
    put("characters.txt", "灰黒");
    EXPECT_EQ(codeOf(), "loaded");
    put("a.onnx", tiny_model::onnx(24, 64, 1));
    EXPECT_EQ(codeOf(), "S035") << "one channel";
    put("a.onnx", tiny_model::onnx(24, 64).substr(0, 300));
    EXPECT_EQ(codeOf(), "S035") << "cut off";
    put("a.onnx", "nothing");
    EXPECT_EQ(codeOf(), "S035");
}

}  // namespace toitsu::ocr
