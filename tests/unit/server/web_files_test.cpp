#include "apps/server/web_files.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "base/files.h"

namespace toitsu::server {
namespace {

Request asking(const std::string& path, Pairs headers = {}) {
    Request request;
    request.path = path;
    request.headers = std::move(headers);
    return request;
}

std::string headerOf(const Response& response, const std::string& name) {
    const std::string* value = findPair(response.headers, name);
    return value != nullptr ? *value : "";
}

TEST(WebFiles, SendsWhatTheBrowserTakes) {
    const WebFiles files({{"index.html", "<p>"},
                          {"index.html.br", "B"},
                          {"index.html.gz", "G"},
                          {"assets/index-Bx3fK2_a.js", "js"},
                          {"assets/plain.css", "css"},
                          {"orphan.js.br", "B"}});
    const auto page = files.find(asking("/", {{"accept-encoding", "gzip, deflate, br"}}));
    ASSERT_TRUE(page);
    EXPECT_EQ(page->body, "B");
    EXPECT_EQ(headerOf(*page, "Content-Encoding"), "br");
    EXPECT_EQ(headerOf(*page, "Cache-Control"), "no-cache");
    EXPECT_EQ(headerOf(*page, "Vary"), "Accept-Encoding");
    EXPECT_EQ(page->type, "text/html; charset=utf-8");
    EXPECT_EQ(files.find(asking("/", {{"accept-encoding", "br;q=0, gzip"}}))->body, "G");
    const auto plain = files.find(asking("/index.html"));
    EXPECT_EQ(plain->body, "<p>");
    EXPECT_NE(headerOf(*plain, "ETag"), headerOf(*page, "ETag")) << "each form has a tag of its own";
    EXPECT_EQ(files.find(asking("/", {{"if-none-match", headerOf(*plain, "ETag")}}))->status, 304);
    EXPECT_EQ(headerOf(*files.find(asking("/assets/index-Bx3fK2_a.js")), "Cache-Control"),
              "public, max-age=31536000, immutable");
    EXPECT_EQ(headerOf(*files.find(asking("/assets/plain.css")), "Cache-Control"), "no-cache");
    for (const char* none : {"/orphan.js", "/index.html.br", "/assets", "/cases", "/../etc/passwd"})
        EXPECT_FALSE(files.find(asking(none))) << none;
}

TEST(WebFiles, WithoutScreensThePageSaysSo) {
    const WebFiles none((std::map<std::string, std::string>()));
    const auto page = none.find(asking("/"));
    ASSERT_TRUE(page);
    EXPECT_EQ(page->status, 503);
    EXPECT_NE(page->body.find("--web-root"), std::string::npos);
    EXPECT_EQ(page->body.find("<script"), std::string::npos);
    EXPECT_FALSE(none.find(asking("/index.html")));
}

TEST(WebFiles, AFolderIsReadWithoutItsLinks) {
    const auto folder = files::TemporaryFolder::make("toitsu-web").value();
    EXPECT_EQ(WebFiles::folder(folder.path()).error().code, "V041");
    ASSERT_TRUE(files::writeAtomically(folder.path() + "/index.html", "page"));
    ASSERT_TRUE(files::makeFolders(folder.path() + "/assets"));
    ASSERT_TRUE(files::writeAtomically(folder.path() + "/assets/a.js", "a"));
    std::filesystem::create_symlink("/etc/hostname", folder.path() + "/assets/link.txt");
    const auto web = WebFiles::folder(folder.path());
    ASSERT_TRUE(web);
    EXPECT_EQ(web->find(asking("/"))->body, "page");
    EXPECT_EQ(web->find(asking("/assets/a.js"))->body, "a");
    EXPECT_FALSE(web->find(asking("/assets/link.txt")));
}

}  // namespace
}  // namespace toitsu::server
