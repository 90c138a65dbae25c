#include "forms/draft/blank_space.h"

#include <gtest/gtest.h>

namespace toitsu::forms {

TEST(BlankSpace, TheWidestRectangleBesideWords) {
    const Box free = emptyRectangle({20, 30, 100, 10}, {{22, 33, 15, 3}, {90, 33, 10, 3}});
    EXPECT_NEAR(free.x, 37, 1e-9);
    EXPECT_NEAR(free.right(), 90, 1e-9);
    EXPECT_NEAR(free.height, 10, 1e-9);
}

TEST(BlankSpace, TheWritingAreaKeepsOffTheRulesAndTakesMostOfTheCell) {
    for (const Box& cell : {Box{20, 30, 12, 6}, Box{20, 30, 60, 9}, Box{20, 30, 170, 12}, Box{20, 30, 180, 90}}) {
        const Box place = writingArea(cell);
        EXPECT_GT(place.x, cell.x);
        EXPECT_GT(place.y, cell.y);
        EXPECT_LT(place.right(), cell.right());
        EXPECT_LT(place.bottom(), cell.bottom());
        EXPECT_GE(place.width * place.height, 0.71 * cell.width * cell.height);
    }
}

}  // namespace toitsu::forms
