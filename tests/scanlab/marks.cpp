#include "tests/scanlab/marks.h"

#include <algorithm>

namespace toitsu::scanlab {
namespace {

using forms::Box;

bool contains(const std::vector<std::string>& list, const std::string& word) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

Box grown(const Box& box, double by) {
    return {box.x - box.width * by / 2, box.y - box.height * by / 2, box.width * (1 + by), box.height * (1 + by)};
}

class Marker {
public:
    Marker(Sheet& sheet, const forms::ChoicePlace& place, const Habit& habit, const Pen& pen, Random& random)
        : sheet_(sheet), round_(place.mark == forms::Mark::circle), habit_(habit), pen_(pen), random_(random) {}

    std::string usual() const { return round_ ? habit_.round : habit_.square; }

    void mark(const forms::OptionPlace& option, const std::string& kind) {
        Box box = scaled(option.box);
        double pen = sheet_.pixels(pen_.width);
        Ink ink = pen_.ink;
        std::string shape = kind;
        if (kind == "leak" || kind == "touching" || kind == "faint") shape = usual();
        if (kind == "leak") {
            const double sideways = random_.between(0.3, 0.5) * (random_.chance(0.5) ? 1 : -1);
            const double upwards = random_.between(-0.4, 0.4);
            box.x += sideways * (round_ ? 0.5 : 1.6) * box.width;
            box.y += upwards * box.height;
        }
        if (kind == "touching") box = grown(box, round_ ? random_.between(0.35, 0.7) : random_.between(0.9, 1.6));
        if (kind == "faint") {
            ink = {85, 85, 85, random_.between(0.55, 0.8), 0.5};
            pen = sheet_.pixels(random_.between(0.25, 0.4));
        }
        sheet_.put(draw(shape, box, pen), ink, random_);
    }

    // A line through what was marked, or a scrawl over it; some press a small seal beside it.
    void strikeOut(const forms::OptionPlace& option) {
        const Box box = scaled(option.box);
        const double pen = sheet_.pixels(pen_.width);
        const Box over = round_ ? grown(box, 0.15) : grown(box, 0.9);
        const bool lines = random_.chance(0.65);
        sheet_.put(lines ? strike(over, pen, random_) : scrawl(over, pen, random_), pen_.ink, random_);
        if (lines && random_.chance(0.3)) {
            const forms::Point beside{over.right() + sheet_.pixels(1.5), over.centre().y - sheet_.pixels(1)};
            sheet_.put(seal(beside, sheet_.pixels(random_.between(5.5, 7)), "印", random_), {52, 48, 204, 0.85, 0.2},
                       random_);
        }
    }

private:
    Box scaled(const Box& box) const {
        return {sheet_.pixels(box.x), sheet_.pixels(box.y), sheet_.pixels(box.width), sheet_.pixels(box.height)};
    }

    Drawing draw(const std::string& shape, const Box& box, double pen) {
        if (shape == "cross") return cross(box, pen, random_);
        if (shape == "slash") return slash(box, pen, random_);
        if (shape == "fill") return scrawl(grown(box, -0.15), pen, random_);
        if (shape == "dot") return dot(box, pen, random_);
        if (shape == "circle") return circle(round_ ? box : grown(box, 0.8), pen, random_);
        return tick(round_ ? middle(box) : box, pen, random_);
    }

    // The square in the middle of an option's text.
    static Box middle(const Box& box) {
        const double side = std::min(box.width, box.height);
        return {box.centre().x - side / 2, box.centre().y - side / 2, side, side};
    }

    Sheet& sheet_;
    bool round_;
    const Habit& habit_;
    const Pen& pen_;
    Random& random_;
};

std::string drawKind(const std::string& usual, Random& random) {
    const double dice = random.uniform();
    return dice < 0.06   ? "correction"
           : dice < 0.09 ? "two"
           : dice < 0.14 ? "faint"
           : dice < 0.21 ? "leak"
           : dice < 0.26 ? "touching"
                         : usual;
}

}  // namespace

Habit drawHabit(Random& random) {
    static const std::vector<std::string> squares{"check", "check", "check", "check", "cross",
                                                  "fill",  "dot",   "slash", "circle"};
    static const std::vector<std::string> rounds{"circle", "circle", "circle", "circle", "circle", "circle", "check"};
    return {random.pick(squares), random.pick(rounds)};
}

const std::vector<std::string>& markKinds() {
    static const std::vector<std::string> kinds{"check", "cross",    "slash", "fill",       "dot", "circle",
                                                "leak",  "touching", "faint", "correction", "two"};
    return kinds;
}

Marking markOptions(Sheet& sheet, const forms::ChoicePlace& place, const std::vector<std::string>& chosen, bool single,
                    const std::string& wanted, const Habit& habit, const Pen& pen, Random& random) {
    Marker marker(sheet, place, habit, pen, random);
    Marking marking{place.field, place.part, wanted == "varied" ? drawKind(marker.usual(), random) : wanted, {}, {}};
    std::vector<const forms::OptionPlace*> taken, left;
    for (const auto& option : place.options) (contains(chosen, option.option) ? taken : left).push_back(&option);
    const bool whole = place.part.empty();
    // Over an option's text a cross, a slash or a scrawl would say that it does not hold.
    const bool saysNo = place.mark == forms::Mark::circle && contains({"cross", "slash", "fill", "dot"}, marking.kind);
    const bool impossible = saysNo || (marking.kind == "two" && (!single || !whole || taken.empty() || left.empty())) ||
                            (marking.kind == "correction" && left.empty());
    if (impossible || marking.kind == "plain") marking.kind = marker.usual();
    if (taken.empty() && marking.kind != "correction") marking.kind = "none";

    if (marking.kind == "correction") {
        const forms::OptionPlace& first = *random.pick(left);
        marker.mark(first, marker.usual());
        marker.strikeOut(first);
        marking.struck.push_back(first.option);
    }
    if (marking.kind == "two") taken.push_back(random.pick(left));
    for (const auto* option : taken) {
        marker.mark(*option, marking.kind == "correction" || marking.kind == "two" ? marker.usual() : marking.kind);
        marking.marked.push_back(option->option);
    }
    return marking;
}

}  // namespace toitsu::scanlab
