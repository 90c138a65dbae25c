#include "apps/cli/report.h"

#include <map>

#include "apps/cli/report_parts.h"
#include "apps/station/data_folder.h"
#include "apps/station/library_folder.h"
#include "base/files.h"
#include "base/xml.h"
#include "workflows/bpmn/document.h"
#include "workflows/drawing/picture.h"

namespace toitsu::cli {

namespace drawing = workflows::drawing;

namespace {

constexpr int kPictureSize = 1300;

std::string head() {
    return "<!DOCTYPE html>\n<html lang=\"ja\" xmlns=\"http://www.w3.org/1999/xhtml\"><head><meta charset=\"utf-8\"/>"
           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>"
           "<title>統一 – 実演の報告書</title><style>" +
           reportStyle() + "</style></head>\n";
}

// By the processes that a file holds.
Result<std::map<std::string, drawing::Picture>> flowsOf(const std::string& library) {
    std::map<std::string, drawing::Picture> flows;
    for (const std::string& file : station::filesBelow(library + "/flows", ".bpmn")) {
        const auto bytes = files::read(file);
        if (!bytes) return fail(bytes.error());
        const auto flow = workflows::bpmn::Document::parse(*bytes, file);
        if (!flow) return fail(flow.error());
        const drawing::Picture picture = drawing::pictureOf(*flow).picture;
        for (const auto* element : workflows::bpmn::elements(flow->definitions()))
            if (workflows::bpmn::is(*element, "process")) flows.emplace(workflows::bpmn::get(*element, "id"), picture);
    }
    return flows;
}

}  // namespace

Result<void> writeReport(const ReportInput& input) {
    const auto flows = flowsOf(input.library->folder);
    if (!flows) return fail(flows.error());
    if (auto made = files::makeFolders(input.out + "/report"); !made) return made;
    std::string html = head() + "<body><main>\n" + reportSummary(input);
    std::size_t count = 0;
    for (const ScanResult& result : *input.results) {
        const std::string picture = "report/" + result.page.shortId() + ".png";
        if (auto written = writeReportPicture(*input.data, result.page, kPictureSize, input.out + "/" + picture);
            !written)
            return written;
        const auto flow = result.oneCase ? flows->find(result.oneCase->process) : flows->end();
        html += reportScan(result, ++count, picture, flow == flows->end() ? nullptr : &flow->second);
    }
    html += "</main></body></html>\n";
    return files::writeAtomically(input.out + "/report.html", html);
}

std::string number(double value, int digits) {
    const auto decimal = Decimal::fromDouble(value);
    if (!decimal) return "–";
    std::string out = decimal->roundedHalfUp(digits).text();
    // The same number of digits in every row of a column.
    if (digits > 0) {
        if (out.find('.') == std::string::npos) out += '.';
        while (out.size() - out.find('.') - 1 < static_cast<std::size_t>(digits)) out += '0';
    }
    return out;
}

std::string anchor(std::size_t number) {
    return "scan-" + std::to_string(number);
}
std::string text(const Value& value) {
    return value.string() == nullptr ? std::string() : *value.string();
}
double figure(const Value& value) {
    return value.number() == nullptr ? 0 : value.number()->toDouble();
}

std::string verdictBadge(const ScanResult& result) {
    switch (result.verdict) {
        case Verdict::right:
            return "<span class=\"badge right\">正しい</span>";
        case Verdict::waits:
            return "<span class=\"badge waits\">人を待つ</span>";
        case Verdict::wrong:
            return "<span class=\"badge wrong\">誤り</span>";
    }
    return {};
}

}  // namespace toitsu::cli
