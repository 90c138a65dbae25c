#include "ocr/draft/acro_form.h"

#include <algorithm>

#define POINTERHOLDER_TRANSITION 4  // qpdf 11: std::shared_ptr only
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFAcroFormDocumentHelper.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFPageObjectHelper.hh>

#include "base/files.h"

namespace toitsu::ocr {

namespace {

constexpr double kMmPerPoint = 25.4 / 72;

// A rectangle in the page's own points, as the page is shown.
forms::Box shown(const QPDFObjectHandle::Rectangle& r, const QPDFObjectHandle::Rectangle& page, int turn) {
    const double w = page.urx - page.llx, h = page.ury - page.lly;
    double left = std::min(r.llx, r.urx) - page.llx, right = std::max(r.llx, r.urx) - page.llx;
    double top = h - (std::max(r.lly, r.ury) - page.lly), bottom = h - (std::min(r.lly, r.ury) - page.lly);
    for (int quarter = 0; quarter < turn / 90 % 4; ++quarter) {
        // Clockwise: what was on the left is on top.
        const double height = quarter % 2 == 0 ? h : w;
        const double l = height - bottom, rr = height - top, t = left, b = right;
        left = l, right = rr, top = t, bottom = b;
    }
    return {left * kMmPerPoint, top * kMmPerPoint, (right - left) * kMmPerPoint, (bottom - top) * kMmPerPoint};
}

forms::SeenInput inputOf(QPDFFormFieldObjectHelper& field, QPDFAnnotationObjectHelper& annotation) {
    forms::SeenInput input;
    input.name = field.getFullyQualifiedName();
    input.label = field.getAlternativeName();
    if (input.label == input.name) input.label.clear();
    const std::string type = field.getFieldType();
    if (type == "/Btn") input.kind = forms::SeenInput::Kind::check;
    if (type == "/Ch") input.kind = forms::SeenInput::Kind::choice;
    if (type == "/Sig") input.kind = forms::SeenInput::Kind::signature;
    if (type == "/Tx" && (field.getFlags() & (1 << 24)) != 0) {  // comb
        auto length = field.getInheritableFieldValue("/MaxLen");
        if (length.isInteger()) input.cells = std::clamp(length.getIntValueAsInt(), 0, 100);
    }
    if (input.kind == forms::SeenInput::Kind::check) {
        auto looks = annotation.getAppearanceDictionary().getKey("/N");
        if (looks.isDictionary())
            for (const std::string& key : looks.getKeys())
                if (key != "/Off") input.option = key.substr(1);
    }
    return input;
}

}  // namespace

Result<std::vector<std::vector<forms::SeenInput>>> acroInputs(const std::string& path) {
    std::vector<std::vector<forms::SeenInput>> result;
    const auto bytes = files::read(path);
    if (!bytes) return fail(bytes.error());
    if (bytes->find("%PDF-") == std::string::npos || bytes->find("%PDF-") > 1024) return result;
    try {
        QPDF pdf;
        pdf.setSuppressWarnings(true);
        pdf.processMemoryFile(path.c_str(), bytes->data(), bytes->size());
        QPDFAcroFormDocumentHelper form(pdf);
        for (auto& page : QPDFPageDocumentHelper(pdf).getAllPages()) {
            auto& inputs = result.emplace_back();
            if (!form.hasAcroForm()) continue;
            const auto box = page.getCropBox().getArrayAsRectangle();
            auto rotate = page.getAttribute("/Rotate", false);
            const int turn = rotate.isInteger() ? ((rotate.getIntValueAsInt() % 360) + 360) % 360 : 0;
            for (auto& annotation : form.getWidgetAnnotationsForPage(page)) {
                auto field = form.getFieldForAnnotation(annotation);
                if (field.getFieldType() == "/Btn" && field.isPushbutton()) continue;
                forms::SeenInput input = inputOf(field, annotation);
                input.box = shown(annotation.getRect(), box, turn);
                if (input.box.width > 0.5 && input.box.height > 0.5) inputs.push_back(std::move(input));
            }
        }
    } catch (const std::exception&) {
        return fail(ErrorKind::input, "S004",
                    {"PDF が壊れています。作り直すか、画像（PNG）にして渡してください",
                     "the PDF is broken; make it again, or give a picture (PNG)"},
                    {path, 0, 0, 0});
    }
    return result;
}

}  // namespace toitsu::ocr
