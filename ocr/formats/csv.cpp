// A row for each page cannot be written before the last page is known: its columns are the fields of all forms that
// occurred. So the rows wait here as texts, a few hundred bytes for each page; pictures do not.

#include "ocr/formats/csv.h"

#include <algorithm>
#include <map>

#include "base/csv.h"
#include "ocr/formats/markup.h"
#include "ocr/sheet_part.h"

namespace toitsu::ocr {

namespace {

csv::Row headNames() {
    return {"file", "page", "status", "code", "form", "layout", "residual_mm", "doubts"};
}

std::vector<std::string> doubtsOf(const ReadPage& page) {
    std::vector<std::string> fields;
    if (page.record)
        for (const forms::FieldValue& field : page.record->fields)
            if (field.doubt) fields.push_back(field.field);
    return fields;
}

csv::Row headOf(const ReadPage& page) {
    const bool placed = page.record || page.reading.residualMm > 0;
    std::string doubts;
    for (const std::string& field : doubtsOf(page)) doubts += (doubts.empty() ? "" : "|") + field;
    return {page.page.file,
            pageLabel(page.page.number, page.page.sheet),
            statusName(page.record ? PageStatus::read : page.reading.status),
            page.record ? std::string() : page.reading.code,
            page.reading.form,
            page.reading.layout,
            placed ? plain(page.reading.residualMm, 3) : std::string(),
            doubts};
}

class PageRows : public FormatWriter {
public:
    Result<void> add(const ReadPage& page) override {
        rows_.push_back({headOf(page), {}});
        if (!page.record) return {};
        for (const forms::FieldValue& field : page.record->fields) {
            const auto [at, isNew] = columns_.emplace(field.field, names_.size());
            if (isNew) names_.push_back(field.field);
            auto& values = rows_.back().values;
            if (values.size() <= at->second) values.resize(at->second + 1);
            values[at->second] = forms::canonicalText(field.value);
        }
        return {};
    }

    Result<std::string> finish() override {
        csv::Row head = headNames();
        head.insert(head.end(), names_.begin(), names_.end());
        std::string out = csv::write(head);
        for (Row& row : rows_) {
            row.values.resize(names_.size());
            row.head.insert(row.head.end(), row.values.begin(), row.values.end());
            out += csv::write(row.head);
        }
        return out;
    }

private:
    struct Row {
        csv::Row head;
        std::vector<std::string> values;  // by column; shorter than the columns that later pages bring
    };
    std::vector<Row> rows_;
    std::vector<std::string> names_;
    std::map<std::string, std::size_t> columns_;
};

class FieldRows : public FormatWriter {
public:
    explicit FieldRows(const FormatOptions& options) : language_(options.language) {
        out_ = csv::write({"file", "page", "form", "layout", "field", "title", "value", "raw", "confidence", "status",
                           "why", "left", "top", "right", "bottom"});
    }

    Result<void> add(const ReadPage& page) override {
        if (!page.record) {
            const std::string why = page.reading.reason.in(language_);
            row(page, {"", "", "", "", "", statusName(page.reading.status), page.reading.code + " " + why});
            return {};
        }
        for (const forms::FieldValue& field : page.record->fields) {
            const forms::Field* known = page.form == nullptr ? nullptr : page.form->field(field.field);
            csv::Row cells{field.field,
                           known == nullptr ? std::string() : known->title,
                           forms::canonicalText(field.value),
                           field.raw,
                           plain(field.confidence, 4),
                           field.doubt ? "doubt" : "accept",
                           field.doubt ? field.why.in(language_) : std::string()};
            if (const auto quad = fieldQuad(field, page.reading.corners)) {
                const PixelBox box = boundsIn(*quad, page.page.picture);
                for (const int at : {box.left, box.top, box.right, box.bottom}) cells.push_back(std::to_string(at));
            }
            row(page, std::move(cells));
        }
        return {};
    }

    Result<std::string> finish() override { return out_; }

private:
    void row(const ReadPage& page, csv::Row cells) {
        csv::Row all{page.page.file, pageLabel(page.page.number, page.page.sheet), page.reading.form,
                     page.reading.layout};
        all.insert(all.end(), cells.begin(), cells.end());
        all.resize(15);
        out_ += csv::write(all);
    }

    Language language_;
    std::string out_;
};

}  // namespace

std::unique_ptr<FormatWriter> makeCsv(const FormatOptions& options) {
    if (options.rowPerField) return std::make_unique<FieldRows>(options);
    return std::make_unique<PageRows>();
}

}  // namespace toitsu::ocr
