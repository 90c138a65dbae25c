#include "ocr/recognizers/signature.h"

#include <gtest/gtest.h>

#include "ocr/internal/engine_pool.h"
#include "ocr/recognizers/seal.h"
#include "ocr/recognizers/text_engine.h"
#include "tests/unit/ocr/option_sheet.h"

namespace toitsu::ocr {

namespace {

struct SignatureSheet : OptionSheet {
    SignatureSheet() : OptionSheet(forms::Mark::check) {
        field.id = "signed";
        field.type = forms::FieldType::signature;
        place.field = field.id;
        place.box = {80, 32, 40, 8};
        place.signature = true;
    }
    Target target() const {
        Target target;
        target.field = &field;
        target.place = &place;
        return target;
    }
    forms::Reading read() const {
        const auto pool = EnginePool::make(TOITSU_SOURCE_DIR "/ocr/weights");
        EXPECT_TRUE(pool);
        const auto loan = (*pool)->borrow();
        return readSignature(target(), seen(), *loan);
    }
    forms::Field field;
    forms::SealPlace place;
};

}  // namespace

TEST(Signature, IsSurelyMissingWhereNothingIsWritten) {
    const auto reading = SignatureSheet().read();
    ASSERT_FALSE(reading.candidates.empty());
    EXPECT_EQ(reading.candidates.front().text, "false");
    EXPECT_FALSE(reading.doubt);
}

TEST(Signature, InkIsForAPerson) {
    SignatureSheet sheet;
    cv::line(sheet.paper, sheet.at(84, 36), sheet.at(104, 37), cv::Scalar::all(0), 6);
    const auto reading = sheet.read();
    EXPECT_EQ(reading.candidates.front().text, "true");
    EXPECT_TRUE(reading.doubt);
}

TEST(Signature, IsNoSeal) {
    const SignatureSheet sheet;
    EXPECT_TRUE(readsSignature(sheet.target()));
    EXPECT_FALSE(readsSeal(sheet.target()));
}

}  // namespace toitsu::ocr
