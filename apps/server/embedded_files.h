#pragma once

// The files of web/dist inside this program, put there by cmake/embed.cmake; none when there was no web/dist.

#include <string_view>
#include <vector>

namespace toitsu::server {

struct EmbeddedFile {
    std::string_view name, content;  // "assets/index-Bx3fK2_a.js.br"
};

const std::vector<EmbeddedFile>& embeddedFiles();

}  // namespace toitsu::server
