# Breaks each rule of architecture.cmake once in a small tree and expects it to say so, at the right line.
#   cmake -D CHECK=tests/architecture.cmake -D WORK=<empty folder> -P tests/architecture_selftest.cmake

cmake_minimum_required(VERSION 3.25)

# A tree that breaks nothing.
function(fresh_tree)
  file(REMOVE_RECURSE "${WORK}")
  foreach(folder IN ITEMS base rules forms ocr workflows backends apps)
    file(WRITE "${WORK}/${folder}/thing.h" "#pragma once\n\nint ${folder}Thing();\n")
  endforeach()
  file(WRITE "${WORK}/ocr/internal/mat.h" "#pragma once\n\n#include <opencv2/core.hpp>\n\ncv::Mat matOf();\n")
  file(WRITE "${WORK}/ocr/thing.cpp" "#include \"ocr/thing.h\"\n\n#include \"forms/thing.h\"\n#include \"ocr/internal/mat.h\"\n")
  file(WRITE "${WORK}/tests/unit/ocr/thing_test.cpp" "#include \"ocr/internal/mat.h\"\n#include \"workflows/thing.h\"\n")
endfunction()

function(check out_result out_text)
  execute_process(COMMAND "${CMAKE_COMMAND}" -D "SOURCE=${WORK}" -P "${CHECK}"
                  RESULT_VARIABLE result OUTPUT_VARIABLE text ERROR_VARIABLE text)
  set(${out_result} "${result}" PARENT_SCOPE)
  set(${out_text} "${text}" PARENT_SCOPE)
endfunction()

fresh_tree()
check(result text)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "a tree without a breach is refused:\n${text}")
endif()

# expect_breach(<file> <content> <what the check must say>): FILE is written into the good tree.
function(expect_breach file content said)
  fresh_tree()
  file(WRITE "${WORK}/${file}" "${content}")
  check(result text)
  if(result EQUAL 0)
    message(FATAL_ERROR "not noticed in ${file}: ${said}")
  endif()
  if(NOT text MATCHES "${said}")
    message(FATAL_ERROR "expected '${said}', and the check says:\n${text}")
  endif()
  message(STATUS "noticed: ${said}")
endfunction()

# Who may know whom: every arrow that design forbids.
foreach(pair IN ITEMS base:rules base:ocr rules:forms rules:workflows forms:workflows forms:ocr ocr:workflows ocr:backends ocr:rules
                      workflows:forms workflows:ocr workflows:backends backends:forms backends:rules backends:ocr base:apps ocr:apps
                      apps:tests)
  string(REPLACE ":" ";" pair "${pair}")
  list(GET pair 0 from)
  list(GET pair 1 to)
  file(MAKE_DIRECTORY "${WORK}/tests")
  expect_breach("${from}/bad.cpp" "// first line\n#include \"${to}/thing.h\"\n" "${from}/bad.cpp:2: ${from} may not know ${to}")
endforeach()

set(once "#pragma once\n")
foreach(name IN ITEMS "cv::Mat picture()" "pugi::xml_node node()" "PGconn* connection()" "sqlite3* open()" "nlohmann::json value()"
                      "tesseract::TessBaseAPI* api()" "Pix* image()" "cairo_t* canvas()" "icu::UnicodeString text()")
  expect_breach("forms/bad.h" "${once}\n${name}\n" "forms/bad.h:3: a public header names a third-party type")
endforeach()
expect_breach("ocr/bad.h" "${once}#include <opencv2/core.hpp>\n" "ocr/bad.h:2: a public header includes a third-party header")
expect_breach("ocr/bad.h" "int unguarded()\n" "ocr/bad.h:1: a header without #pragma once")
expect_breach("apps/bad.cpp" "#include \"ocr/internal/mat.h\"\n" "apps/bad.cpp:1: \"ocr/internal/mat.h\" is private")
foreach(pair IN ITEMS station:cli station:server server:cli)
  string(REPLACE ":" ";" pair "${pair}")
  list(GET pair 0 from)
  list(GET pair 1 to)
  expect_breach("apps/${from}/bad.cpp" "#include \"apps/${to}/thing.h\"\n" "apps/${from}/bad.cpp:1: apps/${from} may not know apps/${to}")
endforeach()
expect_breach("ocr/bad.cpp" "#include \"thin.h\"\n" "ocr/bad.cpp:1: includes \"thin.h\", write the path from the root")
expect_breach("ocr/bad.cpp" "#include \"ocr/gone.h\"\n" "ocr/bad.cpp:1: includes \"ocr/gone.h\", which does not exist")
string(CONCAT word "FIX" "ME")
expect_breach("base/bad.cpp" "\n// ${word} later\n" "base/bad.cpp:2: unfinished work")
string(REPEAT "int x\n" 401 long)
expect_breach("base/bad.cpp" "${long}" "base/bad.cpp:400: 401 lines")

file(REMOVE_RECURSE "${WORK}")
