# The rules that a compiler does not enforce: who may include whom, what a public header may name, how long a file is.
#   cmake -D SOURCE=<repository> -P tests/architecture.cmake
# Every breach is listed as file:line; one is enough to fail. tests/architecture_selftest.cmake breaks each rule once.

cmake_minimum_required(VERSION 3.25)

# folder → folders of ours that it may include (docs/decisions.md, "Who may know whom"). tests may know everyone.
set(folders base rules forms ocr workflows backends apps tests)
set(knows_base base)
set(knows_rules rules base)
set(knows_forms forms rules base)
set(knows_ocr ocr forms base)
set(knows_workflows workflows rules base)
set(knows_backends backends workflows base)
set(knows_apps ${folders})  # within it: station ← authoring ← server ← cli
list(REMOVE_ITEM knows_apps tests)
set(knows_tests ${folders})

# What a public header may neither include nor name. Private headers stand in internal/ or recognizers/, or are
# listed; only their own folder and tests may include them.
set(foreignHeaders "opencv2/|pugixml|sqlite3|libpq|nlohmann/|tesseract/|leptonica/|cairo|pango/|unicode/|openssl/|CLI/|tiff|zlib|jpeglib|png\\.h|webp/|ZXing/|qpdf/|seccomp|boost/|sodium")
set(foreignNames "cv::|pugi::|(^|[^A-Za-z0-9_/])sqlite3(_stmt)?([^A-Za-z0-9_]|$)|PGconn|PGresult|nlohmann::|tesseract::|(^|[^A-Za-z0-9_])Pix([^A-Za-z0-9_]|$)|cairo_[a-z_]*t([^A-Za-z0-9_]|$)|PangoLayout|icu::|EVP_|ZXing::|QPDF|boost::|(^|[^A-Za-z0-9_:])(beast|asio)::")
set(private
  "/internal/|^ocr/recognizers/|^tests/"
  # RAII around a library's handle, which is declared and never defined here; nobody outside the folder may include them.
  "^forms/(blank_(canvas|page|png)|page_surface)\\.h$")
list(JOIN private "|" private)

set(longest 400)
# Words of unfinished work; written in two pieces so that this file may stand among those it reads.
string(CONCAT unfinished "(^|[^A-Za-z0-9_])(TO" "DO|FIX" "ME|XX" "X|HA" "CK)([^A-Za-z0-9_]|$)")

set(breaches "")
set(counted 0)

macro(breach place text)
  list(APPEND breaches "${place}: ${text}")
endmacro()

# Lines as a list. Semicolons and brackets, which lists understand otherwise, become other characters; no rule needs them.
function(read_lines path out)
  file(READ "${path}" text)
  string(REGEX REPLACE "[][;\\]" " " text "${text}")
  string(REPLACE "\n" ";" lines "${text}")
  set(${out} "${lines}" PARENT_SCOPE)
endfunction()

foreach(folder IN LISTS folders)
  file(GLOB_RECURSE files RELATIVE "${SOURCE}" "${SOURCE}/${folder}/*.h" "${SOURCE}/${folder}/*.cpp" "${SOURCE}/${folder}/*.sh"
       "${SOURCE}/${folder}/*.cmake" "${SOURCE}/${folder}/CMakeLists.txt")
  foreach(file IN LISTS files)
    math(EXPR counted "${counted} + 1")
    read_lines("${SOURCE}/${file}" lines)
    set(public FALSE)
    if(file MATCHES "\\.h$")
      set(once FALSE)
      if(NOT file MATCHES "${private}")
        set(public TRUE)
      endif()
    endif()
    set(number 0)
    foreach(line IN LISTS lines)
      math(EXPR number "${number} + 1")
      if(line MATCHES "^[ \t]*#[ \t]*include[ \t]+\"([^\"]+)\"")
        set(included "${CMAKE_MATCH_1}")
        get_filename_component(beside "${file}" DIRECTORY)
        if(folder STREQUAL "tests" AND EXISTS "${SOURCE}/${beside}/${included}")
          # A test may name a file beside it.
        elseif(NOT included MATCHES "^([a-z]+)/")
          breach("${file}:${number}" "includes \"${included}\", write the path from the root")
        elseif(CMAKE_MATCH_1 IN_LIST folders AND NOT CMAKE_MATCH_1 IN_LIST knows_${folder})
          breach("${file}:${number}" "${folder} may not know ${CMAKE_MATCH_1} (\"${included}\")")
        elseif(file MATCHES "^apps/station/" AND included MATCHES "^apps/(cli|server|authoring)/")
          breach("${file}:${number}" "apps/station may not know apps/${CMAKE_MATCH_1}")
        elseif(file MATCHES "^apps/authoring/" AND included MATCHES "^apps/(cli|server)/")
          breach("${file}:${number}" "apps/authoring may not know apps/${CMAKE_MATCH_1}")
        elseif(file MATCHES "^apps/server/" AND included MATCHES "^apps/(cli)/")
          breach("${file}:${number}" "apps/server may not know apps/${CMAKE_MATCH_1}")
        elseif(NOT EXISTS "${SOURCE}/${included}")
          breach("${file}:${number}" "includes \"${included}\", which does not exist")
        elseif(included MATCHES "${private}" AND NOT included MATCHES "^(${folder}|tests)/" AND NOT folder STREQUAL "tests")
          breach("${file}:${number}" "\"${included}\" is private to its folder")
        endif()
      elseif(public AND line MATCHES "^[ \t]*#[ \t]*include[ \t]+<(${foreignHeaders})")
        breach("${file}:${number}" "a public header includes a third-party header: ${line}")
      endif()
      if(public)
        string(REGEX REPLACE "//.*$|\"[^\"]*\"" "" code "${line}")
        if(code MATCHES "${foreignNames}")
          breach("${file}:${number}" "a public header names a third-party type: ${line}")
        endif()
      endif()
      if(line MATCHES "^#pragma once")
        set(once TRUE)
      endif()
      if(line MATCHES "${unfinished}")
        breach("${file}:${number}" "unfinished work is not kept in a source, finish it or write an issue")
      endif()
    endforeach()
    # The last piece after the final line break is no line.
    math(EXPR number "${number} - 1")
    if(number GREATER longest AND file MATCHES "\\.(h|cpp)$")
      breach("${file}:${longest}" "${number} lines, and a file has at most ${longest}")
    endif()
    if(file MATCHES "\\.h$" AND NOT once)
      breach("${file}:1" "a header without #pragma once")
    endif()
  endforeach()
endforeach()

if(counted EQUAL 0)
  message(FATAL_ERROR "no sources under '${SOURCE}': call it with -D SOURCE=<repository>")
endif()
if(breaches)
  list(LENGTH breaches many)
  list(JOIN breaches "\n  " text)
  message(FATAL_ERROR "architecture: ${many} breaches\n  ${text}")
endif()
message(STATUS "architecture: ${counted} files, no breach")
