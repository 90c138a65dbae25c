#include "apps/station/station.h"

#include "apps/station/places.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <thread>

#include "base/library_calendars.h"
#include "workflows/store.h"

namespace toitsu::station {

using namespace std::chrono_literals;

workflows::Instant now() {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(since).count();
}

// The kernel lets go of the lock when the process dies, however it dies.
class Station::Lock {
public:
    explicit Lock(int descriptor) : descriptor_(descriptor) {}
    ~Lock() { ::close(descriptor_); }
    Lock(const Lock&) = delete;
    Lock& operator=(const Lock&) = delete;

    static Result<std::unique_ptr<Lock>> take(const std::string& file) {
        const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        if (descriptor < 0) return unusable(file);
        auto lock = std::make_unique<Lock>(descriptor);
        const auto until = std::chrono::steady_clock::now() + 10s;
        while (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
            if (errno != EWOULDBLOCK && errno != EINTR) return unusable(file);
            if (std::chrono::steady_clock::now() > until)
                return fail(ErrorKind::conflict, "C012",
                            {"別の toitsu がこのデータフォルダーで作業中です。終わってからもう一度実行してください",
                             "another toitsu is working in this data folder; try again when it has finished"},
                            Place{file, 0, 0, 0});
            std::this_thread::sleep_for(2ms);
        }
        return lock;
    }

private:
    static tl::unexpected<Error> unusable(const std::string& file) {
        return fail(ErrorKind::refused, "C013",
                    {"データフォルダーのロックファイルを使えません。フォルダーの書き込み権限を確かめてください",
                     "the data folder's lock file cannot be used; check that you may write to the folder"},
                    Place{file, 0, 0, 0});
    }
    int descriptor_;
};

Station::Station() = default;
Station::Station(Station&&) noexcept = default;
Station& Station::operator=(Station&&) noexcept = default;
Station::~Station() = default;

Result<Station> Station::open(const DataFolder& data, std::shared_ptr<const Decisions> decisions) {
    auto lock = Lock::take(data.lockFile());
    if (!lock) return fail(lock.error());
    auto store = workflows::openSqlite(data.database());
    if (!store) return fail(store.error());
    Station station;
    station.lock_ = std::move(*lock);
    station.store_ = std::make_shared<StationStore>(std::move(*store));
    workflows::EngineOptions options;
    options.decide = [decisions](const std::string& decision, const Context& inputs) -> Result<Value> {
        return decisions->evaluate(decision, inputs);
    };
    const auto library = libraryFolder(data.rememberedLibrary());
    const auto calendars = std::make_shared<LibraryCalendars>(library ? *library : std::string());
    options.calendar = [calendars](const std::string& municipality, const std::string& id) {
        return calendars->find(municipality, id);
    };
    station.engine_ = std::make_unique<workflows::Engine>(station.store_, std::move(options));
    return station;
}

OpenStation openEachTime(const DataFolder& data, std::shared_ptr<const Decisions> decisions) {
    return [&data, decisions = std::move(decisions)]() -> Result<std::shared_ptr<Station>> {
        auto station = Station::open(data, decisions);
        if (!station) return fail(station.error());
        return std::make_shared<Station>(std::move(*station));
    };
}

OpenStation heldOpen(std::shared_ptr<Station> station) {
    return [station = std::move(station)]() -> Result<std::shared_ptr<Station>> { return station; };
}

}  // namespace toitsu::station
