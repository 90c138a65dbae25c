#pragma once

// Files that are made to hurt whoever opens them, small here and large there. Some with what becomes of them.

#include <string>
#include <vector>

#include "tests/unit/ocr/odd_files.h"

namespace toitsu::e2e {

struct Bomb {
    std::string name;
    std::string bytes;
    std::string code = "";  // what it is refused with; "": a page, or any documented reason
};

using ocr::odd_files::pdfOf;
using ocr::odd_files::stream;

// One page with this content, and objects from number 5 on.
inline std::string pdfPage(const std::string& content, const std::string& resources = "",
                           const std::vector<std::string>& more = {}, const std::string& box = "0 0 595 842") {
    std::vector<std::string> objects{
        "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[" + box + "]/Contents 4 0 R/Resources<<" + resources + ">>>>", content};
    objects.insert(objects.end(), more.begin(), more.end());
    return pdfOf(objects);
}

inline std::vector<Bomb> pictureBombs() {
    namespace make = ocr::scan_files;
    using namespace std::string_literals;
    std::vector<Bomb> bombs;
    bombs.push_back({"png, two thousand million pixels wide", make::png(2'000'000'000, 2, 8, 0, "")});
    bombs.push_back(
        {"png, 20,000 x 20,000 zeros", make::png(20'000, 20'000, 1, 0, std::string(2501u * 20'000u, '\0'))});
    bombs.push_back(
        {"png, all that is allowed, in colour", make::png(7000, 8000, 8, 2, std::string(21'001u * 8000u, '\0'))});
    bombs.push_back({"png, 200 MB of text",
                     make::png(8, 8, 8, 0, std::string(72, '\0'),
                               make::chunk("zTXt", "a\0\0"s + make::deflated(std::string(200u << 20, '\0'))))});
    bombs.push_back({"png, more rows packed than there are", make::png(8, 8, 8, 0, std::string(100u << 20, '\0'))});
    std::string jpeg = make::encoded(".jpg", make::page(64, 64));
    const std::size_t frame = jpeg.find("\xff\xc0");
    std::string wide = jpeg, tall = jpeg;
    wide.replace(frame + 5, 4, "\xff\xff\xff\xff");
    tall.replace(frame + 5, 2, "\xea\x60");
    bombs.push_back({"jpeg, 65,535 x 65,535", wide});
    bombs.push_back({"jpeg, 60,000 rows announced", tall});
    std::string scans = jpeg.substr(0, jpeg.size() - 2);
    const std::size_t scan = jpeg.find("\xff\xda");
    for (int n = 0; n < 3000; ++n) scans += jpeg.substr(scan, jpeg.size() - 2 - scan);
    bombs.push_back({"jpeg, 3,000 scans", scans});
    const cv::Mat dot(8, 8, CV_8UC1, cv::Scalar(255));
    bombs.push_back({"tiff, 2,000 pages", make::tiff(std::vector<cv::Mat>(2000, dot), {COMPRESSION_NONE, 8})});
    std::string loop = make::tiff({make::bilevel(make::page(64, 64))}, {});
    std::uint32_t first = 0;
    std::uint16_t entries = 0;
    std::memcpy(&first, loop.data() + 4, 4);
    std::memcpy(&entries, loop.data() + first, 2);
    std::string vast = loop;
    std::memcpy(loop.data() + first + 2 + 12u * entries, &first, 4);
    bombs.push_back({"tiff, a circle of pages", loop});
    for (std::size_t entry = first + 2; entry < first + 2 + 12u * entries; entry += 12) {
        std::uint16_t tag = 0;
        std::memcpy(&tag, vast.data() + entry, 2);
        if (tag == TIFFTAG_IMAGEWIDTH || tag == TIFFTAG_IMAGELENGTH) {
            const std::uint16_t type = 4;
            const std::uint32_t side = 60'000;
            std::memcpy(vast.data() + entry + 2, &type, 2);
            std::memcpy(vast.data() + entry + 8, &side, 4);
        }
    }
    bombs.push_back({"tiff, 60,000 x 60,000", vast});
    bombs.push_back({"tiff, 4 GB of pages by one offset", "II*\0\xff\xff\xff\xff"s + std::string(40, '\xff')});
    bombs.push_back(
        {"webp, 16,383 x 16,383", "RIFF\x20\0\0\0WEBPVP8L\x14\0\0\0\x2f\xff\xff\xff\x0f"s + std::string(16, '\0')});
    bombs.push_back({"webp, an animation",
                     "RIFF\x2a\0\0\0WEBPVP8X\x0a\0\0\0\x02\0\0\0\xff\xff\xff\xff\xff\xff"s + std::string(12, '\0')});
    const std::string whole = make::encoded(".png", make::page(800, 1000));
    for (const std::size_t kept :
         {std::size_t{1}, std::size_t{8}, std::size_t{30}, whole.size() / 2, whole.size() - 13})
        bombs.push_back({"png, cut off after " + std::to_string(kept), whole.substr(0, kept)});
    for (const std::string& other :
         {"PK\3\4"s + std::string(100, '\0'), "<html><script>alert(1)</script></html>"s,
          "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"s, "MZ\x90"s + std::string(60, '\0'),
          "GIF89a"s + std::string(60, '\xff'), "#!/bin/sh\nrm -rf /\n"s, std::string(1u << 20, '\0')})
        bombs.push_back({"no picture: " + other.substr(0, 5), other});
    return bombs;
}

inline std::vector<Bomb> documentBombs() {
    namespace make = ocr::scan_files;
    using namespace std::string_literals;
    std::vector<Bomb> bombs;
    std::vector<std::string> many{"<</Type/Catalog/Pages 2 0 R>>", ""};
    std::string kids;
    for (int n = 3; n < 100'003; ++n) {
        kids += std::to_string(n) + " 0 R ";
        many.emplace_back("<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>");
    }
    many[1] = "<</Type/Pages/Kids[" + kids + "]/Count 100000>>";
    bombs.push_back({"pdf, 100,000 pages", pdfOf(many)});
    bombs.push_back({"pdf, a count that lies",
                     pdfOf({"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 2147483647>>",
                            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"})});
    bombs.push_back({"pdf, pages within themselves",
                     pdfOf({"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"})});
    bombs.push_back({"pdf, a form within itself",
                     pdfPage(stream("", "/F Do"), "/XObject<</F 5 0 R>>",
                             {stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 5 0 R>>>>",
                                     "/F Do /F Do")})});
    std::vector<std::string> laughs;  // each draws the next ten times
    for (int n = 5; n < 14; ++n) {
        const std::string next = std::to_string(n + 1);
        std::string draws;
        for (int k = 0; k < 10; ++k) draws += "/F Do ";
        laughs.push_back(
            stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F " + next + " 0 R>>>>", draws));
    }
    laughs.push_back(stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]", "0 0 m 9 9 l S"));
    bombs.push_back(
        {"pdf, a thousand million lines", pdfPage(stream("", "/F Do"), "/XObject<</F 5 0 R>>", laughs), "S016"});
    bombs.push_back({"pdf, nested 100,000 deep",
                     pdfPage(stream("", ""), "/X " + std::string(100'000, '[') + std::string(100'000, ']'))});
    bombs.push_back({"pdf, dictionaries nested", pdfPage(stream("", ""), [] {
                         std::string deep;
                         for (int n = 0; n < 50'000; ++n) deep += "/X<<";
                         for (int n = 0; n < 50'000; ++n) deep += ">>";
                         return deep;
                     }())});
    std::string flate = std::string(300u << 20, ' ');
    for (int round = 0; round < 2; ++round) flate = make::deflated(flate);  // 300 MB in less than a kilobyte
    bombs.push_back({"pdf, flate twice", pdfPage(stream("/Filter[/FlateDecode/FlateDecode]", flate))});
    bombs.push_back(
        {"pdf, pages packed in a flate bomb",
         pdfOf({"<</Type/Catalog/Pages 3 0 R>>",
                stream("/Type/ObjStm/N 1000000/First 200000000/Filter[/FlateDecode/FlateDecode]", flate)})});
    const auto image = [&](const std::string& filter, const std::string& bytes, const std::string& sides) {
        return pdfPage(stream("", "q 595 0 0 842 0 0 cm /I Do Q"), "/XObject<</I 5 0 R>>",
                       {stream("/Type/XObject/Subtype/Image" + sides +
                                   "/BitsPerComponent 1/ColorSpace/DeviceGray/Filter/" + filter,
                               bytes)});
    };
    const std::string vast = "/Width 100000/Height 100000", a4 = "/Width 2480/Height 3508";
    bombs.push_back({"pdf, JBIG2 of nothing", image("JBIG2Decode", std::string(50, '\xff'), a4)});
    // A segment of a page of 65,535 x 65,535, and a generic region as large.
    bombs.push_back({"pdf, JBIG2 as large as it says",
                     image("JBIG2Decode",
                           "\0\0\0\0\x30\0\1\0\0\0\x13\0\0\xff\xff\0\0\xff\xff\0\0\0\0\0\0\0\0\0\0\0"s +
                               "\0\0\0\1\x26\0\1\0\0\0\x12\0\0\xff\xff\0\0\xff\xff\0\0\0\0\0\0\0\0\0\0"s,
                           vast)});
    bombs.push_back(
        {"pdf, JPEG 2000 of nothing", image("JPXDecode", "\0\0\0\x0cjP  \r\n\x87\n"s + std::string(60, '\xff'), a4)});
    // SIZ: 2^31 wide and high in one tile.
    bombs.push_back(
        {"pdf, JPEG 2000 as large as it says",
         image(
             "JPXDecode",
             "\xff\x4f\xff\x51\0\x29\0\0\x7f\xff\xff\xff\x7f\xff\xff\xff\0\0\0\0\0\0\0\0\x7f\xff\xff\xff\x7f\xff\xff\xff\0\0\0\0\0\0\0\0\0\1\7\1\1"s,
             a4)});
    bombs.push_back({"pdf, G4 as large as it says", image("CCITTFaxDecode", std::string(100, '\0'),
                                                          vast + "/DecodeParms<</K -1/Columns 100000/Rows 100000>>")});
    bombs.push_back({"pdf, a sheet of a kilometre", pdfPage(stream("", ""), "", {}, "0 0 2800000 2800000")});
    bombs.push_back({"pdf, a sheet of nothing", pdfPage(stream("", ""), "", {}, "0 0 0 0")});
    bombs.push_back(
        {"pdf, JavaScript and a file in it",
         pdfOf({"<</Type/Catalog/Pages 2 0 "
                "R/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>/Names<</EmbeddedFiles<</Names[(x.exe)<</Type/"
                "Filespec/F(/etc/passwd)>>]>>>>>>",
                "<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"})});
    bombs.push_back(
        {"pdf, an xref that leads to itself", "%PDF-1.5\ntrailer<</Prev 9/Size 1/Root 1 0 R>>\nstartxref\n9\n%%EOF\n"});
    const std::string whole = pdfPage(stream("", "0 0 m 9 9 l S"));
    for (const std::size_t kept : {std::size_t{5}, whole.size() / 2, whole.size() - 40})
        bombs.push_back({"pdf, cut off after " + std::to_string(kept), whole.substr(0, kept)});
    return bombs;
}

}  // namespace toitsu::e2e
