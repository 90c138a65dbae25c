#include "base/csv.h"

#include "base/utf8.h"

namespace toitsu::csv {

namespace {

class Reader {
public:
    Reader(std::string_view text, const std::string& file) : text_(text), file_(file) {}

    // `put(field, offset)` for each field, `end()` behind the last of a row.
    template <class Put, class End>
    Result<void> read(Put put, End end) {
        while (at_ < text_.size()) {
            while (true) {
                std::string field;
                const std::size_t start = at_;
                if (peek() == '"') {
                    if (auto read = quoted(field); !read) return fail(read.error());
                } else if (auto read = plain(field); !read) {
                    return fail(read.error());
                }
                put(std::move(field), start);
                if (peek() != ',') break;
                ++at_;
            }
            skipLineEnd();
            end();
        }
        return {};
    }

private:
    int peek() const { return at_ < text_.size() ? static_cast<unsigned char>(text_[at_]) : -1; }

    static bool endsField(int character) {
        return character == -1 || character == ',' || character == '\r' || character == '\n';
    }

    void skipLineEnd() {
        if (peek() == '\r') ++at_;
        if (peek() == '\n') ++at_;
    }

    Result<void> plain(std::string& field) {
        const std::size_t start = at_;
        while (!endsField(peek())) {
            if (peek() == '"')
                return error(
                    at_,
                    {"引用符のない項目の途中に \" があります。項目全体を \" で囲み、中の \" は \"\" と書いてください。",
                     "a quotation mark in an unquoted field; quote the field and write \"\" inside"});
            ++at_;
        }
        field = text_.substr(start, at_ - start);
        return {};
    }

    Result<void> quoted(std::string& field) {
        const std::size_t start = at_++;
        while (true) {
            const std::size_t quote = text_.find('"', at_);
            if (quote == std::string_view::npos)
                return error(start, {"ここで始まる引用符が閉じていません。閉じる \" を補ってください。",
                                     "the quotation that begins here does not end; add the closing quotation mark"});
            field.append(text_.substr(at_, quote - at_));
            at_ = quote + 1;
            if (peek() != '"') break;
            field.push_back('"');
            ++at_;
        }
        if (!endsField(peek()))
            return error(at_, {"閉じる引用符の後ろに文字があります。コンマか改行を置いてください。",
                               "text after the closing quotation mark; put a comma or a line break here"});
        return {};
    }

    tl::unexpected<Error> error(std::size_t offset, Wording wording) const {
        return fail(ErrorKind::input, "X030", std::move(wording), utf8::PlaceCursor(text_, file_).at(offset));
    }

    std::string_view text_;
    const std::string& file_;
    std::size_t at_ = 0;
};

Result<void> notUtf8(std::string_view body, const std::string& file) {
    const auto bad = utf8::firstIllFormed(body);
    if (!bad) return {};
    return fail(ErrorKind::input, "X030",
                {"UTF-8 ではありません。Shift_JIS（CP932）の場合は文字コードを指定して読み込んでください。",
                 "this is not UTF-8; if it is Shift_JIS (CP932), name that encoding when reading"},
                utf8::PlaceCursor(body, file).at(*bad));
}

}  // namespace

Result<std::vector<Row>> parse(std::string_view text, const std::string& file) {
    const std::string_view body = utf8::withoutMark(text);
    if (const auto good = notUtf8(body, file); !good) return fail(good.error());
    std::vector<Row> rows(1);
    const auto read = Reader(body, file)
                          .read([&](std::string field, std::size_t) { rows.back().push_back(std::move(field)); },
                                [&] { rows.emplace_back(); });
    if (!read) return fail(read.error());
    rows.pop_back();
    return rows;
}

Result<std::vector<std::vector<Cell>>> parseCells(std::string_view text, const std::string& file) {
    const std::string_view body = utf8::withoutMark(text);
    if (const auto good = notUtf8(body, file); !good) return fail(good.error());
    std::vector<std::vector<Cell>> rows(1);
    utf8::PlaceCursor places(body, file);
    const auto read = Reader(body, file)
                          .read(
                              [&](std::string field, std::size_t at) {
                                  rows.back().push_back({std::move(field), places.at(at)});
                              },
                              [&] { rows.emplace_back(); });
    if (!read) return fail(read.error());
    rows.pop_back();
    return rows;
}

std::string write(const Row& row, std::string_view lineEnd) {
    std::string out;
    for (std::size_t i = 0; i < row.size(); ++i) {
        if (i > 0) out.push_back(',');
        const std::string& field = row[i];
        // A byte order mark at the very beginning would be taken for the file's own.
        const bool plain = field.find_first_of(",\"\r\n") == std::string::npos && utf8::withoutMark(field) == field;
        if (plain) {
            out += field;
            continue;
        }
        out.push_back('"');
        for (const char character : field) {
            if (character == '"') out.push_back('"');
            out.push_back(character);
        }
        out.push_back('"');
    }
    out += lineEnd;
    return out;
}

}  // namespace toitsu::csv
