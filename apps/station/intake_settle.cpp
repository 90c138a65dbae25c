// What becomes of pages that were read: a case of one page or of several, a person, or nothing.

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "apps/station/case_variables.h"
#include "apps/station/intake.h"
#include "apps/station/page_json.h"
#include "apps/station/sealed_record.h"
#include "apps/station/secret_places.h"
#include "forms/layout_pages.h"
#include "ocr/page_kind.h"

namespace toitsu::station {

namespace {

bool inOneCase(const ReadSheet& sheet, const std::vector<ReadSheet*>& sheets) {
    std::vector<std::string> ids;
    for (const ReadSheet* one : sheets) ids.push_back(one->record.id());
    return sheet.record.isTogether(ids);
}

// As a case's variables name a page.
Context named(const PageRecord& record) {
    Context page{{"blob", record.sha256}, {"number", record.page}};
    if (record.sheet > 0) page.put("sheet", record.sheet);
    return page;
}

const Wording kCompanionGone{"同じ帳票のほかのページが、既に別の案件に入っています",
                             "another page of the same form is already in a case of its own"};

}  // namespace

Result<void> Intake::save(const PageRecord& record) {
    beforeStep("record " + record.label());
    return data_.pages().save(record);
}

Result<void> Intake::startCase(const std::vector<ReadSheet*>& sheets, const forms::AddressBook& addresses) {
    const ocr::PageReading& first = sheets.front()->reading;
    const forms::Form& form = *library_.asked(first.form, first.layout);
    const forms::Layout& layout = *library_.layout(first.layout);
    std::vector<forms::Reading> readings;
    List pages;
    std::vector<std::string> together;
    for (const ReadSheet* sheet : sheets) {
        readings.insert(readings.end(), sheet->reading.readings.begin(), sheet->reading.readings.end());
        Context page = named(sheet->record);
        page.put("layout_page", sheet->reading.layoutPage);
        pages.push_back(page);
        together.push_back(sheet->record.id());
    }
    const forms::Record filled = forms::unify(form, layout, readings, {.addresses = &addresses});
    const PageRecord& head = sheets.front()->record;
    auto known = caseVariables(data_.vault(), form, filled, head.id());
    if (!known) return fail(known.error());
    Context& variables = *known;
    variables.put("page", named(head));
    if (sheets.size() > 1) variables.put("pages", pages);
    beforeStep("case of " + head.label());
    const auto station = openStation_();
    if (!station) return fail(station.error());
    auto started = (*station)->engine().start(process_, filled.municipality, head.caseKey(), variables, now());
    if (!started) return fail(started.error());
    for (ReadSheet* sheet : sheets) {
        PageRecord& record = sheet->record;
        record.state = PageState::inCase;
        record.code.clear();
        record.reason = {};
        record.caseId = *started;
        if (sheets.size() > 1) record.together = together;
        // The fields of a page that came alone are all there is of the form.
        const bool alone = sheets.size() == 1;
        const forms::Record own = alone ? filled : forms::onPage(filled, layout, sheet->reading.layoutPage);
        const auto sealed = sealRecord(data_.vault(), form, own, record.id());
        if (!sealed) return fail(sealed.error());
        const auto before = secretPlaces(library_, record.reading);
        record.reading = pageValue(sheet->page, sheet->reading, &*sealed, Language::ja);
        // A paper that has a place for the number shows where it stands now. One that has none does not uncover it.
        if (!secretPlaces(library_, record.reading).empty())
            record.covered.clear();
        else
            for (const auto& [field, quad] : before) record.covered.push_back(quad);
    }
    return {};
}

// What another municipality's people wrote is theirs, and a machine may be wrong about whose form it is: the page waits
// for those who handed it in, who have the paper, and nothing that was read of it is kept.
Result<void> Intake::keepToReach(ocr::PageReading& reading, PageRecord& record) const {
    const auto within = [&](const std::string& id) {
        const forms::Layout* layout = library_.layout(id);
        return !reach || layout == nullptr || reach->count(layout->municipality) != 0;
    };
    std::erase_if(reading.rivals, [&](const std::string& id) { return !within(id); });
    if (within(reading.layout)) return {};
    const ocr::PageReading foreign = std::exchange(reading, {});
    if (foreign.status == ocr::PageStatus::ambiguous && !foreign.rivals.empty()) {
        // Of those that look alike their own remain.
        reading.status = foreign.status;
        reading.code = foreign.code;
        reading.reason = foreign.reason;
        reading.rivals = foreign.rivals;
        reading.layout = reading.rivals.front();
        reading.form = library_.layout(reading.layout)->form;
        return {};
    }
    const forms::Form* form = library_.asked(foreign.form, foreign.layout);
    for (const forms::Reading& one : foreign.readings) {
        const forms::Field* field = form == nullptr ? nullptr : form->field(one.field);
        if (field != nullptr && field->myNumber) record.covered.push_back(one.quad);
        std::error_code failed;
        if (!one.crop.empty()) std::filesystem::remove(one.crop, failed);
        if (failed)
            return fail(ErrorKind::unavailable, "X013",
                        {"切り抜いた画像を消せません。フォルダーの権限を確かめてください",
                         "a picture that was cut out cannot be removed; check the folder's permissions"});
    }
    reading.code = kForeign;
    reading.reason = {
        "取り込んだ団体とは別の団体の様式のようです。紙をその団体の受付に渡すか、自団体のレイアウトを選ぶか、"
        "理由を残して除外してください",
        "this looks like another municipality's form than that which took it in; hand the paper to those who "
        "take scans in there, choose a layout of your own, or set it aside with a reason"};
    return {};
}

Result<void> Intake::settleAlone(ReadSheet& sheet, const ocr::Page& page, const forms::AddressBook& addresses) {
    PageRecord& record = sheet.record;
    if (layoutOf(library_, sheet.reading) != nullptr) {
        if (auto started = startCase({&sheet}, addresses); !started) return started;
        return save(record);
    }
    record.state = PageState::waiting;
    record.code = sheet.reading.code;
    record.reason = sheet.reading.reason;
    // What fits no layout may be no form at all; nobody needs to look at an empty back.
    if (sheet.reading.code == "S020")
        if (const ocr::PageVerdict verdict = ocr::kindOf(ocr::partAlone(page)); verdict.kind != ocr::PageKind::form) {
            record.state = PageState::dismissed;
            record.dismissed = record.received;
            record.code = verdict.code;
            record.reason = verdict.reason;
        }
    record.reading = pageValue(sheet.page, sheet.reading, nullptr, Language::ja);
    return save(record);
}

Result<void> Intake::settle(const Submission& submission, std::vector<ReadSheet>& stack,
                            const forms::AddressBook& addresses) {
    std::vector<ReadSheet*> sheets;
    for (const std::size_t at : submission.pages) sheets.push_back(&stack[at]);
    if (!oneOfSeveral(library_, sheets.front()->reading)) return {};  // settled alone
    // A page whose case is another one cannot be in two.
    const bool free = std::all_of(sheets.begin(), sheets.end(), [&](const ReadSheet* sheet) {
        return !sheet->known || sheet->record.state == PageState::waiting || inOneCase(*sheet, sheets);
    });
    const bool whole = submission.whole && free;
    if (whole) {
        if (auto started = startCase(sheets, addresses); !started) return started;
    } else {
        for (ReadSheet* sheet : sheets) {
            if (sheet->known) continue;
            sheet->record.state = PageState::waiting;
            sheet->record.code = submission.whole ? "C115" : submission.code;
            sheet->record.reason = submission.whole ? kCompanionGone : submission.reason;
            const forms::Record own = recordOfPage(library_, sheet->reading, addresses);
            const forms::Form& form = *library_.asked(own.form, own.layout);
            const auto sealed = sealRecord(data_.vault(), form, own, sheet->record.id());
            if (!sealed) return fail(sealed.error());
            sheet->record.reading = pageValue(sheet->page, sheet->reading, &*sealed, Language::ja);
        }
    }
    for (ReadSheet* sheet : sheets)
        if (!sheet->known || whole)
            if (auto saved = save(sheet->record); !saved) return saved;
    return {};
}

}  // namespace toitsu::station
