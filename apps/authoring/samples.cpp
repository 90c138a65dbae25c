#include "apps/authoring/samples.h"

#include <algorithm>
#include <filesystem>

#include "apps/station/library_folder.h"
#include "base/files.h"
#include "base/hash.h"
#include "base/json.h"

namespace toitsu::authoring {

namespace fs = std::filesystem;

namespace {

tl::unexpected<Error> unusable(const std::string& file) {
    return fail(ErrorKind::input, "C072",
                {"見本の正解が読めないか、同じ名前の画像がありません",
                 "a sample's truth is unreadable, or its picture is missing"},
                Place{file, 0, 0, 0});
}

std::string textOf(const Value& value) {
    return value.string() == nullptr ? std::string() : *value.string();
}

std::string pictureOf(const std::string& truth) {
    for (const char* extension : {".png", ".jpg", ".jpeg", ".tif", ".tiff", ".pdf"}) {
        const fs::path picture = fs::path(truth).replace_extension(extension);
        std::error_code failed;
        if (fs::is_regular_file(picture, failed)) return picture.string();
    }
    return {};
}

Sample samplePage(const Value& truth) {
    Sample sample;
    sample.layout = textOf(truth["layout"]);
    sample.profile = textOf(truth["profile"]);
    if (const Context* fields = truth["fields"].context())
        for (const auto& [name, field] : fields->entries()) sample.fields[name] = forms::canonicalText(field);
    return sample;
}

// One truth per page of the file: {"pages": […]}, or the one page itself.
Result<std::vector<Sample>> loadSample(const std::string& truthFile) {
    const std::string file = pictureOf(truthFile);
    if (file.empty()) return unusable(truthFile);
    auto content = files::read(truthFile);
    if (!content) return fail(content.error());
    auto value = json::parse(*content, truthFile);
    if (!value) return fail(value.error());
    auto picture = files::read(file);
    if (!picture) return fail(picture.error());
    const List one{*value};
    const List* pages = (*value)["pages"].list();
    std::vector<Sample> samples;
    for (const Value& truth : pages == nullptr ? one : *pages) {
        if (truth["fields"].context() == nullptr) return unusable(truthFile);
        Sample sample = samplePage(truth);
        sample.file = file;
        sample.truthFile = truthFile;
        sample.page = static_cast<int>(samples.size()) + 1;
        sample.pagesInFile = static_cast<int>(pages == nullptr ? 1 : pages->size());
        sample.sha256 = sha256Hex(*picture);
        samples.push_back(std::move(sample));
    }
    return samples;
}

}  // namespace

std::string Sample::name() const {
    return fs::path(file).filename().string() + (pagesInFile > 1 ? " (" + std::to_string(page) + ")" : "");
}

Result<std::vector<Sample>> samplesIn(const std::string& folder) {
    std::vector<Sample> samples;
    std::error_code failed;
    // A single scan, with its truth beside it.
    const std::string truth = fs::path(folder).replace_extension(".json").string();
    if (fs::is_regular_file(folder, failed))
        return fs::is_regular_file(truth, failed) ? loadSample(truth) : Result<std::vector<Sample>>(samples);
    for (const std::string& file : station::filesBelow(folder, ".json")) {
        if (fs::path(file).filename() == "golden.json") continue;  // of a form beside its samples
        auto pages = loadSample(file);
        if (!pages) return fail(pages.error());
        samples.insert(samples.end(), pages->begin(), pages->end());
    }
    return samples;
}

Result<std::vector<Sample>> loadSamples(const std::string& library) {
    std::vector<Sample> samples;
    std::error_code failed;
    std::vector<std::string> folders;
    for (fs::directory_iterator it(library + "/forms", failed), end; !failed && it != end; it.increment(failed))
        folders.push_back((it->path() / "samples").string());
    std::sort(folders.begin(), folders.end());
    for (const std::string& folder : folders) {
        auto found = samplesIn(folder);
        if (!found) return fail(found.error());
        samples.insert(samples.end(), found->begin(), found->end());
    }
    if (samples.empty()) return unusable(library + "/forms");
    return samples;
}

Result<forms::Record> truthRecord(const forms::Form& form, const Sample& sample) {
    forms::Record record;
    record.form = form.id;
    record.formVersion = form.version;
    record.layout = sample.layout;
    for (const forms::Field& field : form.fields) {
        forms::FieldValue value;
        value.field = field.id;
        const auto truth = sample.fields.find(field.id);
        if (truth != sample.fields.end() && !truth->second.empty()) {
            auto parsed = forms::parseField(field, truth->second);
            if (!parsed) {
                Error error = parsed.error();
                error.place = Place{sample.truthFile, 0, 0, 0};
                return fail(error);
            }
            value.value = *parsed;
            value.raw = truth->second;
        }
        record.fields.push_back(std::move(value));
    }
    return record;
}

}  // namespace toitsu::authoring
