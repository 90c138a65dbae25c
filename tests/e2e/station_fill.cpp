// toitsu-station-fill FOLDER – a station with much in it, for measurements in the browser (web/tools): FOLDER/data and
// FOLDER/library. Nagano (202011) has WAITING cases that wait for verification, Komoro (202088) ENDED cases.
//   toitsu-station-fill FOLDER [--waiting N] [--ended N] [--scan FILE] [--pages N]
// The cases that wait stand on N pages, all of them that scan, each another file.

#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/unit/station/verify/desk_sample.h"

namespace {

using namespace toitsu;

// Ends where it begins: what it leaves behind is a case to be found.
constexpr const char* kShortFlow = R"(<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d"
  targetNamespace="urn:test" expressionLanguage="https://www.omg.org/spec/DMN/20230324/FEEL/">
  <process id="filed" name="届出" isExecutable="true">
    <startEvent id="s"/><endEvent id="e"/><sequenceFlow id="a" sourceRef="s" targetRef="e"/>
  </process>
</definitions>)";

// Says whose the pages are.
constexpr const char* kLayout =
    R"(<layout xmlns="urn:toitsu:layout:1" form="trial" municipality="202011" id="trial-202011"
  from="2021-04-01">
  <page number="1" paper="A4"><place field="count" box="20 20 30 8" cells="3" written="hand"/></page>
</layout>
)";

bool write(const std::string& path, const std::string& content) {
    std::filesystem::create_directories(std::filesystem::path(path).parent_path());
    return files::writeAtomically(path, content).has_value();
}

int fill(const std::string& folder, int waiting, int ended, const std::string& scan, int pages) {
    if (!write(folder + "/library/forms/trial/form.xml", station::kDeskForm) ||
        !write(folder + "/library/forms/trial/layouts/trial-202011.xml", kLayout) ||
        !write(folder + "/library/flows/trial.bpmn", station::kDeskFlow) ||
        !write(folder + "/library/flows/filed.bpmn", kShortFlow))
        return 1;
    station::DeskStation made(station::withoutSample(), folder + "/data");
    made.now = station::now() - (waiting + ended);
    std::vector<Context> scanned;
    for (int n = 0; !scan.empty() && n < pages; ++n) {
        auto bytes = files::read(scan);
        if (!bytes) return 1;
        *bytes += std::to_string(n);  // behind the picture's end
        const auto blob = made.data.blobs().put(*bytes);
        if (!blob) return 1;
        station::PageRecord page;
        page.sha256 = blob->sha256;
        page.fileName = "scan.jpg";
        page.received = "2026-11-29T09:00:00+09:00";
        page.state = station::PageState::inCase;
        page.reading = Context{{"form", "trial"}, {"layout", "trial-202011"}, {"size", List{1654, 2339}}};
        if (!made.data.pages().save(page)) return 1;
        scanned.push_back(Context{{"page", Context{{"blob", blob->sha256}, {"number", 1}}}});
    }
    for (int n = 0; n < waiting; ++n)
        made.addCase({"count", "name", "account", "total"}, "202011",
                     scanned.empty() ? Context{} : scanned[static_cast<std::size_t>(n) % scanned.size()]);
    if (!made.station->engine().deploy(kShortFlow, "filed.bpmn", made.now)) return 1;
    for (int n = 0; n < ended; ++n) {
        const Context variables{{"form", "trial"}, {"number", std::to_string(n)}};
        if (!made.station->engine().start("filed", "202088", "n" + std::to_string(n), variables, ++made.now)) return 1;
    }
    return write(folder + "/data/desk.json", R"({"default": {"sample_per_mille": 0, "undo_seconds": 0}})") ? 0 : 1;
}

}  // namespace

int main(int count, char** words) {
    int waiting = 10'000, ended = 100'000, pages = 200;
    std::string folder, scan;
    for (int i = 1; i < count; ++i) {
        const bool more = i + 1 < count;
        if (more && std::strcmp(words[i], "--waiting") == 0) {
            waiting = std::atoi(words[++i]);
        } else if (more && std::strcmp(words[i], "--ended") == 0) {
            ended = std::atoi(words[++i]);
        } else if (more && std::strcmp(words[i], "--pages") == 0) {
            pages = std::atoi(words[++i]);
        } else if (more && std::strcmp(words[i], "--scan") == 0) {
            scan = words[++i];
        } else {
            folder = words[i];
        }
    }
    if (folder.empty()) return 2;
    const int status = fill(folder, waiting, ended, scan, pages);
    if (status != 0) std::fputs("the station cannot be filled\n", stderr);
    return status;
}
