#pragma once

// The two processes that peers are measured with: ten service tasks in a row; and a task, a choice of three ways, a
// merge, a fork into three branches of two tasks, a join, a task.

#include <string>

namespace toitsu::bench {

std::string linearProcess();  // process "linear"
std::string branchProcess();  // process "branch"; the choice reads n

}  // namespace toitsu::bench
