#include "tests/scanlab/marks.h"

#include <algorithm>

#include "base/text.h"

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
        : sheet_(sheet), asked_(place.mark), habit_(habit), pen_(pen), random_(random) {}

    // Where a cross is asked for, a blackened square is a cross taken back.
    std::string usual() const {
        if (round_) return habit_.round;
        return asked_ == forms::Mark::cross && habit_.square == "fill" ? "cross" : habit_.square;
    }

    void mark(const forms::OptionPlace& option, const std::string& kind) {
        Box box = scaled(option.box);
        double pen = sheet_.pixels(pen_.width);
        Ink ink = pen_.ink;
        std::string shape = kind;
        if (kind == "leak" || kind == "touching" || kind == "faint") shape = usual();
        if (kind == "label") shape = "circle";
        if (kind == "leak") {
            const double sideways = random_.between(0.3, 0.5) * (random_.chance(0.5) ? 1 : -1);
            const double upwards = random_.between(-0.4, 0.4);
            box.x += sideways * (round_ ? 0.5 : 1.6) * box.width;
            box.y += upwards * box.height;
        }
        if (kind == "label") box = label(option);
        if (kind == "touching") box = grown(box, round_ ? random_.between(0.35, 0.7) : random_.between(0.9, 1.6));
        if (kind == "faint") {
            ink = {85, 85, 85, random_.between(0.55, 0.8), 0.5};
            pen = sheet_.pixels(random_.between(0.25, 0.4));
        }
        put(draw(shape, box, pen), ink);
    }

    // A pencil's mark after the eraser: pale, smeared, still there.
    void erase(const forms::OptionPlace& option) {
        const Box box = scaled(option.box);
        Drawing drawing = draw(usual(), box, sheet_.pixels(pen_.width));
        wearStroke(drawing, {{}, 0, 0.7, random_.between(0.05, 0.2)}, sheet_.pixels(1), random_);
        sheet_.put(drawing, {70, 70, 70, random_.between(0.08, 0.24), 0.3}, random_);
    }

    // One or two lines through what was marked (often through its text, too), or a scribble over it; some press a small
    // seal on it or beside it. Says which.
    std::string strikeOut(const forms::OptionPlace& option) {
        const Box box = scaled(option.box);
        const std::string way = random_.pick(strikeWays(round_));
        const bool lines = way == "lines" || way == "line";
        Box over = grown(box, round_ ? random_.between(0.05, 0.3) : random_.between(0.5, 1.3));
        if (lines && !round_ && !option.printed.empty() && random_.chance(0.35))
            over.width += sheet_.pixels(3.2) * static_cast<double>(text::length(option.printed));
        put(strikeWay(way, over, sheet_.pixels(pen_.width), random_), pen_.ink);
        if (lines && random_.chance(0.3)) {
            const bool beside = random_.chance(0.6);
            const forms::Point at{beside ? over.right() + sheet_.pixels(1.5) : box.centre().x,
                                  over.centre().y - sheet_.pixels(beside ? 1 : 0)};
            sheet_.put(seal(at, sheet_.pixels(random_.between(5.5, 7)), "印", random_), {52, 48, 204, 0.85, 0.2},
                       random_);
        }
        return way;
    }

