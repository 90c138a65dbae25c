#pragma once

// Equality of what stands on a page, wherever it stands in a file.

#include "forms/layout.h"

namespace toitsu::forms {

bool same(const TextPlace& a, const TextPlace& b);
bool same(const ChoicePlace& a, const ChoicePlace& b);
bool same(const SealPlace& a, const SealPlace& b);
bool same(const ImagePlace& a, const ImagePlace& b);
bool same(const BarcodePlace& a, const BarcodePlace& b);
bool same(const FixedPart& a, const FixedPart& b);
bool same(const Printed& a, const Printed& b);
bool same(const PageContent& a, const PageContent& b);

// Takes each thing that `less` holds away from `from` once, where it is there.
void takeAway(PageContent& from, const PageContent& less);

}  // namespace toitsu::forms
