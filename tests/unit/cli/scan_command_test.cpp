#include "apps/cli/scan_command.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <sstream>

#include "base/files.h"
#include "ocr/page.h"

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
    // SANE's own, ten sheets in its feeder.
    ScanOptions testDevice() const {
        ScanOptions options;
        options.folder = folder_.path() + "/watched";
        options.device = "test";
        options.source = "Automatic Document Feeder";
        options.resolution = 20;
        options.sheets = 10;
        return options;
    }
    std::vector<std::string> arrived() const {
        std::vector<std::string> names;
        for (const auto& entry : std::filesystem::directory_iterator(folder_.path() + "/watched/in"))
            names.push_back(entry.path().filename().string());
        return names;
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
    const auto words = scanArguments(options, "scanimage", "watched/in/" + stackName(1'795'000'000'000) + "-");
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
    ScanOptions options = testDevice();
    Terminal terminal(out_, err_, Language::en);
    scan(options, terminal);
    EXPECT_EQ(terminal.exitStatus(), 0) << err_.str();
    const auto names = arrived();
    EXPECT_EQ(names.size(), 10u);
    for (const std::string& name : names) EXPECT_EQ(name.substr(name.size() - 5), ".tiff") << name;
}

TEST_F(ScanCommand, AStackIsOneFile) {
    if (::access("/usr/bin/scanimage", X_OK) != 0) GTEST_SKIP() << "sane-utils is not installed";
    ScanOptions options = testDevice();
    options.stack = true;
    Terminal terminal(out_, err_, Language::en);
    scan(options, terminal);
    EXPECT_EQ(terminal.exitStatus(), 0) << err_.str();
    const auto names = arrived();
    ASSERT_EQ(names.size(), 1u);
    const auto pages = ocr::load(options.folder + "/in/" + names.front());
    ASSERT_TRUE(pages) << pages.error().text(Language::en);
    EXPECT_EQ(pages->size(), 10u);
}

TEST_F(ScanCommand, AStackThatWasInterruptedIsTold) {
    const std::string earlier = folder_.path() + "/watched/in/.stack-scan-2026-11-18T200640";
    ASSERT_TRUE(files::makeFolders(earlier));
    EXPECT_EQ(run("exit 7\n"), 0);
    EXPECT_NE(err_.str().find("C109"), std::string::npos);
    EXPECT_NE(err_.str().find(earlier), std::string::npos);
}

}  // namespace
}  // namespace toitsu::cli
