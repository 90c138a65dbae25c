#include "apps/station/verify/item_payload.h"

#include <cmath>

#include "base/json.h"
#include "ocr/sheet_part.h"

namespace toitsu::station {

namespace {

Value tenths(double number) {
    return Decimal::fromDouble(std::round(number * 10) / 10).value_or(Decimal(0));
}

Value share(double number) {
    return Decimal::fromDouble(std::round(number * 10000) / 10000).value_or(Decimal(0));
}

std::string textOf(const Value& value) {
    return value.string() == nullptr ? std::string() : *value.string();
}

double numberOf(const Value& value) {
    return value.number() == nullptr ? 0 : value.number()->toDouble();
}

int wholeOf(const Value& value) {
    return value.number() == nullptr ? 0 : static_cast<int>(value.number()->toInteger().value_or(0));
}

struct NamedPage {
    std::string id;
    int number = 1;
    int layoutPage = 0;
};

NamedPage named(const Value& page) {
    const std::string blob = textOf(page["blob"]);
    const int number = wholeOf(page["number"]);
    return {blob.empty() ? blob : blob + "-" + ocr::pageLabel(number, wholeOf(page["sheet"])), number,
            wholeOf(page["layout_page"])};
}

std::vector<std::string*> textsOf(ItemPayload& payload) {
    std::vector<std::string*> texts{&payload.text, &payload.raw};
    for (forms::Candidate& candidate : payload.candidates) texts.push_back(&candidate.text);
    return texts;
}

std::vector<NamedPage> namedPages(const Value& variables) {
    std::vector<NamedPage> out;
    if (const List* pages = variables["pages"].list()) {
        for (const Value& page : *pages) out.push_back(named(page));
    } else if (variables["page"].context() != nullptr) {
        out.push_back(named(variables["page"]));
    }
    return out;
}

}  // namespace

std::vector<std::string> pagesOf(const Value& variables) {
    std::vector<std::string> out;
    for (const NamedPage& page : namedPages(variables)) out.push_back(page.id);
    return out;
}

ItemPayload payloadOf(const forms::FieldValue& value, const Value& variables) {
    ItemPayload out;
    out.text = forms::canonicalText(value.value);
    out.raw = value.raw;
    out.confidence = value.confidence;
    out.why = value.why;
    out.candidates = value.candidates;
    const auto pages = namedPages(variables);
    for (const forms::Reading& reading : value.readings) {
        std::string id = pages.size() == 1 ? pages.front().id : std::string();
        for (const NamedPage& page : pages)
            if (page.number == reading.page) id = page.id;
        if (out.page.empty()) out.page = id;
        if (id.empty() || id != out.page) {
            out.left = true;
            continue;
        }
        out.places.push_back(reading.quad);
    }
    return out;
}

Result<void> sealPayload(Vault& vault, const SealedPlace& place, bool secret, ItemPayload& payload) {
    for (std::string* text : textsOf(payload)) {
        if (text->empty() || (!secret && !Vault::isSealed(*text))) continue;
        auto sealed = vault.seal(place, *text);
        if (!sealed) return fail(sealed.error());
        *text = std::move(*sealed);
    }
    return {};
}

Result<void> openPayload(Vault& vault, const SealedPlace& place, ItemPayload& payload) {
    for (std::string* text : textsOf(payload)) {
        auto plain = vault.open(place, *text);
        if (!plain) return fail(plain.error());
        *text = std::move(*plain);
    }
    return {};
}

std::string ItemPayload::json() const {
    List better, quads;
    for (const forms::Candidate& candidate : candidates)
        better.push_back(Context{{"text", candidate.text}, {"confidence", share(candidate.confidence)}});
    for (const auto& place : places) {
        List quad;
        for (const forms::Point& point : place) quad.push_back(List{tenths(point.x), tenths(point.y)});
        quads.push_back(quad);
    }
    return json::write(Context{{"text", text},
                               {"raw", raw},
                               {"confidence", share(confidence)},
                               {"ja", why.ja},
                               {"en", why.en},
                               {"candidates", better},
                               {"page", page},
                               {"places", quads},
                               {"left", left}});
}

ItemPayload ItemPayload::parse(const std::string& text) {
    ItemPayload out;
    const auto value = json::parse(text);
    if (!value) return out;  // written by us; a damaged row shows nothing rather than something else
    out.text = textOf((*value)["text"]);
    out.raw = textOf((*value)["raw"]);
    out.confidence = numberOf((*value)["confidence"]);
    out.why = {textOf((*value)["ja"]), textOf((*value)["en"])};
    out.page = textOf((*value)["page"]);
    out.left = (*value)["left"].isTrue();
    if (const List* candidates = (*value)["candidates"].list())
        for (const Value& one : *candidates)
            out.candidates.push_back({textOf(one["text"]), numberOf(one["confidence"])});
    if (const List* places = (*value)["places"].list())
        for (const Value& place : *places) {
            const List* points = place.list();
            if (points == nullptr || points->size() != 4) continue;
            std::array<forms::Point, 4> quad;
            for (std::size_t n = 0; n < 4; ++n)
                if (const List* pair = (*points)[n].list(); pair != nullptr && pair->size() == 2)
                    quad[n] = {numberOf((*pair)[0]), numberOf((*pair)[1])};
            out.places.push_back(quad);
        }
    return out;
}

}  // namespace toitsu::station
