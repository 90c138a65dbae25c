// Files from strangers: each broken one gives its documented error and exit code, and the good file beside it is read
// as if nothing had happened.

#include <gtest/gtest.h>

#include "base/files.h"
#include "base/json.h"
#include "tests/e2e/entered_samples.h"
#include "tests/e2e/program.h"

namespace toitsu {
namespace {

struct Broken {
    const char* name;
    const char* code;  // S…
    int exitCode;
};

// A PNG signature and an IHDR chunk (RFC 2083) that promises so many pixels, and nothing after it.
std::string hugePng() {
    std::string png("\x89PNG\r\n\x1a\n", 8);
    png += std::string("\0\0\0\x0dIHDR\0\1\x86\xa0\0\1\x86\xa0\x08\0\0\0\0", 21);  // 100000 × 100000, grey
    png += std::string("\x6b\x2d\x1f\x3a", 4);
    return png + std::string("\0\0\0\0IEND\xae\x42\x60\x82", 12);
}

std::string noise(std::size_t count) {
    std::string bytes;
    unsigned state = 20261122;
    for (std::size_t i = 0; i < count; ++i) {
        state = state * 1664525u + 1013904223u;
        bytes += static_cast<char>(state >> 24);
    }
    return bytes;
}

class BrokenInput : public ::testing::TestWithParam<Broken> {
protected:
    static void SetUpTestSuite() {
        folder = std::make_unique<files::TemporaryFolder>(files::TemporaryFolder::make("toitsu-broken-").value());
        good = e2e::enteredSamples(e2e::source("templates")).value().front().file;
        const std::string whole = files::read(good).value();
        const auto put = [](const std::string& name, std::string_view content) {
            ASSERT_TRUE(files::writeAtomically(folder->path() + "/" + name, content));
        };
        put("empty.png", "");
        put("cut-off.png", std::string_view(whole).substr(0, whole.size() / 2));
        put("noise.png", noise(50'000));
        put("huge.png", hugePng());
        put("letter.png", "この写真はテキストです。\n");
        put("cut-off.pdf", "%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\n");
        const std::string layout = e2e::source("templates/forms/salary-change/layouts/nagano-2024.xml");
        ASSERT_EQ(e2e::toitsu({"form", "blank", layout, "--out", folder->path()}).code, 0);
        const auto sealed = e2e::run({"qpdf", "--encrypt", "reader", "owner", "256", "--",
                                      folder->path() + "/nagano-2024.pdf", folder->path() + "/encrypted.pdf"});
        ASSERT_EQ(sealed.code, 0) << sealed.errors;
    }
    static void TearDownTestSuite() { folder.reset(); }
    static inline std::unique_ptr<files::TemporaryFolder> folder;
    static inline std::string good;
};

TEST_P(BrokenInput, IsNamedAndTheOthersGoOn) {
    const std::string file = folder->path() + "/" + GetParam().name;
    const auto ran = e2e::toitsu({"read", "--library", e2e::source("templates"), file, good});
    EXPECT_EQ(ran.code, GetParam().exitCode) << ran.errors;
    EXPECT_NE(ran.errors.find(file), std::string::npos) << ran.errors;
    EXPECT_NE(ran.errors.find(std::string("error ") + GetParam().code + ":"), std::string::npos) << ran.errors;
    ASSERT_EQ(ran.lines().size(), 1u) << ran.output;
    const Value page = json::parse(ran.lines().front()).value();
    EXPECT_EQ(page["file"], Value(good));
    EXPECT_EQ(page["status"], Value("read"));
}

TEST_P(BrokenInput, LeavesNothingInTheDataFolder) {
    const std::string data = folder->path() + "/data-" + std::string(GetParam().name);
    const auto ran = e2e::toitsu(
        {"intake", "--library", e2e::source("templates"), "--data", data, folder->path() + "/" + GetParam().name});
    EXPECT_EQ(ran.code, GetParam().exitCode) << ran.errors;
    EXPECT_NE(ran.errors.find(GetParam().code), std::string::npos) << ran.errors;
    const auto pages = e2e::toitsu({"page", "list", "--all", "--format", "jsonl", "--data", data});
    EXPECT_EQ(pages.code, 0) << pages.errors;
    EXPECT_TRUE(pages.lines().empty()) << pages.output;
    EXPECT_TRUE(e2e::run({"find", data + "/blobs", "-type", "f"}).lines().empty());
}

INSTANTIATE_TEST_SUITE_P(Files, BrokenInput,
                         ::testing::Values(Broken{"empty.png", "S002", 3}, Broken{"cut-off.png", "S004", 3},
                                           Broken{"noise.png", "S003", 3}, Broken{"huge.png", "S005", 8},
                                           Broken{"letter.png", "S003", 3}, Broken{"cut-off.pdf", "S004", 3},
                                           Broken{"encrypted.pdf", "S008", 3}, Broken{"not-there.png", "S001", 5}),
                         [](const auto& one) {
                             std::string name = one.param.name;
                             for (char& c : name)
                                 if (c == '-' || c == '.') c = '_';
                             return name;
                         });

}  // namespace
}  // namespace toitsu