private:
    Box scaled(const Box& box) const {
        return {sheet_.pixels(box.x), sheet_.pixels(box.y), sheet_.pixels(box.width), sheet_.pixels(box.height)};
    }

    // The text beside a square, sometimes together with the square.
    Box label(const forms::OptionPlace& option) {
        const Box box = scaled(option.box);
        const double width = sheet_.pixels(3.2) * static_cast<double>(text::length(option.printed));
        const double left = random_.chance(0.6) ? box.x - sheet_.pixels(0.5) : box.right() + sheet_.pixels(0.3);
        return {left, box.centre().y - sheet_.pixels(2.6), box.right() + sheet_.pixels(1) + width - left,
                sheet_.pixels(5.2)};
    }

    void put(Drawing drawing, const Ink& ink) {
        wearStroke(drawing, pen_, sheet_.pixels(1), random_);
        sheet_.put(drawing, ink, random_);
    }

    // About every second mark is made in a hurry.
    Drawing draw(const std::string& shape, const Box& box, double pen) {
        const bool hasty = random_.chance(0.5);
        const Box ring = round_ || box.width > 1.2 * box.height ? box : grown(box, random_.between(0.5, 1.2));
        if (shape == "cross") return hasty ? wideCross(box, pen, random_) : cross(box, pen, random_);
        if (shape == "slash") return slash(box, pen, random_);
        if (shape == "fill") return scrawl(grown(box, random_.between(-0.25, 0.05)), pen, random_);
        if (shape == "dot") return dot(box, pen, random_);
        if (shape == "circle") return hasty ? hastyCircle(ring, pen, random_) : circle(ring, pen, random_);
        const Box square = round_ ? middle(box) : box;
        return hasty ? hastyTick(square, pen, random_) : tick(square, pen, random_);
    }

    // The square in the middle of an option's text.
    static Box middle(const Box& box) {
        const double side = std::min(box.width, box.height);
        return {box.centre().x - side / 2, box.centre().y - side / 2, side, side};
    }

    Sheet& sheet_;
    forms::Mark asked_;
    bool round_ = asked_ == forms::Mark::circle;
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
           : dice < 0.29 ? "erased"
           : dice < 0.31 ? "label"
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
    static const std::vector<std::string> kinds{"check",    "cross", "slash",      "fill", "dot",    "circle", "leak",
                                                "touching", "faint", "correction", "two",  "erased", "label"};
    return kinds;
}

namespace {

// Kinds that the place, or this answer to it, has no room for.
bool cannotShow(const forms::ChoicePlace& place, const std::string& kind, bool single, bool noneTaken, bool noneLeft) {
    // Over an option's text a cross, a slash or a scrawl would say that it does not hold; where a cross is asked for, a
    // blackened square is a cross taken back.
    if (place.mark == forms::Mark::circle && contains({"cross", "slash", "fill", "dot", "label"}, kind)) return true;
    if (place.mark == forms::Mark::cross && kind == "fill") return true;
    if (kind == "two") return !single || !place.part.empty() || noneTaken || noneLeft;
    return contains({"correction", "erased"}, kind) && noneLeft;
}

}  // namespace

Marking markOptions(Sheet& sheet, const forms::ChoicePlace& place, const std::vector<std::string>& chosen, bool single,
                    const std::string& wanted, const Habit& habit, const Pen& pen, Random& random) {
    Marker marker(sheet, place, habit, pen, random);
    Marking marking{place.field, place.part, wanted, {}, {}, {}, {}};
    if (wanted == "varied") marking.kind = drawKind(marker.usual(), random);
    std::vector<const forms::OptionPlace*> taken, left;
    for (const auto& option : place.options) (contains(chosen, option.option) ? taken : left).push_back(&option);
    if (marking.kind == "plain" || cannotShow(place, marking.kind, single, taken.empty(), left.empty()))
        marking.kind = marker.usual();
    if (taken.empty() && !contains({"correction", "erased"}, marking.kind)) marking.kind = "none";

    static const std::vector<std::string> manners{"leak", "touching", "faint", "correction", "two", "erased", "none"};
    marking.shape = contains(manners, marking.kind) ? marker.usual()
                    : marking.kind == "label"       ? "circle"
                                                    : marking.kind;
    if (marking.kind == "correction") {
        const forms::OptionPlace& first = *random.pick(left);
        marker.mark(first, marker.usual());
        marking.how = marker.strikeOut(first);
        marking.struck.push_back(first.option);
    }
    if (marking.kind == "erased") marker.erase(*random.pick(left));
    if (marking.kind == "two") taken.push_back(random.pick(left));
    for (const auto* option : taken) {
        marker.mark(*option, contains({"correction", "two", "erased"}, marking.kind) ? marker.usual() : marking.kind);
        marking.marked.push_back(option->option);
    }
    return marking;
}

}  // namespace toitsu::scanlab
