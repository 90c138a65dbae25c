#include "apps/station/page_pictures.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "apps/station/read_sheet.h"

namespace toitsu::station {

namespace {

constexpr std::size_t kMostPictures = 6;  // some 9 MB each, of A4 at 300 dpi in grey
constexpr std::size_t kMostAbouts = 4096;
constexpr int kMostPixels = 4000;  // of a crop's side
constexpr int kMostWidth = 2400;   // of a page
constexpr int kOutline = 100;      // pixels of a page's width: a digit's box of an A5 sheet is three of them wide
const cv::Scalar kCover = cv::Scalar::all(64);

double numberOf(const Value& value) {
    return value.number() == nullptr ? 0 : value.number()->toDouble();
}

std::string textOf(const Value& value) {
    return value.string() == nullptr ? std::string() : *value.string();
}

// Shares the picture's pixels, which nobody writes to.
cv::Mat matOf(const ocr::Picture& picture) {
    const auto* pixels = picture.pixels->data();
    return {picture.height, picture.width, picture.channels == 3 ? CV_8UC3 : CV_8UC1,
            const_cast<std::uint8_t*>(pixels)};
}

// A little larger than the box: ink goes over its edge, and so does a placing that is not quite right.
std::vector<cv::Point> outline(const Quad& quad, double grow) {
    cv::Point2d middle(0, 0);
    for (const forms::Point& point : quad) middle += cv::Point2d(point.x / 4, point.y / 4);
    std::vector<cv::Point> out;
    for (const forms::Point& point : quad) {
        const cv::Point2d away = cv::Point2d(point.x, point.y) - middle;
        const double length = std::max(1.0, std::hypot(away.x, away.y));
        const cv::Point2d at = middle + away * ((length + grow) / length);
        out.emplace_back(cvRound(at.x), cvRound(at.y));
    }
    return out;
}

cv::Rect2d around(const Quad& quad) {
    cv::Point2d low(quad[0].x, quad[0].y), high = low;
    for (const forms::Point& point : quad) {
        low = {std::min(low.x, point.x), std::min(low.y, point.y)};
        high = {std::max(high.x, point.x), std::max(high.y, point.y)};
    }
    return {low, high};
}

bool overlap(const Quad& a, const std::vector<Quad>& others) {
    return std::any_of(others.begin(), others.end(),
                       [&](const Quad& other) { return (around(a) & around(other)).area() > 0; });
}

// What people may see of a scan: of several sheets on the glass the page's own, and no place that is covered. As large
// as the scan, so that places stand where they stood.
cv::Mat shown(const cv::Mat& scan, const ocr::PixelBox& part, const std::vector<Quad>& covered) {
    const cv::Rect own =
        cv::Rect(cv::Point(part.left, part.top), cv::Point(part.right, part.bottom)) & cv::Rect({}, scan.size());
    const bool whole = part.right <= part.left && part.bottom <= part.top;
    if (whole && covered.empty()) return scan;
    cv::Mat out;
    if (whole) {
        out = scan.clone();
    } else {
        out = cv::Mat(scan.size(), scan.type(), kCover);
        scan(own).copyTo(out(own));
    }
    for (const Quad& place : covered) cv::fillConvexPoly(out, outline(place, 12), kCover, cv::LINE_8);
    return out;
}

Result<std::string> encoded(const cv::Mat& picture, const char* kind, const std::vector<int>& settings) {
    try {
        std::vector<std::uint8_t> bytes;
        if (cv::imencode(kind, picture, bytes, settings)) return std::string(bytes.begin(), bytes.end());
    } catch (const cv::Exception&) {  // told below, like a refusal
    }
    return fail(ErrorKind::internal, "V132", {"画像を作れませんでした", "the picture could not be made"});
}

tl::unexpected<Error> noPlace() {
    return fail(ErrorKind::notFound, "V131", {"この項目には紙の画像がありません", "no paper shows this field"});
}

}  // namespace

// What was placed says by its corners which way the paper lies; a picture of a page that waits stands as somebody
// turned it.
int quartersShown(const PageRecord& record) {
    return record.state == PageState::inCase ? quartersUpright(record.reading) : record.turned;
}

int quartersUpright(const Value& reading) {
    // Along the upper edge of the layout's page, or of its fields where the page's corners are not told.
    double across = 0, down = 0;
    const auto follow = [&](const Quad& quad) {
        across += quad[1].x - quad[0].x;
        down += quad[1].y - quad[0].y;
    };
    if (const auto corners = quadOf(reading["corners"])) {
        follow(*corners);
    } else if (const List* fields = reading["fields"].list()) {
        for (const Value& field : *fields)
            if (const auto quad = quadOf(field["quad"])) follow(*quad);
    }
    if (std::abs(across) >= std::abs(down)) return across < 0 ? 2 : 0;
    return down > 0 ? 3 : 1;
}

forms::Point onScan(const forms::Point& shown, int quarters, int width, int height) {
    switch (quarters & 3) {
        case 1:
            return {shown.y, height - shown.x};
        case 2:
            return {width - shown.x, height - shown.y};
        case 3:
            return {width - shown.y, shown.x};
        default:
            return shown;
    }
}

forms::Point asShown(const forms::Point& scanned, int quarters, int width, int height) {
    switch (quarters & 3) {
        case 1:
            return {height - scanned.y, scanned.x};
        case 2:
            return {width - scanned.x, height - scanned.y};
        case 3:
            return {scanned.y, width - scanned.x};
        default:
            return scanned;
    }
}

Result<std::shared_ptr<const PagePictures::About>> PagePictures::about(const std::string& id) {
    const bool plain = !id.empty() && std::all_of(id.begin(), id.end(), [](char c) {
        return (c >= 'a' && c <= 'f') || (c >= '0' && c <= '9') || c == '-' || c == '.';
    });
    if (!plain || !data_.pages().has(id))
        return fail(ErrorKind::notFound, "C030",
                    {"その番号の画像はありません。toitsu page list で番号を確かめてください",
                     "there is no page of that id; see the ids with: toitsu page list"});
    const forms::Library& library = *library_;
    const auto stamp = data_.pages().stamp(id);  // before it is read: what changes meanwhile is read again
    {
        const std::lock_guard lock(mutex_);
        const auto at = std::find_if(abouts_.begin(), abouts_.end(), [&](const auto& one) { return one.page == id; });
        if (at != abouts_.end() && at->record == stamp && at->library == &library) {
            abouts_.splice(abouts_.begin(), abouts_, at);
            return abouts_.front().about;
        }
        if (at != abouts_.end()) abouts_.erase(at);
    }
    const auto record = data_.pages().find(id);
    if (!record) return fail(record.error());
    auto about = std::make_shared<About>();
    about->state = record->state;
    about->turned = quartersShown(*record);
    if (const List* size = record->reading["size"].list(); size != nullptr && size->size() == 2) {
        about->width = static_cast<int>(numberOf((*size)[0]));
        about->height = static_cast<int>(numberOf((*size)[1]));
    }
    if (const forms::Layout* layout = library.layout(textOf(record->reading["layout"])))
        about->municipality = layout->municipality;
    const List* fields = record->reading["fields"].list();
    about->placed = fields != nullptr && !fields->empty();
    about->secret = secretPlaces(library, record->reading);
    about->earlier = record->covered;
    if (record->sheet > 0) about->part = partOf(*record);
    const std::lock_guard lock(mutex_);
    abouts_.push_front({id, stamp, &library, about});
    if (abouts_.size() > kMostAbouts) abouts_.pop_back();
    return std::shared_ptr<const About>(about);
}

Result<std::shared_ptr<const ocr::Picture>> PagePictures::picture(const std::string& id) {
    const std::lock_guard decoding(decoding_[std::hash<std::string>()(id) % decoding_.size()]);
    {
        const std::lock_guard lock(mutex_);
        for (auto at = pictures_.begin(); at != pictures_.end(); ++at)
            if (at->first == id) {
                pictures_.splice(pictures_.begin(), pictures_, at);
                return pictures_.front().second;
            }
    }
    const auto record = data_.pages().find(id);
    if (!record) return fail(record.error());
    auto original = data_.blobs().read(record->sha256);
    if (!original) return fail(original.error());
    auto scan = ocr::Scan::fromBytes(id, std::move(*original));
    if (!scan) return fail(scan.error());
    auto page = scan->page(record->page);
    if (!page) return fail(page.error());
    auto picture = std::make_shared<const ocr::Picture>(page->picture);
    const std::lock_guard lock(mutex_);
    pictures_.emplace_front(id, picture);
    if (pictures_.size() > kMostPictures) pictures_.pop_back();
    return picture;
}

Result<std::string> PagePictures::crop(const ItemPayload& item, const Wanted& wanted) {
    if (item.page.empty() || item.places.empty()) return noPlace();
    const auto known = about(item.page);
    if (!known) return fail(known.error());
    const auto whole = picture(item.page);
    if (!whole) return fail(whole.error());
    // The axes of the first place: they tell which way is up on the scan.
    const Quad& first = item.places.front();
    const cv::Point2d origin(first[0].x, first[0].y);
    cv::Point2d across(first[1].x - first[0].x, first[1].y - first[0].y);
    const double width = std::hypot(across.x, across.y);
    if (width < 1) return noPlace();
    across *= 1 / width;
    cv::Point2d down(first[3].x - first[0].x, first[3].y - first[0].y);
    const double height = std::hypot(down.x, down.y);
    down = height < 1 ? cv::Point2d(-across.y, across.x) : down * (1 / height);
    double left = 1e9, top = 1e9, right = -1e9, bottom = -1e9;
    for (const Quad& place : item.places)
        for (const forms::Point& point : place) {
            const cv::Point2d at(point.x - origin.x, point.y - origin.y);
            left = std::min(left, at.dot(across));
            right = std::max(right, at.dot(across));
            top = std::min(top, at.dot(down));
            bottom = std::max(bottom, at.dot(down));
        }
    const double margin = std::clamp((bottom - top) * 0.25, 6.0, 60.0);
    left -= margin, right += margin, top -= margin, bottom += margin;
    const double scale = std::min(wanted.scale, kMostPixels / std::max(1.0, std::max(right - left, bottom - top)));
    const cv::Size size(std::max(1, cvRound((right - left) * scale)), std::max(1, cvRound((bottom - top) * scale)));
    const cv::Point2d corner = origin + across * left + down * top;
    const cv::Matx23d toScan(across.x / scale, down.x / scale, corner.x, across.y / scale, down.y / scale, corner.y);
    std::vector<Quad> covered;
    for (const auto& [field, place] : (*known)->secret)
        if (!wanted.uncovered || field != wanted.field) covered.push_back(place);
    // Where an earlier reading saw a number there may be this field now, which is none or has been allowed.
    for (const Quad& place : (*known)->earlier)
        if (!overlap(place, item.places)) covered.push_back(place);
    const cv::Mat source = shown(matOf(**whole), (*known)->part, covered);
    cv::Mat out;
    cv::warpAffine(source, out, toScan, size, cv::INTER_CUBIC | cv::WARP_INVERSE_MAP, cv::BORDER_CONSTANT,
                   cv::Scalar::all(255));
    if (wanted.alone) {
        cv::Mat shown(size, CV_8UC1, cv::Scalar(0));
        for (const Quad& place : item.places) {
            std::vector<cv::Point> points;
            for (const forms::Point& point : place) {
                const cv::Point2d at(point.x - corner.x, point.y - corner.y);
                points.emplace_back(cvRound(at.dot(across) * scale), cvRound(at.dot(down) * scale));
            }
            cv::fillConvexPoly(shown, points, cv::Scalar(255));
        }
        out.setTo(cv::Scalar::all(255), shown == 0);
    }
    return encoded(out, ".png", {cv::IMWRITE_PNG_COMPRESSION, 3});
}

Result<std::string> PagePictures::page(const std::string& id, int width, Detail detail) {
    const auto known = about(id);
    if (!known) return fail(known.error());
    const auto whole = picture(id);
    if (!whole) return fail(whole.error());
    std::vector<Quad> covered;
    if (detail != Detail::everything) {
        covered = (*known)->earlier;
        for (const auto& [field, place] : (*known)->secret) covered.push_back(place);
    }
    cv::Mat source = shown(matOf(**whole), (*known)->part, covered);
    if ((*known)->turned != 0) {
        static constexpr std::array<int, 4> kTurns{0, cv::ROTATE_90_CLOCKWISE, cv::ROTATE_180,
                                                   cv::ROTATE_90_COUNTERCLOCKWISE};
        cv::Mat turned;
        cv::rotate(source, turned, kTurns[static_cast<std::size_t>((*known)->turned)]);
        source = turned;
    }
    const int wide = std::clamp(width, 1, std::min(kMostWidth, source.cols));
    const auto scaled = [&](int to) {
        return cv::Size(to, std::max(1, cvRound(static_cast<double>(source.rows) * to / source.cols)));
    };
    cv::Mat out = source;
    if (detail == Detail::outline && wide > kOutline) {
        cv::Mat coarse;
        cv::resize(source, coarse, scaled(kOutline), 0, 0, cv::INTER_AREA);
        cv::resize(coarse, out, scaled(wide), 0, 0, cv::INTER_CUBIC);
    } else if (wide != source.cols) {
        cv::resize(source, out, scaled(wide), 0, 0, cv::INTER_AREA);
    }
    return encoded(out, ".jpg", {cv::IMWRITE_JPEG_QUALITY, 85});
}

}  // namespace toitsu::station
