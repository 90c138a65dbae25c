#include "apps/cli/read_output.h"

#include <chrono>
#include <filesystem>
#include <fstream>

#include "apps/cli/output_names.h"
#include "apps/cli/page_table.h"
#include "apps/cli/text_encoding.h"
#include "apps/station/page_json.h"
#include "base/files.h"
#include "base/json.h"
#include "ocr/formats/explain.h"
#include "ocr/formats/format.h"

namespace toitsu::cli {

namespace {

tl::unexpected<Error> contradicts(const char* ja, const char* en) {
    return fail(ErrorKind::usage, "C090", {ja, en});
}

tl::unexpected<Error> unwritable(const std::string& path) {
    return fail(ErrorKind::unavailable, "X013",
                {"書き込めません。空き容量と書き込み権限を確かめてください",
                 "cannot be written; check the free space and the permissions"},
                {path, 0, 0, 0});
}

// jsonl and text: a page at a time, so that a reader of the stream sees it at once.
class Lines : public ReadOutput {
public:
    Lines(bool json, Terminal& terminal) : json_(json), terminal_(terminal) {}

    Result<void> open(const std::string& path) {
        path_ = path;
        file_.open(path, std::ios::binary | std::ios::trunc);
        if (!file_) return unwritable(path);
        return {};
    }

    Result<void> add(const station::PipelinePage& page) override {
        if (page.error) return {};
        const ocr::ReadPage& read = page.read;
        const forms::Record* record = read.record ? &*read.record : nullptr;
        std::ostream& out = path_.empty() ? terminal_.out : file_;
        if (json_)
            out << json::write(station::pageValue(read.page, read.reading, record, terminal_.language)) << '\n';
        else
            out << pageTable(read, terminal_);
        out.flush();
        if (!out) return unwritable(path_);
        return {};
    }

    Result<void> finish() override { return {}; }

private:
    bool json_;
    Terminal& terminal_;
    std::string path_;
    std::ofstream file_;
};

// Everything that ocr/formats writes.
class Documents : public ReadOutput {
public:
    Documents(const ocr::OutputFormat& format, const ocr::FormatOptions& options, Encoding encoding, Terminal& terminal)
        : format_(format), options_(options), encoding_(encoding), terminal_(terminal) {}

    void into(OutputNames names) { names_ = std::move(names); }

    Result<void> add(const station::PipelinePage& page) override {
        if (page.error)
            broken_ = true;
        else {
            if (!writer_) writer_ = format_.make(options_);
            if (auto added = writer_->add(page.read); !added) {
                terminal_.report(added.error());
                broken_ = true;
            }
        }
        const bool pageDone = format_.scope == ocr::Scope::page;
        if (!pageDone && !(format_.scope == ocr::Scope::scan && page.lastOfFile())) return {};
        // A scan of which a page is missing gives no file: it would pass for the whole.
        const bool write = writer_ && !broken_;
        const auto writer = std::move(writer_);
        broken_ = false;
        if (!write) return {};
        auto path = pageDone ? names_->next(page.file, page.number, page.pagesInFile, extension(), page.read.page.sheet)
                             : names_->next(page.file, page.number, 1, extension());
        if (!path) return fail(path.error());
        return put(*writer, *path);
    }

    Result<void> finish() override {
        if (format_.scope != ocr::Scope::run) return {};
        if (!writer_) writer_ = format_.make(options_);
        if (!names_) return put(*writer_, {});
        return put(*writer_, runFile_);
    }

    std::string extension() const { return std::string(format_.extension); }
    void runFile(std::string path) { runFile_ = std::move(path); }

private:
    Result<void> put(ocr::FormatWriter& writer, const std::string& path) {
        auto content = writer.finish();
        if (!content) return fail(content.error());
        if (!format_.binary) {
            Encoded encoded = encodeText(std::move(*content), encoding_);
            if (encoded.lost > 0) terminal_.report(lostCharacters(encoded.lost, path));
            *content = std::move(encoded.bytes);
        }
        if (!path.empty()) return files::writeAtomically(path, *content);
        terminal_.out << *content << std::flush;
        if (!terminal_.out) return unwritable("-");
        return {};
    }

