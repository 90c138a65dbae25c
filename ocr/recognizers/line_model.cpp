#include "ocr/recognizers/line_model.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>

#include <opencv2/imgproc.hpp>

#include "base/files.h"
#include "base/text.h"
#include "base/utf8.h"
#include "ocr/internal/mat.h"

// PARSeq as the National Diet Library ships it reads a line that was stretched to a fixed size; class 0 ends the text,
// class n is the n-th character of its list. Of several models the narrowest that does not squeeze the line is taken.

namespace toitsu::ocr {

namespace {

constexpr double kStandsOnEnd = 1.25;  // height by width

// A YAML scalar in double or single quotes, or plain, from `at` on.
std::string scalar(std::string_view yaml, std::size_t at) {
    while (at < yaml.size() && (yaml[at] == ' ' || yaml[at] == '\t')) ++at;
    if (at >= yaml.size()) return "";
    const char quote = yaml[at];
    std::string out;
    if (quote == '\'') {
        for (++at; at < yaml.size(); ++at) {
            if (yaml[at] == '\'' && yaml.substr(at + 1, 1) != "'") return out;
            if (yaml[at] == '\'') ++at;
            out += yaml[at];
        }
        return "";
    }
    if (quote != '"') return std::string(yaml.substr(at, yaml.find_first_of("\r\n", at) - at));
    for (++at; at < yaml.size() && yaml[at] != '"'; ++at) {
        if (yaml[at] != '\\') {
            out += yaml[at];
            continue;
        }
        const char escape = ++at < yaml.size() ? yaml[at] : '\0';
        const int digits = escape == 'x' ? 2 : escape == 'u' ? 4 : escape == 'U' ? 8 : 0;
        if (digits == 0) {
            out += escape == 't' ? '\t' : escape == 'n' ? '\n' : escape;
            continue;
        }
        const std::string hex(yaml.substr(at + 1, static_cast<std::size_t>(digits)));
        const auto code = static_cast<char32_t>(std::strtoul(hex.c_str(), nullptr, 16));
        out += text::encode(std::u32string(1, code));
        at += static_cast<std::size_t>(digits);
    }
    return at < yaml.size() ? out : "";
}

// A line's row of scores: the likeliest class, and how likely (softmax).
std::pair<std::size_t, double> likeliest(const float* scores, std::size_t classes) {
    const float* most = std::max_element(scores, scores + classes);
    double sum = 0;
    for (std::size_t n = 0; n < classes; ++n) sum += std::exp(static_cast<double>(scores[n] - *most));
    return {static_cast<std::size_t>(most - scores), 1 / sum};
}

}  // namespace

std::vector<std::string> charactersIn(const std::string& file, std::string_view content) {
    std::string all(content);
    if (std::filesystem::path(file).extension() == ".yaml") {
        constexpr std::string_view key = "charset_train:";
        const auto at = content.find(key);
        all = at == std::string_view::npos ? "" : scalar(content, at + key.size());
    } else {
        std::erase(all, '\n');
        std::erase(all, '\r');
    }
    std::vector<std::string> out;
    for (const char32_t c : text::decode(all)) out.push_back(text::encode(std::u32string(1, c)));
    return out;
}

Result<LineModel> LineModel::load(const std::string& folder) {
    const auto unusable = [&](const std::string& ja, const std::string& en) {
        return fail(ErrorKind::input, "S035",
                    {"行認識のモデルを使えません（" + ja + "）。docs/line-model.md を見てください",
                     "the line model cannot be used (" + en + "); see docs/line-model.md"},
                    {folder, 0, 0, 0});
    };
    std::error_code problem;
    std::vector<std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder, problem))
        if (entry.path().extension() == ".onnx") files.push_back(entry.path().string());
    std::sort(files.begin(), files.end());
    if (files.empty()) return unusable("*.onnx がありません", "no *.onnx");
    std::vector<std::string> characters;
    for (const char* name : {"characters.txt", "NDLmoji.yaml"})
        if (const auto content = files::read(folder + "/" + name); content && characters.empty())
            characters = charactersIn(name, *content);
    if (characters.empty())
        return unusable("characters.txt か NDLmoji.yaml がありません", "no characters.txt and no NDLmoji.yaml");
    const char* library = std::getenv("TOITSU_ONNXRUNTIME");
    std::vector<OnnxModel> models;
    for (const std::string& file : files) {
        auto model = OnnxModel::load(library == nullptr ? "" : library, file);
        if (!model) return fail(model.error());
        // One look tells whether the list of characters belongs to it.
        std::vector<float> white(static_cast<std::size_t>(3 * model->height() * model->width()), 1.0F);
        if (model->run(white).classes != characters.size() + 1)
            return unusable("文字の一覧がモデルと合いません", "the list of characters does not fit the model");
        models.push_back(std::move(*model));
    }
    std::sort(models.begin(), models.end(),
              [](const OnnxModel& a, const OnnxModel& b) { return a.width() < b.width(); });
    return LineModel(std::move(models), std::move(characters));
}

LineText LineModel::read(const Picture& line) const {
    if (line.empty()) return {};
    cv::Mat grey = greyOf(line);
    if (grey.rows > kStandsOnEnd * grey.cols) cv::rotate(grey, grey, cv::ROTATE_90_COUNTERCLOCKWISE);
    const OnnxModel* model = &models_.back();
    for (const OnnxModel& m : models_)
        if (static_cast<double>(grey.cols) / grey.rows <= static_cast<double>(m.width()) / m.height()) {
            model = &m;
            break;
        }
    cv::Mat fitted, scaled;
    cv::resize(grey, fitted, {model->width(), model->height()}, 0, 0, cv::INTER_AREA);
    fitted.convertTo(scaled, CV_32F, 1 / 127.5, -1);
    std::vector<float> pixels;
    for (int channel = 0; channel < 3; ++channel)
        pixels.insert(pixels.end(), scaled.ptr<float>(0), scaled.ptr<float>(0) + scaled.total());
    const OnnxModel::Scores scores = model->run(pixels);
    LineText out;
    out.certainty = scores.steps > 0 ? 1 : 0;
    for (std::size_t step = 0; step < scores.steps; ++step) {
        const auto [best, sure] = likeliest(scores.values.data() + step * scores.classes, scores.classes);
        if (best == 0 || best > characters_.size()) break;
        out.text += characters_[best - 1];
        out.certainty = std::min(out.certainty, sure);
    }
    return out;
}

std::string LineModel::version() const {
    return models_.front().version();
}

}  // namespace toitsu::ocr
