#include "workflows/stores/open_store.h"

#include "workflows/stores/postgres.h"

namespace toitsu::workflows {

Result<std::shared_ptr<Store>> openStore(const std::string& address) {
    if (address == "memory") return openMemory();
    if (address.starts_with("sqlite:") && address.size() > 7) return openSqlite(address.substr(7));
    const bool url = address.starts_with("postgresql://") || address.starts_with("postgres://");
    if (url || address.starts_with("postgresql:")) {
        PostgresPlace place;
        const std::size_t mark = address.rfind('#');
        place.where = address.substr(url ? 0 : 11, mark == std::string::npos ? mark : mark - (url ? 0 : 11));
        if (mark != std::string::npos) place.municipality = address.substr(mark + 1);
        return openPostgres(place);
    }
    return fail(ErrorKind::usage, "W126",
                {"保存先が分かりません。memory、sqlite:ファイル名、postgresql://ユーザー@ホスト/データベース "
                 "のどれかを書いてください。",
                 "this is no store; write memory, sqlite:FILE or postgresql://USER@HOST/DATABASE"});
}

}  // namespace toitsu::workflows
