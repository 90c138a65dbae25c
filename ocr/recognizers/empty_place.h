#pragma once

// Inside ocr only: a text place on which nothing was written.

#include <string>

#include "base/result.h"
#include "forms/reading.h"
#include "ocr/recognizers/sheet.h"

namespace toitsu::ocr {

constexpr double kEmptyInkMm2 = 0.25;  // less new ink than this is dust

bool isEmpty(const Sheet& sheet, const Box& box);

// Whether red ink stands on a place whose other ink says nothing: a red pen, or a seal. Red is dropped before reading,
// so without this such writing would pass as empty.
bool hasRedInk(const Sheet& sheet, const Box& box);
extern const Wording kRedInk;  // why a person looks then

// Empty for sure, or – when there is a trace that may be a pencil – for a person.
forms::Reading emptyPlace(const Sheet& sheet, const Box& box, const std::string& version);

}  // namespace toitsu::ocr
