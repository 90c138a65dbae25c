#include "apps/cli/scan_command.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <sstream>

#include "base/files.h"

namespace toitsu::cli {
namespace {

class ScanCommand : public ::testing::Test {
protected:
    // A scanner that does what the test says, in scanimage's place.
    int run(const std::string& script, int sheets = 0, bool duplex = false) {
        ScanOptions options;
        options.folder = folder_.path() + "/watched";
        options.program = folder_.path() + "/scanner";
        options.sheets = sheets;
        options.duplex = duplex;
        EXPECT_TRUE(files::writeAtomically(options.program, "#!/bin/sh\n" + script));
        ::chmod(options.program.c_str(), 0700);
        Terminal terminal(out_, err_, Language::en);
        scan(options, terminal);
        return terminal.exitStatus();
    }
    files::TemporaryFolder folder_ = files::TemporaryFolder::make("toitsu-scan").value();
    std::ostringstream out_, err_;
};

TEST_F(ScanCommand, ArgumentsAreScanimages) {
    ScanOptions options;
    options.folder = "watched";
    options.device = "test:0";
    options.source = "ADF Duplex";
    options.set = {"swdeskew=yes"};
    const auto words = scanArguments(options, "scanimage", 1'795'000'000'000);
    const std::vector<std::string> expected{"scanimage",
                                            "--device-name",
                                            "test:0",
                                            "--format=tiff",
                                            "--batch=watched/in/scan-2026-11-18T200640-%04d.tiff",
                                            "--batch-print",
                                            "--source=ADF Duplex",
                                            "--resolution=300",
                                            "--swdeskew=yes"};
    EXPECT_EQ(words, expected);
}

TEST_F(ScanCommand, PagesAreCountedAgainstTheSheets) {
    EXPECT_EQ(run("echo a.tiff; echo b.tiff; exit 7\n"), 0) << "an empty feeder is the end";
    EXPECT_NE(out_.str().find("2 pages scanned"), std::string::npos);
    EXPECT_EQ(run("echo a.tiff; echo b.tiff\n", 2), 0);
    EXPECT_EQ(run("echo a.tiff; echo b.tiff\n", 1, true), 0);
    EXPECT_EQ(run("echo a.tiff; echo b.tiff\n", 3), 7);
    EXPECT_NE(err_.str().find("C106"), std::string::npos);
    EXPECT_EQ(run("echo a.tiff; echo b.tiff\n", 2, true), 7);
}

TEST_F(ScanCommand, JamsAndOpenCoversAreTold) {
    EXPECT_EQ(run("echo a.tiff; exit 6\n", 5), 9);
    EXPECT_NE(err_.str().find("jam"), std::string::npos);
    EXPECT_NE(out_.str().find("1 pages scanned"), std::string::npos);
    EXPECT_EQ(run("exit 8\n"), 9);
    EXPECT_NE(err_.str().find("cover"), std::string::npos);
}

TEST_F(ScanCommand, SanesOwnTestDevice) {
    if (::access("/usr/bin/scanimage", X_OK) != 0) GTEST_SKIP() << "sane-utils is not installed";
    ScanOptions options;
    options.folder = folder_.path() + "/watched";
    options.device = "test";
    options.source = "Automatic Document Feeder";
    options.resolution = 20;
    options.sheets = 10;  // as many as its feeder holds
    Terminal terminal(out_, err_, Language::en);
    scan(options, terminal);
    EXPECT_EQ(terminal.exitStatus(), 0) << err_.str();
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(options.folder + "/in"))
        names.push_back(entry.path().filename().string());
    EXPECT_EQ(names.size(), 10u);
    for (const std::string& name : names) EXPECT_EQ(name.substr(name.size() - 5), ".tiff") << name;
}

}  // namespace
}  // namespace toitsu::cli
