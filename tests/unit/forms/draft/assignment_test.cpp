#include "forms/draft/assignment.h"

#include <algorithm>
#include <random>

#include <gtest/gtest.h>

namespace toitsu::forms {

// 医療機関 would take 医療機関の所在地 (0.9) and leave 所在地 with nothing.
TEST(DraftAssignment, TheSumCountsNotTheBestPair) {
    EXPECT_EQ(bestAssignment({{0.8, 0.9}, {0, 0.7}}), (std::vector<int>{0, 1}));
}

TEST(DraftAssignment, NothingIsTakenThatIsWorthNothing) {
    EXPECT_EQ(bestAssignment({{0, -0.5}, {0.3, 0}, {0.2, 0}}), (std::vector<int>{-1, 0, -1}));
    EXPECT_TRUE(bestAssignment({}).empty());
    EXPECT_EQ(bestAssignment({{}, {}}), (std::vector<int>{-1, -1}));
}

// Against every permutation.
TEST(DraftAssignment, IsTheGreatestSum) {
    std::mt19937 random(4);
    std::uniform_real_distribution<double> any(-0.3, 1);
    for (int round = 0; round < 200; ++round) {
        const std::size_t rows = 1 + round % 5, columns = 1 + (round / 5) % 5;
        std::vector<std::vector<double>> value(rows, std::vector<double>(columns));
        for (auto& row : value)
            for (double& v : row) v = any(random);
        std::vector<std::size_t> order;
        for (std::size_t c = 0; c < std::max(rows, columns); ++c) order.push_back(c);
        double best = 0;
        do {
            double sum = 0;
            for (std::size_t r = 0; r < rows; ++r)
                if (order[r] < columns) sum += std::max(0.0, value[r][order[r]]);
            best = std::max(best, sum);
        } while (std::next_permutation(order.begin(), order.end()));
        const auto given = bestAssignment(value);
        double sum = 0;
        std::vector<int> used;
        for (std::size_t r = 0; r < rows; ++r) {
            if (given[r] < 0) continue;
            sum += value[r][static_cast<std::size_t>(given[r])];
            used.push_back(given[r]);
        }
        std::sort(used.begin(), used.end());
        EXPECT_EQ(std::unique(used.begin(), used.end()), used.end());
        EXPECT_NEAR(sum, best, 1e-9) << "round " << round;
    }
}

}  // namespace toitsu::forms
