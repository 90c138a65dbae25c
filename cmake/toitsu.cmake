# One static library per folder, one test program per folder.

add_library(toitsu_options INTERFACE)
target_include_directories(toitsu_options INTERFACE "${PROJECT_SOURCE_DIR}")
target_compile_options(toitsu_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(toitsu_options INTERFACE -Wno-restrict)  # false alarms for "text" + std::string: GCC bug 105651
endif()
if(TOITSU_WERROR)
  target_compile_options(toitsu_options INTERFACE -Werror)
endif()
if(TOITSU_SANITIZE)
  add_compile_options(-fsanitize=${TOITSU_SANITIZE} -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${TOITSU_SANITIZE})
  # The check of an object's type probes memory with system calls that the confined decoder is denied, and then calls every object wrong.
  if(TOITSU_SANITIZE MATCHES "undefined")
    add_compile_options(-fno-sanitize=vptr)
  endif()
  # GCC 12 sees uninitialised memory in its own std::regex when it instruments it.
  target_compile_options(toitsu_options INTERFACE -Wno-maybe-uninitialized)
endif()

find_package(PkgConfig REQUIRED)

# toitsu_library(<folder> [KNOWS <folder>...] [USES <target>...]) – every .cpp under the current folder.
function(toitsu_library folder)
  cmake_parse_arguments(arg "" "" "KNOWS;USES" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS *.cpp)
  add_library(toitsu_${folder} STATIC ${sources})
  target_link_libraries(toitsu_${folder} PRIVATE toitsu_options ${arg_USES})
  foreach(known IN LISTS arg_KNOWS)
    target_link_libraries(toitsu_${folder} PUBLIC toitsu_${known})
  endforeach()
endfunction()

# toitsu_tests(<folder> [KNOWS <library>...] [USES <target>...]) – tests/unit/<folder>/*_test.cpp as one program.
function(toitsu_tests folder)
  cmake_parse_arguments(arg "" "" "KNOWS;USES" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/tests/unit/${folder}/*_test.cpp")
  if(NOT sources)
    return()
  endif()
  add_executable(${folder}_test ${sources})
  target_link_libraries(${folder}_test PRIVATE toitsu_options toitsu_${folder} ${arg_USES} GTest::gtest_main)
  foreach(known IN LISTS arg_KNOWS)
    target_link_libraries(${folder}_test PRIVATE toitsu_${known})
  endforeach()
  target_compile_definitions(${folder}_test PRIVATE
    TOITSU_SOURCE_DIR="${PROJECT_SOURCE_DIR}" TOITSU_SHARED_DIR="${PROJECT_SOURCE_DIR}/../shared")
  gtest_discover_tests(${folder}_test PROPERTIES LABELS unit TIMEOUT 600 DISCOVERY_TIMEOUT 60)
endfunction()

# OpenCV by its single modules: Debian's libopencv-<module>-dev packages bring no CMake or pkg-config file of their own, and
# libopencv-dev, which does, would install ten times as much.
find_path(opencv_include opencv2/core.hpp PATH_SUFFIXES opencv4 REQUIRED)
add_library(toitsu_opencv INTERFACE)
target_include_directories(toitsu_opencv SYSTEM INTERFACE "${opencv_include}")
foreach(module IN ITEMS dnn features2d calib3d imgcodecs imgproc core)
  find_library(opencv_${module} opencv_${module} REQUIRED)
  target_link_libraries(toitsu_opencv INTERFACE "${opencv_${module}}")
endforeach()
