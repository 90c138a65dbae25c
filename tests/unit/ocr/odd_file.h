#pragma once

// What the tests of odd files share: a folder, and pictures held against what was drawn.

#include <gtest/gtest.h>

#include "ocr/internal/mat.h"
#include "ocr/page.h"
#include "tests/unit/ocr/odd_files.h"

namespace toitsu::ocr {

class OddFile : public testing::Test {
protected:
    Result<std::vector<Page>> tried(const std::string& bytes) const {
        const std::string path = folder_.path() + "/odd";
        EXPECT_TRUE(files::writeAtomically(path, bytes));
        return load(path);
    }
    std::vector<Page> loaded(const std::string& bytes) const {
        auto pages = tried(bytes);
        EXPECT_TRUE(pages) << pages.error().code << " " << pages.error().text(Language::en);
        return pages ? std::move(*pages) : std::vector<Page>(1);
    }
    std::string codeOf(const std::string& bytes) const {
        const auto pages = tried(bytes);
        return pages ? "read" : pages.error().code;
    }
    // The mean difference of a pixel; as good as infinite when size or channels differ.
    static double difference(const Page& page, const cv::Mat& expected) {
        const cv::Mat seen = view(page.picture);
        if (seen.size() != expected.size() || seen.type() != expected.type()) return 1e9;
        return cv::norm(seen, expected, cv::NORM_L1) / static_cast<double>(expected.total()) / expected.channels();
    }
    files::TemporaryFolder folder_ = *files::TemporaryFolder::make("toitsu-odd");
};

}  // namespace toitsu::ocr
