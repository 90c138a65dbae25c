// toitsu-station-fill FOLDER – a station with much in it, for measurements in the browser (web/tools): FOLDER/data and
// FOLDER/library. Nagano (202011) has WAITING cases that wait for verification, Komoro (202088) ENDED cases.
//   toitsu-station-fill FOLDER [--waiting N] [--ended N] [--scan FILE]

#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string>

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

bool write(const std::string& path, const std::string& content) {
    std::filesystem::create_directories(std::filesystem::path(path).parent_path());
    return files::writeAtomically(path, content).has_value();
}

int fill(const std::string& folder, int waiting, int ended, const std::string& scan) {
    if (!write(folder + "/library/forms/trial/form.xml", station::kDeskForm) ||
        !write(folder + "/library/flows/trial.bpmn", station::kDeskFlow) ||
        !write(folder + "/library/flows/filed.bpmn", kShortFlow))
        return 1;
    station::DeskStation made(station::withoutSample(), folder + "/data");
    made.now = station::now() - (waiting + ended);
    Context more;
    if (!scan.empty()) {
        const auto bytes = files::read(scan);
        if (!bytes) return 1;
        const auto blob = made.data.blobs().put(*bytes);
        if (!blob) return 1;
        more.put("page", Context{{"blob", blob->sha256}, {"number", 1}});
        station::PageRecord page;  // one for all of them
        page.sha256 = blob->sha256;
        page.fileName = "scan.jpg";
        page.received = "2026-11-29T09:00:00+09:00";
        page.state = station::PageState::inCase;
        page.reading = Context{{"size", List{1654, 2339}}};
        if (!made.data.pages().save(page)) return 1;
    }
    for (int n = 0; n < waiting; ++n) made.addCase({"count", "name", "account", "total"}, "202011", more);
    if (!made.station->engine().deploy(kShortFlow, "filed.bpmn", made.now)) return 1;
    for (int n = 0; n < ended; ++n) {
        const Context variables{{"form", "trial"}, {"number", std::to_string(n)}};
        if (!made.station->engine().start("filed", "202088", "n" + std::to_string(n), variables, ++made.now)) return 1;
    }
    return write(folder + "/data/desk.json", R"({"default": {"sample_per_mille": 0, "undo_seconds": 0}})") ? 0 : 1;
}

}  // namespace

int main(int count, char** words) {
    int waiting = 10'000, ended = 100'000;
    std::string folder, scan;
    for (int i = 1; i < count; ++i) {
        const bool more = i + 1 < count;
        if (more && std::strcmp(words[i], "--waiting") == 0) {
            waiting = std::atoi(words[++i]);
        } else if (more && std::strcmp(words[i], "--ended") == 0) {
            ended = std::atoi(words[++i]);
        } else if (more && std::strcmp(words[i], "--scan") == 0) {
            scan = words[++i];
        } else {
            folder = words[i];
        }
    }
    if (folder.empty()) return 2;
    const int status = fill(folder, waiting, ended, scan);
    if (status != 0) std::fputs("the station cannot be filled\n", stderr);
    return status;
}
