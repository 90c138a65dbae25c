// A page gets its number in the order when a thread takes it from the source, and a token that it keeps until it was
// handed on. The oldest page that was not handed on always has a token, so waiting for tokens cannot stop everything.

#include "apps/station/page_pipeline.h"

#include <algorithm>
#include <condition_variable>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <semaphore>
#include <thread>

#include "base/hash.h"
#include "forms/layout_pages.h"

namespace toitsu::station {

namespace {

struct OpenScan {
    explicit OpenScan(ocr::Scan opened) : scan(std::move(opened)) {}
    std::mutex mutex;  // its pages are decoded one after the other
    ocr::Scan scan;
};

Error unexpected(const std::string& file, int page) {
    return {
        ErrorKind::internal,
        "C096",
        {"このページの読取りが予期せず終わりました（メモリー不足など）。--jobs を減らすか、1 枚だけで試してください",
         "reading this page ended unexpectedly, perhaps for lack of memory; try fewer --jobs, or this scan alone"},
        {file, 0, 0, page}};
}

struct Ticket {
    std::size_t sequence = 0;
    PipelinePage page;
    std::shared_ptr<OpenScan> scan;  // null when there is an error already
};

// Gives out pages in order, opening one file after the other.
class Source {
public:
    explicit Source(const std::vector<std::string>& files) : files_(files) {}

    std::optional<Ticket> next() {
        const std::lock_guard lock(mutex_);
        Ticket ticket;
        if (!scan_ && !openNext(ticket)) return std::nullopt;
        ticket.sequence = taken_++;
        ticket.page.file = file_ - 1;
        ticket.page.expected = known_ + files_.size() - file_;
        if (scan_) {
            ticket.scan = scan_;
            ticket.page.number = ++page_;
            ticket.page.pagesInFile = pages_;
            if (page_ == pages_) scan_.reset();
        }
        return ticket;
    }

    // No further pages.
    void close() {
        const std::lock_guard lock(mutex_);
        file_ = files_.size();
        scan_.reset();
    }

private:
    bool openNext(Ticket& ticket) {
        if (file_ == files_.size()) return false;
        auto opened = ocr::Scan::open(files_[file_++]);
        if (opened && opened->pages() > 0) {
            pages_ = opened->pages();
            page_ = 0;
            known_ += static_cast<std::size_t>(pages_);
            scan_ = std::make_shared<OpenScan>(std::move(*opened));
        } else {
            ++known_;
            ticket.page.error = opened ? unexpected(files_[file_ - 1], 0) : opened.error();
        }
        return true;
    }

    const std::vector<std::string>& files_;
    std::mutex mutex_;
    std::shared_ptr<OpenScan> scan_;
    std::size_t file_ = 0, known_ = 0, taken_ = 0;
    int page_ = 0, pages_ = 0;
};

void unifyOne(ocr::ReadPage& read, const forms::Library& library, const ocr::Reader& reader) {
    const forms::Form* form = library.asked(read.reading.form, read.reading.layout);
    const forms::Layout* layout = library.layout(read.reading.layout);
    if (read.reading.status != ocr::PageStatus::read || form == nullptr || layout == nullptr) return;
    read.form = form;
    read.record = forms::unifyPage(*form, *layout, read.reading.layoutPage, read.reading.readings,
                                   {.addresses = &reader.addresses()});
}

// The sheets of one page: at least one, or an error.
std::vector<PipelinePage> readOne(Ticket& ticket, const std::string& file, const forms::Library& library,
                                  const ocr::Reader& reader, const PipelineOptions& options) {
    PipelinePage& out = ticket.page;
    if (!ticket.scan) return {out};
    auto page = [&] {
        const std::lock_guard lock(ticket.scan->mutex);
        return ticket.scan->scan.page(out.number);
    }();
    ticket.scan.reset();
    if (!page) {
        out.error = page.error();
        return {out};
    }
    // Crops of files with the same last name must not overwrite each other, and the name itself may be personal.
    const std::string prefix =
        options.crops ? sha256Hex(file).substr(0, 12) + "-" + std::to_string(out.number) + "-" : std::string();
    std::vector<PipelinePage> sheets;
    for (ocr::SheetReading& sheet : reader.readSheets(*page, prefix)) {
        PipelinePage& one = sheets.emplace_back(out);
        one.read.page = std::move(sheet.page);
        one.read.reading = std::move(sheet.reading);
        one.lastOnPage = false;
        unifyOne(one.read, library, reader);
    }
    sheets.back().lastOnPage = true;
    return sheets;
}

class Pipeline {
public:
    Pipeline(const std::vector<std::string>& files, std::ptrdiff_t tokens)
        : files_(files), source_(files), tokens_(tokens) {}

    void work(const forms::Library& library, const ocr::Reader& reader, const PipelineOptions& options) {
        for (;;) {
            tokens_.acquire();
            auto ticket = source_.next();
            if (!ticket) break;
            const std::string& file = files_[ticket->page.file];
            std::vector<PipelinePage> sheets;
            try {
                sheets = readOne(*ticket, file, library, reader, options);
            } catch (const std::exception&) {
                ticket->page.error = unexpected(file, ticket->page.number);
                sheets = {ticket->page};
            }
            const std::lock_guard lock(mutex_);
            done_.emplace(ticket->sequence, std::move(sheets));
            changed_.notify_one();
        }
        tokens_.release();  // the next thread must not wait for what will not come
        const std::lock_guard lock(mutex_);
        ++gone_;
        changed_.notify_one();
    }

    void handOn(std::size_t workers, const PageTaker& take) {
        bool going = true;
        for (std::size_t next = 0;; ++next) {
            std::unique_lock lock(mutex_);
            changed_.wait(lock, [&] { return done_.count(next) > 0 || gone_ == workers; });
            const auto at = done_.find(next);
            if (at == done_.end()) return;
            std::vector<PipelinePage> sheets = std::move(at->second);
            done_.erase(at);
            lock.unlock();
            for (PipelinePage& sheet : sheets)
                if (going && !take(sheet)) {
                    going = false;
                    source_.close();
                }
            sheets.clear();  // the picture goes before another one may come
            tokens_.release();
        }
    }

private:
    const std::vector<std::string>& files_;
    Source source_;
    std::counting_semaphore<> tokens_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::map<std::size_t, std::vector<PipelinePage>> done_;  // all sheets of a page
    std::size_t gone_ = 0;
};

}  // namespace

void readPages(const std::vector<std::string>& files, const forms::Library& library, const ocr::Reader& reader,
               int jobs, const PipelineOptions& options, const PageTaker& take) {
    Pipeline pipeline(files, static_cast<std::ptrdiff_t>(jobs) + 2);
    std::vector<std::jthread> threads;
    for (int n = 0; n < jobs; ++n) threads.emplace_back([&] { pipeline.work(library, reader, options); });
    pipeline.handOn(threads.size(), take);
}

int jobCount(int asked, const std::vector<std::string>& files) {
    const auto thick = [](const std::string& file) {
        const std::string extension = std::filesystem::path(file).extension().string();
        return !extension.empty() &&
               std::string_view(".pdf.PDF.tif.TIF.tiff.TIFF").find(extension) != std::string_view::npos;
    };
    int jobs = asked > 0 ? asked : static_cast<int>(std::thread::hardware_concurrency()) - 1;
    if (std::none_of(files.begin(), files.end(), thick)) jobs = std::min(jobs, static_cast<int>(files.size()));
    return std::max(1, jobs);
}

}  // namespace toitsu::station
