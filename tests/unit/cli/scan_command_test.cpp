#include "apps/cli/scan_command.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <sstream>

#include "base/files.h"
#include "ocr/page.h"
#include "tests/scanlab/scan_file.h"

namespace toitsu::cli {
namespace {

class ScanCommand : public ::testing::Test {
protected:
    // A scanner that does what the test says, in scanimage's place.
    int run(const std::string& script, int sheets = 0, bool duplex = false, bool stack = false) {
        ScanOptions options;
        options.stack = stack;
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

// What came before the jam is handed over, and told from the rest that the person scans again.
TEST_F(ScanCommand, AJamInAStackLosesNoPageBeforeIt) {
    scanlab::Scan page;
    page.width = 200, page.height = 300, page.dpi = 100;
    page.pixels.assign(std::size_t{200} * 300, 255);
    const std::string paper = folder_.path() + "/page.tif";
    ASSERT_TRUE(scanlab::writeScans({page}, paper));
    const auto script = [&](const std::string& atTheJam) {
        return "for a in \"$@\"; do case $a in --batch=*) to=${a#--batch=};; esac; done\n"
               "for n in 1 2 3; do f=$(printf \"$to\" $n); cp '" +
               paper + "' \"$f\"; echo \"$f\"; done\n" + atTheJam + "exit 6\n";
    };
    EXPECT_EQ(run(script(""), 5, false, true), 9);
    EXPECT_NE(err_.str().find("C105"), std::string::npos);
    EXPECT_NE(out_.str().find("3 pages scanned"), std::string::npos);
    ASSERT_EQ(arrived().size(), 1u) << "and no folder of pages that nobody looks into";
    const std::string in = folder_.path() + "/watched/in/";
    const auto pages = ocr::load(in + arrived().front());
    ASSERT_TRUE(pages) << pages.error().text(Language::en);
    EXPECT_EQ(pages->size(), 3u);
    EXPECT_EQ(err_.str().find("C109"), std::string::npos);

    // The sheet in the jam, half written: it is no page, and its folder is told.
    std::filesystem::remove(in + arrived().front());
    EXPECT_EQ(run(script("echo half > \"$(printf \"$to\" 4).part\"\n"), 5, false, true), 9);
    EXPECT_NE(err_.str().find("C109"), std::string::npos);
    ASSERT_EQ(arrived().size(), 2u);

    // Before the first page: nothing comes, and nothing is left.
    for (const std::string& name : arrived()) std::filesystem::remove_all(in + name);
    EXPECT_EQ(run("exit 6\n", 5, false, true), 9);
    EXPECT_TRUE(arrived().empty());
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
