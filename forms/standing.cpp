#include "forms/standing.h"

#include <algorithm>
#include <array>

namespace toitsu::forms {
namespace {

struct MannerWords {
    std::string_view name;
    const char* ja;
    const char* en;
};
constexpr std::array kManners{MannerWords{"line", "枠なしの記入欄", "free line"},
                              MannerWords{"column", "縦書きの記入欄", "vertical columns"},
                              MannerWords{"cells", "マス", "ruled cells"},
                              MannerWords{"check", "□に✓", "tick boxes"},
                              MannerWords{"circle", "○で囲む", "circled options"},
                              MannerWords{"cross", "□に×", "crossed boxes"},
                              MannerWords{"seal", "押印欄", "seal"},
                              MannerWords{"image", "貼付・図", "image"},
                              MannerWords{"barcode", "バーコード", "barcode"},
                              MannerWords{"fixed", "印刷済み", "printed"}};

Manner mannerOf(Mark mark) {
    return mark == Mark::circle ? Manner::circle : mark == Mark::cross ? Manner::cross : Manner::check;
}

Box around(const std::vector<OptionPlace>& options) {
    if (options.empty()) return {};
    double left = 1e9, top = 1e9, right = 0, bottom = 0;
    for (const OptionPlace& option : options) {
        left = std::min(left, option.box.x);
        top = std::min(top, option.box.y);
        right = std::max(right, option.box.right());
        bottom = std::max(bottom, option.box.bottom());
    }
    return {left, top, right - left, bottom - top};
}

}  // namespace

std::string_view mannerName(Manner manner) {
    return kManners[static_cast<std::size_t>(manner)].name;
}

Wording mannerWording(Manner manner) {
    const MannerWords& words = kManners[static_cast<std::size_t>(manner)];
    return {words.ja, words.en};
}

std::vector<Standing> standings(const Layout& layout) {
    std::vector<Standing> all;
    for (const LayoutPage& page : layout.pages) {
        const auto add = [&](const std::string& field, const std::string& part, Manner manner, const Box& box,
                             const Place& place) -> Standing& {
            Standing one;
            one.page = page.number;
            one.field = field;
            one.part = part;
            one.manner = manner;
            one.box = box;
            one.place = place;
            return all.emplace_back(std::move(one));
        };
        for (const TextPlace& text : page.texts) {
            const Manner manner = text.cells > 0 ? Manner::cells : text.vertical ? Manner::column : Manner::line;
            Standing& one = add(text.field, text.part, manner, text.box, text.place);
            one.cells = text.cells;
            one.written = text.written;
            one.rightAligned = text.rightAligned;
        }
        for (const ChoicePlace& choice : page.choices)
            add(choice.field, choice.part, mannerOf(choice.mark), around(choice.options), choice.place).options =
                choice.options;
        for (const SealPlace& seal : page.seals) add(seal.field, "", Manner::seal, seal.box, seal.place);
        for (const ImagePlace& image : page.images) add(image.field, "", Manner::image, image.box, image.place);
        for (const BarcodePlace& code : page.barcodes)
            add(code.field, "", Manner::barcode, code.box, code.place).value = code.kind;
        for (const FixedPart& fixed : page.fixed)
            add(fixed.field, fixed.part, Manner::fixed, {}, fixed.place).value = fixed.value;
    }
    return all;
}

}  // namespace toitsu::forms
