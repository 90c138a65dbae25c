#include "tests/scanlab/batch.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"

namespace toitsu::scanlab {
namespace {

constexpr double kSheetDpi = 300;

Value rounded(double pixels) {
    return Decimal::fromDouble(std::round(pixels * 100) / 100).value_or(Decimal(0));
}

Value pixels(const forms::Point& p) {
    return List{rounded(p.x), rounded(p.y)};
}

// Where the four corners of a place went, with the place itself in mm, so that an error can be told in mm.
void addPlace(List& places, const Scan& scan, const forms::Box& box, Context named) {
    List quad;
    for (const forms::Point& corner : {forms::Point{box.x, box.y}, forms::Point{box.right(), box.y},
                                       forms::Point{box.right(), box.bottom()}, forms::Point{box.x, box.bottom()}})
        quad.push_back(pixels(scan.toPixels(corner)));
    named.put("box", List{rounded(box.x), rounded(box.y), rounded(box.width), rounded(box.height)});
    named.put("quad", quad);
    places.push_back(named);
}

Context named(const std::string& field, const std::string& part) {
    Context name{{"field", field}};
    if (!part.empty()) name.put("part", part);
    return name;
}

List placesOf(const forms::LayoutPage& page, const Scan& scan) {
    List places;
    for (const auto& text : page.texts) addPlace(places, scan, text.box, named(text.field, text.part));
    for (const auto& choice : page.choices) {
        for (const auto& option : choice.options) {
            Context name = named(choice.field, choice.part);
            name.put("option", option.option);
            addPlace(places, scan, option.box, name);
        }
    }
    for (const auto& seal : page.seals) addPlace(places, scan, seal.box, named(seal.field, ""));
    for (const auto& code : page.barcodes) addPlace(places, scan, code.box, named(code.field, ""));
    for (const auto& image : page.images) addPlace(places, scan, image.box, named(image.field, ""));
    return places;
}

List strings(const std::vector<std::string>& words) {
    List all;
    for (const auto& word : words) all.push_back(word);
    return all;
}

// A question that wants one option and has two marked has no right value: the truth names both.
Answers asWritten(Answers answers, const Filled& filled) {
    for (const Marking& marking : filled.marks)
        if (marking.kind == "two") answers.fields[marking.field] = text::join(marking.marked, "|");
    return answers;
}

List marksOf(const Filled& filled) {
    List marks;
    for (const Marking& marking : filled.marks) {
        Context one = named(marking.field, marking.part);
        one.put("kind", marking.kind);
        one.put("marked", strings(marking.marked));
        if (!marking.struck.empty()) one.put("struck", strings(marking.struck));
        marks.push_back(one);
    }
    return marks;
}

Context truthOfPage(const forms::Layout& layout, const forms::LayoutPage& page, const Answers& answers,
                    const Filled& filled, const Sample& sample, std::uint64_t seed) {
    Context fields, sources;
    for (const auto& [field, text] : asWritten(answers, filled).fields) fields.put(field, text);
    for (const auto& [field, source] : filled.sources) sources.put(field, source);
    List corners;
    for (const auto& corner : sample.scan.corners) corners.push_back(pixels(corner));
    Context all{{"layout", layout.id},
                {"page", page.number},
                {"fields", fields},
                {"profile", sample.profile},
                {"seed", static_cast<std::int64_t>(seed)},
                {"corners", corners},
                {"places", placesOf(page, sample.scan)},
                {"marks", marksOf(filled)},
                {"sources", sources}};
    if (!filled.manners.empty()) all.put("manners", strings(filled.manners));
    if (!answers.faults.empty()) all.put("faults", strings(answers.faults));
    return all;
}

}  // namespace

Result<Profile> profileFor(const Order& order, std::uint64_t seed, Random& random) {
    const Profile* found = order.profile == "mixed"   ? &drawProfile(random)
                           : order.profile == "every" ? &profiles()[seed % profiles().size()]
                                                      : findProfile(order.profile);
    if (!found) {
        return fail(ErrorKind::usage, "T003",
                    {"その名前のプロファイルはありません。scanlab --list-profiles で確かめてください。",
                     "There is no such profile. See scanlab --list-profiles."});
    }
    Profile profile = *found;
    if (order.dpi > 0) profile.dpi = order.dpi;
    return profile;
}

Result<FilledPage> fillPage(const forms::Library& library, const forms::Layout& layout, const forms::LayoutPage& page,
                            std::uint64_t seed, const Order& order, const Profile& profile, const DigitShapes& digits) {
    const forms::Form* form = library.asked(layout.form, layout.id);
    if (!form) {
        return fail(ErrorKind::schema, "T002",
                    {"レイアウトの様式がひな型集にありません。form.xml を確かめてください。",
                     "The layout's form is not in the library. Check its form.xml."},
                    layout.place);
    }
    const Random random = Random(seed).fork(layout.id);
    Random people = random.fork("answers"), hand = random.fork("writer"), ink = random.fork("ink");
    const auto answers = answer(*form, layout, people, order.faulty && people.chance(0.2));
    if (!answers) return fail(answers.error());
    const double dpi = std::max(kSheetDpi, static_cast<double>(profile.dpi));
    const auto blank = forms::drawBlank(layout, page, dpi);
    if (!blank) return fail(blank.error());
    Sheet sheet(*blank, dpi);
    const Ink* print = printInk(order.print);
    if (print == nullptr)
        return fail(ErrorKind::usage, "T004",
                    {"その名前の印刷色はありません（black、red、orange、brown、green、blue、purple）",
                     "there is no such colour of print (black, red, orange, brown, green, blue, purple)"});
    if (order.print != "black") sheet.printIn(*print);
    Filled filled = fill(sheet, page, *form, *answers, drawWriter(profile, hand), order.manner, digits, ink);
    const auto twins = order.twins.find(layout.id);
    const auto named = twins == order.twins.end() ? std::vector<std::string>() : twins->second;
    return FilledPage{
        &page, std::move(sheet),
        [&layout, &page, answers = *answers, filled = std::move(filled), seed, named](const Sample& sample) {
            Context all = truthOfPage(layout, page, answers, filled, sample, seed);
            if (!named.empty()) all.put("twins", strings(named));
            return all;
        }};
}

Result<Sample> makeSample(const forms::Library& library, const forms::Layout& layout, const forms::LayoutPage& page,
                          std::uint64_t seed, const Order& order, const DigitShapes& digits) {
    const Random random = Random(seed).fork(layout.id);
    Random profiles = random.fork("profile"), scanner = random.fork("scan");
    const auto scanned = profileFor(order, seed, profiles);
    if (!scanned) return fail(scanned.error());
    const auto filled = fillPage(library, layout, page, seed, order, *scanned, digits);
    if (!filled) return fail(filled.error());
    Sample sample{scan(filled->sheet, page.width, page.height, *scanned, scanner), {}, scanned->name};
    sample.truth = filled->truth(sample);
    return sample;
}

Value truthOf(const std::vector<Sample>& samples) {
    if (samples.size() == 1) return samples[0].truth;
    List pages;
    for (const Sample& sample : samples) pages.push_back(sample.truth);
    return Context{{"pages", pages}};
}

}  // namespace toitsu::scanlab
