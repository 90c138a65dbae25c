#include "apps/server/problem.h"

#include <map>

namespace toitsu::server {

int statusOf(const Error& error) {
    static const std::map<std::string_view, int> own = {
        {"V003", 405}, {"V005", 415}, {"V006", 431}, {"V009", 421}, {"V010", 401},
        {"V013", 401}, {"V014", 429}, {"V015", 422}, {"V021", 422}, {"V303", 428},
    };
    if (const auto found = own.find(error.code); found != own.end()) return found->second;
    switch (error.kind) {
        case ErrorKind::usage:
            return 400;
        case ErrorKind::input:
        case ErrorKind::schema:
            return 422;
        case ErrorKind::notFound:
            return 404;
        case ErrorKind::refused:
            return 403;
        case ErrorKind::conflict:
            return 409;
        case ErrorKind::limit:
            return 413;
        case ErrorKind::unavailable:
            return 503;
        case ErrorKind::internal:
            break;
    }
    return 500;
}

std::string_view statusTitle(int status) {
    static const std::map<int, std::string_view> titles = {
        {200, "OK"},
        {201, "Created"},
        {202, "Accepted"},
        {204, "No Content"},
        {304, "Not Modified"},
        {400, "Bad Request"},
        {401, "Unauthorized"},
        {403, "Forbidden"},
        {404, "Not Found"},
        {405, "Method Not Allowed"},
        {408, "Request Timeout"},
        {409, "Conflict"},
        {412, "Precondition Failed"},
        {413, "Content Too Large"},
        {415, "Unsupported Media Type"},
        {421, "Misdirected Request"},
        {422, "Unprocessable Content"},
        {428, "Precondition Required"},
        {429, "Too Many Requests"},
        {431, "Request Header Fields Too Large"},
        {500, "Internal Server Error"},
        {501, "Not Implemented"},
        {503, "Service Unavailable"},
    };
    const auto found = titles.find(status);
    return found != titles.end() ? found->second : "Error";
}

Response problem(const Error& error) {
    return problem(error, statusOf(error));
}

Response problem(const Error& error, int status) {
    Context body{{"type", "urn:toitsu:error:" + error.code},
                 {"title", statusTitle(status)},
                 {"status", status},
                 {"code", error.code},
                 {"detail", Value(Context{{"ja", error.message.ja}, {"en", error.message.en}})}};
    // The place of a file stays on this machine; a line or a page of what the client sent helps it.
    if (error.place.line > 0 || error.place.page > 0) {
        Context place;
        if (error.place.line > 0) place.put("line", error.place.line);
        if (error.place.column > 0) place.put("column", error.place.column);
        if (error.place.page > 0) place.put("page", error.place.page);
        body.put("place", Value(std::move(place)));
    }
    Response response = Response::json(Value(std::move(body)), status);
    response.type = "application/problem+json";
    return response;
}

Error notUnderstood() {
    return {ErrorKind::usage,
            "V001",
            {"要求を解釈できません。送信元のプログラムを確かめてください",
             "the request is not understood; check the program that sent it"},
            {}};
}

Error noSuchPath() {
    return {ErrorKind::notFound,
            "V002",
            {"このアドレスには何もありません。/openapi.json に一覧があります",
             "there is nothing at this address; /openapi.json lists what there is"},
            {}};
}

Error methodNotAllowed() {
    return {ErrorKind::usage,
            "V003",
            {"このアドレスではそのメソッドを使えません", "this address does not take that method"},
            {}};
}

Error bodyTooLarge() {
    return {ErrorKind::limit,
            "V004",
            {"送られた内容が大きすぎます。分けて送ってください", "what was sent is too large; send it in parts"},
            {}};
}

Error wrongMediaType() {
    return {ErrorKind::usage,
            "V005",
            {"内容の形式が違います。Content-Type: application/json で送ってください",
             "the content is of another type; send Content-Type: application/json"},
            {}};
}

Error headTooLarge() {
    return {ErrorKind::limit,
            "V006",
            {"要求のヘッダーが大きすぎます。ブラウザーの Cookie を消してからやり直してください",
             "the request's header is too large; clear the browser's cookies and try again"},
            {}};
}

Error tooBusy() {
    return {ErrorKind::unavailable,
            "V007",
            {"混み合っています。少し待ってからやり直してください", "the server is busy; wait a little and try again"},
            {}};
}

Error defect() {
    return {ErrorKind::internal,
            "V008",
            {"サーバーの不具合です。応答の X-Request-Id を添えてお知らせください",
             "a defect of the server; please report it with the answer's X-Request-Id"},
            {}};
}

Error wrongHost() {
    return {ErrorKind::usage,
            "V009",
            {"このサーバーの名前ではありません。--public で公開の URL を指定してください",
             "this server does not go by that name; give the public URL with --public"},
            {}};
}

Error notSignedIn() {
    return {ErrorKind::refused,
            "V010",
            {"サインインしていないか、時間が過ぎました。サインインしてください",
             "not signed in, or the session has ended; sign in"},
            {}};
}

Error notPermitted() {
    return {ErrorKind::refused,
            "V011",
            {"この操作の権限がありません。管理者に相談してください",
             "your roles do not permit this; ask your administrator"},
            {}};
}

Error otherOrigin() {
    return {ErrorKind::refused,
            "V012",
            {"この画面から送られた要求ではありません。画面を読み込み直してください",
             "the request does not come from this server's own screen; reload the screen"},
            {}};
}

Error mustSetPassword() {
    return {
        ErrorKind::refused, "V016", {"最初に自分のパスワードを決めてください", "set a password of your own first"}, {}};
}

}  // namespace toitsu::server
