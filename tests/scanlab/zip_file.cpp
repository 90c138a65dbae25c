// The central directory at the end of the file lists every entry; the local header before each entry's bytes only has
// to be stepped over.

#include "tests/scanlab/zip_file.h"

#include <zlib.h>

#include "base/files.h"

namespace toitsu::scanlab {
namespace {

std::uint32_t number(const std::string& bytes, std::size_t at, int length) {
    std::uint32_t value = 0;
    for (int i = 0; i < length; ++i)
        value |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + static_cast<std::size_t>(i)]))
                 << (8 * i);
    return value;
}

bool inflateTo(const std::string& packed, std::string& out) {
    z_stream stream{};
    if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) return false;
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    stream.avail_in = static_cast<unsigned>(packed.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<unsigned>(out.size());
    const int state = inflate(&stream, Z_FINISH);
    inflateEnd(&stream);
    return state == Z_STREAM_END && stream.avail_out == 0;
}

}  // namespace

Result<ZipFile> ZipFile::open(const std::string& path) {
    const auto broken = [&] {
        return fail(ErrorKind::input, "T030",
                    {"KanjiVG の zip として読めません。--kanjivg のファイルを確かめてください。",
                     "This cannot be read as KanjiVG's zip. Check the file of --kanjivg."},
                    {path});
    };
    ZipFile zip;
    auto bytes = files::read(path);
    if (!bytes) return broken();
    zip.bytes_ = std::move(*bytes);
    const std::string& all = zip.bytes_;
    constexpr std::size_t kEndSize = 22, kCentralSize = 46;
    const std::size_t end = all.rfind("PK\5\6");
    if (end == std::string::npos || end + kEndSize > all.size()) return broken();
    std::size_t at = number(all, end + 16, 4);
    for (std::uint32_t left = number(all, end + 10, 2); left > 0; --left) {
        if (at + kCentralSize > all.size() || all.compare(at, 4, "PK\1\2") != 0) return broken();
        const std::size_t name = number(all, at + 28, 2), extra = number(all, at + 30, 2),
                          note = number(all, at + 32, 2);
        if (at + kCentralSize + name > all.size()) return broken();
        zip.entries_[all.substr(at + kCentralSize, name)] = {number(all, at + 42, 4), number(all, at + 20, 4),
                                                             number(all, at + 24, 4),
                                                             static_cast<int>(number(all, at + 10, 2))};
        at += kCentralSize + name + extra + note;
    }
    return zip;
}

std::optional<std::string> ZipFile::read(const std::string& name) const {
    constexpr std::size_t kLocalSize = 30;
    constexpr std::uint32_t kLargest = 1u << 20;  // a character's drawing has a few kilobytes
    const auto found = entries_.find(name);
    if (found == entries_.end()) return {};
    const Entry& entry = found->second;
    if (entry.size > kLargest || entry.offset + kLocalSize > bytes_.size()) return {};
    const std::size_t start =
        entry.offset + kLocalSize + number(bytes_, entry.offset + 26, 2) + number(bytes_, entry.offset + 28, 2);
    if (start + entry.packed > bytes_.size()) return {};
    std::string packed = bytes_.substr(start, entry.packed);
    if (entry.method == 0) return packed;
    std::string out(entry.size, '\0');
    if (entry.method != 8 || !inflateTo(packed, out)) return {};
    return out;
}

}  // namespace toitsu::scanlab
