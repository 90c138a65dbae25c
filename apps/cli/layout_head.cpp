#include "apps/cli/layout_head.h"

#include "forms/check_digits.h"
#include "forms/findings.h"
#include "forms/form_parser.h"

namespace toitsu::cli {

std::optional<Error> wrongLayoutId(const std::string& id) {
    if (forms::validId(id, false)) return std::nullopt;
    return Error{
        ErrorKind::usage,
        "C170",
        {"--id の「" + forms::shown(id) +
             "」は id にできません。英小文字で始め、英小文字・数字・ハイフンで書いてください（例 komoro-2026）",
         "--id \"" + forms::shown(id) +
             "\" cannot be an id; use a–z, 0–9 and '-', beginning with a letter, as in komoro-2026"},
        {}};
}

std::optional<Error> wrongMunicipality(const std::string& code) {
    if (forms::validMunicipalityCode(code)) return std::nullopt;
    return Error{
        ErrorKind::usage,
        "C160",
        {"--municipality は6桁の全国地方公共団体コードです（6桁でないか、検査数字が合いません）。例 202011",
         "--municipality is a six-digit 全国地方公共団体コード (not six digits, or the check digit is wrong), as "
         "in 202011"},
        {}};
}

}  // namespace toitsu::cli
