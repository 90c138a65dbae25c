#pragma once

// Clerks at a station with much in it: they verify, look at lists and cases, at a steady rate.

#include <string>

namespace toitsu::server {

// `folder`: as toitsu-station-fill leaves it, FOLDER/data and FOLDER/library; its work is used up. Exit status.
// Once alone, and once more beside so many slow clients.
int measureClerks(const std::string& folder, int rate, int seconds, int slow);

}  // namespace toitsu::server
