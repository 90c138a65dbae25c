#pragma once

// People before a station whose machine can place nothing: what they hand in waits for them.

#include "tests/unit/server/station_people.h"

namespace toitsu::server {

class IntakePeople : public StationPeople {
protected:
    IntakePeople() {
        // The machine cannot place anything: every page waits for a person.
        running->intake().read = [](const ocr::Page& page, const std::string&) {
            ocr::SheetReading sheet;
            sheet.page = page;
            sheet.reading.status = ocr::PageStatus::rejected;
            sheet.reading.code = "S021";
            sheet.reading.reason = {"位置が合いません", "it cannot be placed"};
            return std::vector<ocr::SheetReading>{sheet};
        };
    }

    static std::string textOf(const Value& value) { return value.string() == nullptr ? "" : *value.string(); }
    static std::int64_t numberOf(const Value& value) {
        return value.number() == nullptr ? -1 : value.number()->toInteger().value_or(-1);
    }

    // Of a JPEG: its frame header.
    static std::pair<int, int> jpegSize(const std::string& bytes) {
        const auto at = [&](std::size_t n) { return static_cast<int>(static_cast<unsigned char>(bytes[n])); };
        for (std::size_t n = 2; n + 9 < bytes.size();) {
            if (at(n) != 0xff) return {};
            if (at(n + 1) >= 0xc0 && at(n + 1) <= 0xc2)
                return {at(n + 7) * 256 + at(n + 8), at(n + 5) * 256 + at(n + 6)};
            n += 2 + static_cast<std::size_t>(at(n + 2) * 256 + at(n + 3));
        }
        return {};
    }

    std::string picture(int shade) {
        ocr::Picture page{400, 560, 1,
                          std::make_shared<std::vector<std::uint8_t>>(400u * 560u, static_cast<std::uint8_t>(shade))};
        const std::string path = folder.path() + "/upload.png";
        EXPECT_TRUE(ocr::writePng(page, path));
        return files::read(path).value();
    }

    Response upload(const Browser& browser, const std::string& bytes, const std::string& name,
                    const std::string& batch = {}, const std::string& query = {}) {
        Request request;
        request.method = Method::post;
        request.target = "/api/v1/scans" + query;
        request.headers = {{"host", "localhost:1"},
                           {"cookie", "toitsu_session=" + browser.token},
                           {"x-csrf-token", browser.csrf},
                           {"content-type", "application/octet-stream"},
                           {"x-file-name", name}};
        if (!batch.empty()) request.headers.emplace_back("x-batch", batch);
        auto admitted = server->dispatcher().admit(request);
        if (!admitted) return admitted.error();
        request.body = bytes;
        return server->dispatcher().answer(request);
    }
};

}  // namespace toitsu::server
