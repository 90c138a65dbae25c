// toitsu account, serve and audit over one data folder, as somebody meets them who sets a station up.

#include "apps/cli/serve_command.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <filesystem>
#include <sstream>
#include <thread>

#include "apps/cli/account_command.h"
#include "apps/cli/audit_command.h"
#include "base/files.h"
#include "tests/unit/server/raw_client.h"

namespace toitsu::cli {
namespace {

struct Said {
    std::string out, err;
    int status = 0;
};

template <class Command, class Options>
Said run(Command command, const Options& options) {
    std::ostringstream out, err;
    Terminal terminal(out, err, Language::en);
    command(options, terminal);
    return {out.str(), err.str(), terminal.exitStatus()};
}

class ServeCommand : public ::testing::Test {
protected:
    AccountOptions account(const std::string& login, std::vector<std::string> grants = {}) {
        AccountOptions options;
        options.data = data();
        options.login = login;
        options.grants = std::move(grants);
        return options;
    }
    std::string data() const { return folder_.path() + "/station"; }

    files::TemporaryFolder folder_ = files::TemporaryFolder::make("toitsu-serve").value();
};

TEST_F(ServeCommand, NeedsAnAccountFirst) {
    ServeOptions options;
    options.data = data();
    options.port = 0;
    const Said said = run(serve, options);
    EXPECT_EQ(said.status, 2);
    EXPECT_NE(said.err.find("V043"), std::string::npos);
    EXPECT_NE(said.err.find("toitsu account add"), std::string::npos);
}

TEST_F(ServeCommand, AccountsAreMadeShownAndChanged) {
    const Said added = run(accountAdd, account("hanako", {"202088:verifier,reception"}));
    EXPECT_EQ(added.status, 0) << added.err;
    EXPECT_NE(added.out.find("first password"), std::string::npos);
    EXPECT_EQ(run(accountAdd, account("hanako", {"202088:entry"})).status, 7);
    EXPECT_NE(run(accountAdd, account("taro", {"202088:clerk"})).err.find("V045"), std::string::npos);
    EXPECT_NE(run(accountAdd, account("taro", {"2020:entry"})).err.find("V023"), std::string::npos);
    EXPECT_EQ(run(accountGrant, account("hanako", {"202096:entry"})).status, 0);
    EXPECT_EQ(run(accountLock, account("hanako")).status, 0);
    EXPECT_EQ(run(accountLock, account("nobody")).status, 5);
    AccountOptions list = account("");
    list.format = "jsonl";
    const Said listed = run(accountList, list);
    EXPECT_NE(listed.out.find("\"grants\":[\"202096:entry\"]"), std::string::npos) << listed.out;
    EXPECT_NE(listed.out.find("\"locked\":true"), std::string::npos);

    ASSERT_TRUE(files::writeAtomically(folder_.path() + "/password", "short\n"));
    AccountOptions password = account("hanako");
    password.passwordFrom = folder_.path() + "/password";
    EXPECT_NE(run(accountPassword, password).err.find("V015"), std::string::npos);
    ASSERT_TRUE(files::writeAtomically(folder_.path() + "/password", "momiji no yama 1907\n"));
    EXPECT_EQ(run(accountPassword, password).status, 0);

    AuditOptions audit;
    audit.data = data();
    EXPECT_NE(run(auditVerify, audit).out.find("2 chains, 5 rows"), std::string::npos) << run(auditVerify, audit).out;
    ASSERT_TRUE(files::writeAtomically(folder_.path() + "/heads", run(auditHead, audit).out));
    audit.heads = folder_.path() + "/heads";
    EXPECT_NE(run(auditVerify, audit).out.find("2 exported heads agree"), std::string::npos);
    audit.municipality = "202096";
    EXPECT_NE(run(auditList, audit).out.find("\"action\":\"account.lock\""), std::string::npos);
    ASSERT_TRUE(files::writeAtomically(folder_.path() + "/heads", "{}\n"));
    EXPECT_NE(run(auditVerify, audit).err.find("V046"), std::string::npos);
}

TEST_F(ServeCommand, AnswersUntilASignalComes) {
    ASSERT_EQ(run(accountAdd, account("hanako", {"202088:verifier"})).status, 0);
    ASSERT_TRUE(files::makeFolders(folder_.path() + "/web"));
    ASSERT_TRUE(files::writeAtomically(folder_.path() + "/web/index.html", "<p>screens</p>"));
    ServeOptions options;
    options.data = data();
    options.port = 0;
    options.webRoot = folder_.path() + "/web";
    options.log = folder_.path() + "/log";
    std::string page, ready;
    options.serving = [&](const std::string& address) {
        const int port = std::stoi(address.substr(address.rfind(':') + 1));
        server::RawClient client(port);
        EXPECT_TRUE(
            client.say("GET / HTTP/1.1\r\nHost: localhost\r\n\r\nGET /readyz HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        page = client.answer().body;
        ready = client.answer().body;
        ::kill(::getpid(), SIGTERM);
    };
    const Said said = run(serve, options);
    EXPECT_EQ(said.status, 0) << said.err;
    EXPECT_EQ(said.out.substr(0, 27), "running at http://127.0.0.1");
    EXPECT_EQ(page, "<p>screens</p>");
    EXPECT_EQ(ready.substr(0, 14), "{\"ready\":true,") << ready;
    EXPECT_NE(files::read(options.log).value().find("\"event\":\"serving\""), std::string::npos);
}

}  // namespace
}  // namespace toitsu::cli
