#pragma once

// The preview of a layout as one HTML file: nothing is fetched from anywhere, so it opens on a machine without a
// network.

#include <optional>
#include <string>

#include "apps/authoring/template_files.h"
#include "base/result.h"

namespace toitsu::cli {

// What stands between <main> and </main>: pages with their boxes, findings beside them, the table of fields. Without a
// layout only the findings, with the lines of the file they point to. F301–F304 when a page cannot be drawn.
Result<std::string> previewPages(const authoring::LoadedLayout& loaded, Language language);
std::string previewFindings(const forms::Findings& findings, const std::string& file, Language language);

// The whole file. `live`: it listens to /events and takes over what comes from there.
std::string previewHtml(const std::string& title, const std::string& findings, const std::string& pages,
                        Language language, bool live);

std::string previewStyle();
std::string previewScript(Language language, bool live);

}  // namespace toitsu::cli
