#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <random>
#include <set>

#include "ocr/page.h"
#include "tests/unit/ocr/odd_files.h"

// Every kind of file, broken in every way a network share, a scanner or an attacker breaks files: each one is answered
// with one of the documented errors, or it is still whole and gives pages that are what its header says.

namespace toitsu::ocr {

namespace {

namespace make = scan_files;

struct Sound {
    std::string name, bytes;
};

// Kinds that are rare, for the decoders' other ways.
std::vector<Sound> rareFiles(const cv::Mat& grey, const cv::Mat& rgb) {
    odd_files::JpegKind inks;
    inks.given = JCS_CMYK;
    inks.stored = JCS_YCCK;
    inks.jfif = false;
    inks.adobe = inks.progressive = true;
    cv::Mat four;
    cv::cvtColor(rgb, four, cv::COLOR_RGB2RGBA);
    const auto pick = [&](int x, int y) { return std::vector<unsigned>{grey.at<std::uint8_t>(y, x) / 16u}; };
    const auto colours = [&](int x, int y) {
        const auto p = rgb.at<cv::Vec3b>(y, x);
        return std::vector<unsigned>{p[0] * 257u, p[1] * 257u, p[2] * 257u};
    };
    std::string palette;
    for (int n = 0; n < 16; ++n)
        palette += {static_cast<char>(n * 17), static_cast<char>(n * 16), static_cast<char>(n)};
    const std::string rows = odd_files::pngRows(grey.cols, grey.rows, 4, true, pick);
    odd_files::TiffTags tiles{grey.cols, grey.rows, 16, 3, PHOTOMETRIC_RGB, COMPRESSION_LZW};
    tiles.tile = 64;
    odd_files::TiffTags planes = tiles;
    planes.tile = 0;
    planes.planar = PLANARCONFIG_SEPARATE;
    const auto page = [&](const odd_files::TiffTags& tags) {
        return [&, tags](TIFF* out) { odd_files::writePage(out, tags, colours); };
    };
    return {{"inks.jpg", odd_files::jpeg(four, inks)},
            {"palette.png", make::png(grey.cols, grey.rows, 4, 3, rows, make::chunk("PLTE", palette), 1)},
            {"big.tif", odd_files::tiff("w8", {page(tiles), page(planes), page(tiles)})},
            {"planes.tif", odd_files::tiff("wb", {page(planes), page(tiles)})}};
}

std::vector<Sound> soundFiles() {
    const cv::Mat grey = make::page(310, 220), colour = make::page(310, 220, 3), two = make::bilevel(grey);
    cv::Mat rgb;
    cv::cvtColor(colour, rgb, cv::COLOR_BGR2RGB);
    make::TiffKind strips{COMPRESSION_CCITTFAX4};
    strips.rowsPerStrip = 64;
    std::vector<Sound> files = rareFiles(grey, rgb);
    const std::vector<Sound> usual{
        {"grey.png", make::encoded(".png", grey)},
        {"bits.png", make::encoded(".png", two, {cv::IMWRITE_PNG_BILEVEL, 1})},
        {"grey.jpg", make::encoded(".jpg", grey)},
        {"colour.jpg", make::encoded(".jpg", colour, {cv::IMWRITE_JPEG_RST_INTERVAL, 8})},
        {"progressive.jpg", make::encoded(".jpg", colour, {cv::IMWRITE_JPEG_PROGRESSIVE, 1})},
        {"g4.tif", make::tiff({two, two, two}, strips)},
        {"g3.tif", make::tiff({two}, {COMPRESSION_CCITTFAX3})},
        {"lzw.tif", make::tiff({colour}, {COMPRESSION_LZW, 8})},
        {"deflate.tif", make::tiff({grey}, {COMPRESSION_ADOBE_DEFLATE, 8})},
        {"jpeg.tif", make::tiff({colour, grey}, {COMPRESSION_JPEG, 8})},
        {"lossy.webp", make::encoded(".webp", colour, {cv::IMWRITE_WEBP_QUALITY, 80})},
        {"whole.webp", make::encoded(".webp", colour, {cv::IMWRITE_WEBP_QUALITY, 101})},
        {"scan.pdf", make::pdf({{make::encoded(".jpg", grey), 310, 220, false, 111.6, 79.2, 0, ""}})}};
    files.insert(files.end(), usual.begin(), usual.end());
    return files;
}

struct Broken {
    std::string name, bytes;
    bool mustFail = false;
};

void cut(const Sound& sound, std::vector<Broken>& out) {
    for (const double share : {0.95, 0.7, 0.4, 0.1, 0.02})
        out.push_back({"cut at " + std::to_string(share) + " " + sound.name,
                       sound.bytes.substr(0, static_cast<std::size_t>(share * static_cast<double>(sound.bytes.size()))),
                       true});
}

void flip(const Sound& sound, std::mt19937& random, std::vector<Broken>& out) {
    for (const std::size_t bits : {1u, 1u, 1u, 20u, 300u}) {
        Broken broken{std::to_string(bits) + " bits of " + sound.name, sound.bytes, false};
        for (std::size_t n = 0; n < bits; ++n) {
            auto& byte = broken.bytes[random() % broken.bytes.size()];
            byte = static_cast<char>(byte ^ (1 << random() % 8));
        }
        out.push_back(broken);
    }
}

void overwrite(const Sound& sound, std::mt19937& random, std::vector<Broken>& out) {
    const std::size_t size = sound.bytes.size();
    for (const char with : {'\0', '\xff'}) {
        Broken broken{"a block of " + std::to_string(with) + " in " + sound.name, sound.bytes, false};
        const std::size_t at = size / 4 + random() % (size / 2), length = std::min<std::size_t>(512, size - at);
        broken.bytes.replace(at, length, length, with);
        out.push_back(broken);
        // In the first bytes behind the signature stand the sizes.
        Broken header{"sizes of " + std::to_string(with) + " in " + sound.name, sound.bytes, false};
        header.bytes.replace(16, 8, 8, with);
        out.push_back(header);
    }
    Broken twice{"a hole in " + sound.name, sound.bytes, false};
    twice.bytes.erase(size / 3, size / 5);
    out.push_back(twice);
}

void swapTypes(const std::vector<Sound>& sounds, std::vector<Broken>& out) {
    // The beginning of one kind with the rest of another.
    for (std::size_t n = 0; n < sounds.size(); ++n) {
        const Sound &a = sounds[n], &b = sounds[(n + 5) % sounds.size()];
        out.push_back({a.name + " with the rest of " + b.name, a.bytes.substr(0, 64) + b.bytes.substr(64), false});
    }
    out.push_back({"HTML", "<!DOCTYPE html><html><body>404</body></html>", true});
    out.push_back({"ZIP", std::string("PK\x03\x04\x14\0\0\0", 8) + std::string(200, '\0'), true});
    out.push_back({"zeros", std::string(5000, '\0'), true});
    out.push_back({"one byte", "I", true});
}

// What libraries write to standard error while a scope lasts.
class StandardError {
public:
    explicit StandardError(const std::string& path) : saved_(::dup(2)) {
        const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
        ::dup2(file, 2);
        ::close(file);
    }
    StandardError(const StandardError&) = delete;
    StandardError& operator=(const StandardError&) = delete;
    ~StandardError() {
        ::dup2(saved_, 2);
        ::close(saved_);
    }

private:
    int saved_;
};

const std::set<std::string> kDocumented{"S002", "S003", "S004", "S005", "S006", "S007", "S008", "S012", "S013"};

}  // namespace

TEST(BrokenFiles, EachIsAnsweredWithItsErrorOrIsWhole) {
    const auto folder = files::TemporaryFolder::make("toitsu-broken");
    ASSERT_TRUE(folder);
    const std::vector<Sound> sounds = soundFiles();
    for (const Sound& sound : sounds) {
        const std::string path = folder->path() + "/" + sound.name;
        ASSERT_TRUE(files::writeAtomically(path, sound.bytes));
        ASSERT_TRUE(load(path)) << sound.name << " is to be whole: " << load(path).error().text(Language::en);
    }
    std::mt19937 random(20261122);
    std::vector<Broken> broken;
    for (const Sound& sound : sounds) {
        cut(sound, broken);
        flip(sound, random, broken);
        overwrite(sound, random, broken);
    }
    swapTypes(sounds, broken);
    ASSERT_GE(broken.size(), 200u);
    int refused = 0, whole = 0;
    const std::string messages = folder->path() + "/messages";
    for (const Broken& one : broken) {
        const std::string path = folder->path() + "/broken";
        ASSERT_TRUE(files::writeAtomically(path, one.bytes));
        Result<std::vector<Page>> pages = std::vector<Page>();
        {
            const StandardError captured(messages);
            pages = load(path);
        }
        EXPECT_EQ(*files::read(messages), "") << one.name;
        if (!pages) {
            ++refused;
            EXPECT_TRUE(kDocumented.contains(pages.error().code)) << one.name << ": " << pages.error().code;
            EXPECT_EQ(pages.error().place.file, path) << one.name;
            continue;
        }
        ++whole;
        EXPECT_FALSE(one.mustFail) << one.name;
        EXPECT_FALSE(pages->empty()) << one.name;
        for (const Page& page : *pages) {
            const Picture& p = page.picture;
            ASSERT_TRUE(p.channels == 1 || p.channels == 3) << one.name;
            ASSERT_GT(p.width, 0) << one.name;
            ASSERT_EQ(p.pixels->size(), static_cast<std::size_t>(p.width) * static_cast<std::size_t>(p.height) *
                                            static_cast<std::size_t>(p.channels))
                << one.name;
        }
    }
    // A single flipped bit may hit a resolution or a comment; most damage does not pass.
    EXPECT_GT(refused, whole * 2) << refused << " refused, " << whole << " whole";
}

// --- bombs ---------------------------------------------------------------------------------------------------------

namespace {

class Bombs : public testing::Test {
protected:
    std::string codeOf(const std::string& bytes, const Limits& limits = {}) const {
        const std::string path = folder_.path() + "/bomb";
        EXPECT_TRUE(files::writeAtomically(path, bytes));
        const auto pages = load(path, limits);
        return pages ? "read" : pages.error().code;
    }
    files::TemporaryFolder folder_ = *files::TemporaryFolder::make("toitsu-bombs");
};

}  // namespace

TEST_F(Bombs, CompressedTextAndProfilesAreNotUnpacked) {
    using namespace std::string_literals;
    const std::string zeros = make::deflated(std::string(200u << 20, '\0'));  // 200 MiB in 200 KiB
    const std::string rows = std::string(9, '\0');
    for (const std::string& type : {"zTXt"s, "iCCP"s})
        EXPECT_EQ(codeOf(make::png(8, 1, 8, 0, rows, make::chunk(type, "name\0\0"s + zeros))), "read") << type;
}

TEST_F(Bombs, PixelsBeyondTheLimitAreRefusedByTheHeader) {
    EXPECT_EQ(codeOf(make::png(60000, 60000, 1, 0, "")), "S005");
    EXPECT_EQ(codeOf(make::png(2'000'000'000, 2, 8, 0, "")), "S005");
    std::string jpeg = make::encoded(".jpg", make::page(64, 64));
    const auto frame = jpeg.find("\xff\xc0");
    ASSERT_NE(frame, std::string::npos);
    jpeg.replace(frame + 5, 4, "\xff\xff\xff\xff");
    EXPECT_EQ(codeOf(jpeg), "S005");
    std::string tall = make::encoded(".jpg", make::page(64, 64));
    tall.replace(frame + 5, 2, std::string("\xea\x60", 2));  // 60,000 rows announced, 64 there
    EXPECT_EQ(codeOf(tall), "S004");
    Limits few;
    few.pixels = 1000;
    EXPECT_EQ(codeOf(make::encoded(".webp", make::page(64, 64, 3)), few), "S005");
    EXPECT_EQ(codeOf(make::tiff({make::bilevel(make::page(64, 64))}, {}), few), "S005");
    EXPECT_EQ(codeOf(make::pdf({{"", 0, 0, false, 20000, 20000, 0, ""}})), "S005");
}

TEST_F(Bombs, ThousandsOfTinyPages) {
    const cv::Mat dot(8, 8, CV_8UC1, cv::Scalar(255));
    EXPECT_EQ(codeOf(make::tiff(std::vector<cv::Mat>(2000, dot), {COMPRESSION_NONE, 8})), "S006");
    EXPECT_EQ(codeOf(make::pdf(std::vector<make::PdfSheet>(2000))), "S006");
    Limits little;
    little.totalPixels = 1000;
    EXPECT_EQ(codeOf(make::tiff(std::vector<cv::Mat>(20, dot), {COMPRESSION_NONE, 8}), little), "S013");
    EXPECT_EQ(codeOf(make::pdf(std::vector<make::PdfSheet>(2)), little), "S013");
    Limits held;
    held.heldBytes = 1000;
    EXPECT_EQ(codeOf(make::tiff(std::vector<cv::Mat>(20, dot), {COMPRESSION_NONE, 8}), held), "S013");
}

TEST_F(Bombs, PagesThatLeadInACircle) {
    std::string loop = make::tiff({make::bilevel(make::page(64, 64))}, {});
    // The last four bytes of the only directory lead to the next one: to itself.
    std::uint32_t first = 0;
    std::memcpy(&first, loop.data() + 4, 4);
    std::uint16_t entries = 0;
    std::memcpy(&entries, loop.data() + first, 2);
    std::memcpy(loop.data() + first + 2 + 12u * entries, &first, 4);
    const std::string code = codeOf(loop);
    EXPECT_TRUE(code == "S004" || code == "S006") << code;
}

TEST_F(Bombs, KindsThatNobodyCanRead) {
    std::string lossless = make::encoded(".jpg", make::page(64, 64));
    lossless[lossless.find("\xff\xc0") + 1] = '\xc3';
    EXPECT_EQ(codeOf(lossless), "S012");
    std::string tiff = make::tiff({make::page(64, 64)}, {COMPRESSION_NONE, 8});
    std::uint32_t first = 0;
    std::memcpy(&first, tiff.data() + 4, 4);
    for (std::size_t entry = first + 2; entry + 12 <= tiff.size(); entry += 12)
        if (std::memcmp(tiff.data() + entry, "\x03\x01", 2) == 0) {
            const std::uint16_t jbig = 34661;
            std::memcpy(tiff.data() + entry + 8, &jbig, 2);
            break;
        }
    EXPECT_EQ(codeOf(tiff), "S012");
}

TEST_F(Bombs, ThickFilesTakeTheMemoryOfOnePage) {
    const cv::Mat side = make::bilevel(make::page(2480, 3508));
    const std::string path = folder_.path() + "/thick.tif";
    ASSERT_TRUE(files::writeAtomically(path, make::tiff(std::vector<cv::Mat>(30, side), {})));
    Limits held;
    held.heldBytes = 20u << 20;
    EXPECT_EQ(load(path, held).error().code, "S013");
    auto scan = Scan::open(path, held);
    ASSERT_TRUE(scan);
    ASSERT_EQ(scan->pages(), 30);
    for (const int number : {30, 1, 17}) {
        const auto page = scan->page(number);
        ASSERT_TRUE(page);
        EXPECT_EQ(page->number, number);
        EXPECT_EQ(page->dpi, 300);
    }
}

}  // namespace toitsu::ocr
