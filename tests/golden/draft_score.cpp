#include "tests/golden/draft_score.h"

#include <algorithm>

namespace toitsu::golden {

namespace {

using forms::Box;

struct Placed {
    std::string field, part, option;
    Box box;
    Box word{};  // of an option
};

double overlap(const Box& a, const Box& b) {
    const double w = std::min(a.right(), b.right()) - std::max(a.x, b.x),
                 h = std::min(a.bottom(), b.bottom()) - std::max(a.y, b.y);
    if (w <= 0 || h <= 0) return 0;
    return w * h / (a.width * a.height + b.width * b.height - w * h);
}

Box around(const Box& a, const Box& b) {
    const double x = std::min(a.x, b.x), y = std::min(a.y, b.y);
    return {x, y, std::max(a.right(), b.right()) - x, std::max(a.bottom(), b.bottom()) - y};
}

std::vector<Placed> placesOf(const forms::LayoutPage& page) {
    std::vector<Placed> all;
    for (const auto& text : page.texts) all.push_back({text.field, text.part, "", text.box});
    for (const auto& choice : page.choices)
        for (const auto& option : choice.options) all.push_back({choice.field, choice.part, option.option, option.box});
    for (const auto& seal : page.seals) all.push_back({seal.field, "", "", seal.box});
    for (const auto& image : page.images) all.push_back({image.field, "", "", image.box});
    return all;
}

std::vector<Placed> placesOf(const std::vector<forms::Question>& questions) {
    std::vector<Placed> all;
    for (const auto& question : questions) {
        for (const auto& part : question.parts) {
            const bool alone = question.parts.size() == 1 && part.part.size() == 1;
            if (part.box.width > 0) all.push_back({question.field, alone ? "" : part.part, "", part.box});
            for (const auto& option : part.options)
                all.push_back({question.field, part.part, option.code, option.box, option.printedBox});
        }
        // All groups of a number as one place.
        if (question.parts.size() > 1 && question.kind != forms::Question::Kind::date)
            all.push_back({question.field, "", "", question.box});
        // The boxes of a date, where a layout has them as one number.
        if (question.kind == forms::Question::Kind::date) {
            Box boxes;
            for (const auto& part : question.parts)
                if (!part.cells.empty()) boxes = boxes.width > 0 ? around(boxes, part.box) : part.box;
            if (boxes.width > 0) all.push_back({question.field, "", "", boxes});
        }
        for (const auto& option : question.options)
            all.push_back({question.field, "", option.code, option.box, option.printedBox});
    }
    return all;
}

// The boxes that draftLayoutXml writes, in comments, too.
std::vector<Box> writtenBoxes(const forms::Form& form, const std::vector<forms::Question>& questions) {
    using Kind = forms::Question::Kind;
    std::vector<Box> all;
    for (const auto& question : questions) {
        const forms::Field* field = form.field(question.field);
        const auto fits = [&](forms::FieldType type) { return field == nullptr || field->type == type; };
        const bool apart = question.kind == Kind::date || question.parts.size() == 1 ||
                           (question.kind == Kind::phone && fits(forms::FieldType::phone)) ||
                           (question.kind == Kind::postcode && fits(forms::FieldType::postcode));
        if (!apart && !question.parts.empty()) all.push_back(question.box);
        for (const auto& part : question.parts) {
            if (apart && part.box.width > 0) all.push_back(part.box);
            for (const auto& option : part.options) all.push_back(option.box);
        }
        for (const auto& option : question.options) all.push_back(option.box);
    }
    return all;
}

// Pairs from the best downward, each place and each box once.
int pairsOf(const std::vector<Placed>& places, const std::vector<Box>& boxes) {
    struct Pair {
        double value;
        std::size_t place, box;
    };
    std::vector<Pair> pairs;
    for (std::size_t p = 0; p < places.size(); ++p)
        for (std::size_t b = 0; b < boxes.size(); ++b)
            if (const double value = overlap(places[p].box, boxes[b]); value >= 0.7) pairs.push_back({value, p, b});
    std::stable_sort(pairs.begin(), pairs.end(), [](const Pair& a, const Pair& b) { return a.value > b.value; });
    std::vector<bool> placed(places.size()), used(boxes.size());
    int count = 0;
    for (const Pair& pair : pairs) {
        if (placed[pair.place] || used[pair.box]) continue;
        placed[pair.place] = used[pair.box] = true;
        ++count;
    }
    return count;
}

}  // namespace

void DraftScore::add(const DraftScore& other) {
    places += other.places;
    found += other.found;
    right += other.right;
    exact += other.exact;
    strict += other.strict;
    drafted += other.drafted;
    written += other.written;
    notFound.insert(notFound.end(), other.notFound.begin(), other.notFound.end());
    wrong.insert(wrong.end(), other.wrong.begin(), other.wrong.end());
}

DraftScore scoreDraft(const forms::Form& form, const forms::LayoutPage& truth,
                      const std::vector<forms::Question>& drafted) {
    const auto boxes = placesOf(drafted);
    DraftScore score;
    score.drafted = static_cast<int>(boxes.size());
    const auto written = writtenBoxes(form, drafted);
    score.written = static_cast<int>(written.size());
    score.strict = pairsOf(placesOf(truth), written);
    for (const Placed& place : placesOf(truth)) {
        ++score.places;
        const std::string name = place.field + (place.part.empty() ? "" : "/" + place.part) +
                                 (place.option.empty() ? "" : "=" + place.option);
        const Placed* best = nullptr;
        double most = 0.7;
        for (const Placed& box : boxes) {
            const double value =
                std::max(overlap(place.box, box.box), place.option.empty() ? 0 : overlap(place.box, box.word));
            // Of two that fit, one for the right field.
            if (value >= most ||
                (value >= 0.7 && best != nullptr && best->field != place.field && box.field == place.field)) {
                most = std::max(most, value);
                best = &box;
            }
        }
        if (best == nullptr) {
            score.notFound.push_back(name);
            continue;
        }
        ++score.found;
        if (best->field != place.field) {
            score.wrong.push_back(name + " → " + (best->field.empty() ? "?" : best->field));
            continue;
        }
        ++score.right;
        score.exact += best->part == place.part && best->option == place.option ? 1 : 0;
    }
    return score;
}

}  // namespace toitsu::golden