    const ocr::OutputFormat& format_;
    ocr::FormatOptions options_;
    Encoding encoding_;
    Terminal& terminal_;
    std::optional<OutputNames> names_;
    std::string runFile_;
    std::unique_ptr<ocr::FormatWriter> writer_;
    bool broken_ = false;
};

// Beside another output: a picture of every page with what was found on it.
class Explained : public ReadOutput {
public:
    Explained(std::unique_ptr<ReadOutput> first, OutputNames names, Terminal& terminal)
        : first_(std::move(first)), names_(std::move(names)), terminal_(terminal) {}

    Result<void> add(const station::PipelinePage& page) override {
        if (auto added = first_->add(page); !added || page.error) return added;
        auto path = names_.next(page.file, page.number, page.pagesInFile, ".explained.png", page.read.page.sheet);
        if (!path) return fail(path.error());
        auto picture = ocr::explain(page.read, terminal_.language);
        if (!picture) return fail(picture.error());
        return ocr::writePng(*picture, *path);
    }
    Result<void> finish() override { return first_->finish(); }

private:
    std::unique_ptr<ReadOutput> first_;
    OutputNames names_;
    Terminal& terminal_;
};

std::string nowInUtc() {
    const auto seconds = std::chrono::system_clock::now().time_since_epoch() / std::chrono::seconds(1);
    return DateTime::fromUnixMillis(static_cast<std::int64_t>(seconds) * 1000).iso();
}

// The file of a whole run: --out itself, or pages.<extension> in it.
Result<std::string> fileOfRun(OutputNames& names, const std::string& out, const std::string& extension) {
    return names.oneFile() ? Result<std::string>(out) : names.folder() + "/pages" + extension;
}

}  // namespace

Result<std::unique_ptr<ReadOutput>> readOutput(const ReadOptions& options, const std::vector<std::string>& scans,
                                               Terminal& terminal) {
    const ocr::OutputFormat* format = ocr::findOutputFormat(options.format);
    const bool table = options.format == "csv";
    if (!table && (options.encoding != "utf-8" || options.rows != "pages"))
        return contradicts("--encoding と --rows は --format csv のときだけ使えます",
                           "--encoding and --rows are only for --format csv");
    if (options.out.empty() && format != nullptr && format->scope != ocr::Scope::run)
        return contradicts("この形では画像ごとにファイルができます。--out に出力先を指定してください",
                           "this format makes a file for each scan; name a place for them with --out");
    if (options.out.empty() && options.explain)
        return contradicts("--explain の画像を置く場所を --out で指定してください",
                           "name a folder for the pictures of --explain with --out");

    const std::string extension = format != nullptr ? std::string(format->extension) : "." + options.format;
    std::optional<OutputNames> names;
    std::string runFile;
    if (!options.out.empty()) {
        auto made = OutputNames::make(options.out, scans, extension);
        if (!made) return fail(made.error());
        names = std::move(*made);
        auto file = fileOfRun(*names, options.out, extension);
        if (!file) return fail(file.error());
        runFile = *file;
    }
    std::unique_ptr<ReadOutput> output;
    if (format == nullptr) {
        auto lines = std::make_unique<Lines>(options.format == "jsonl", terminal);
        if (names)
            if (auto opened = lines->open(runFile); !opened) return fail(opened.error());
        output = std::move(lines);
    } else {
        const ocr::FormatOptions asked{"toitsu " TOITSU_VERSION, options.dated ? nowInUtc() : std::string(),
                                       terminal.language, options.rows == "fields"};
        auto documents = std::make_unique<Documents>(*format, asked, parseEncoding(options.encoding), terminal);
        documents->runFile(runFile);
        if (names) documents->into(*names);
        output = std::move(documents);
    }
    if (options.explain) output = std::make_unique<Explained>(std::move(output), *names, terminal);
    return output;
}

}  // namespace toitsu::cli
