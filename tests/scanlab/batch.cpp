#include "tests/scanlab/batch.h"

#include <cmath>

#include "tests/scanlab/fill.h"

namespace toitsu::scanlab {
namespace {

constexpr double kSheetDpi = 300;

Value rounded(double pixels) {
    return Decimal::fromDouble(std::round(pixels * 100) / 100).value_or(Decimal(0));
}

Value truth(const forms::Layout& layout, const forms::LayoutPage& page, const Answers& answers, const Scan& scan,
            const std::string& profile, std::uint64_t seed) {
    Context fields;
    for (const auto& [field, text] : answers.fields) fields.put(field, text);
    List corners;
    for (const auto& corner : scan.corners) corners.push_back(List{rounded(corner.x), rounded(corner.y)});
    Context all{{"layout", layout.id},
                {"page", page.number},
                {"fields", fields},
                {"profile", profile},
                {"seed", static_cast<std::int64_t>(seed)},
                {"corners", corners}};
    if (!answers.faults.empty()) {
        List faults;
        for (const auto& fault : answers.faults) faults.push_back(fault);
        all.put("faults", faults);
    }
    return all;
}

}  // namespace

Result<Sample> makeSample(const forms::Library& library, const forms::Layout& layout, const forms::LayoutPage& page,
                          std::uint64_t seed, const Order& order, const DigitShapes& digits) {
    const forms::Form* form = library.form(layout.form);
    if (!form) {
        return fail(ErrorKind::schema, "T002",
                    {"レイアウトの様式がひな型集にありません。form.xml を確かめてください。",
                     "The layout's form is not in the library. Check its form.xml."},
                    layout.place);
    }
    const Random random = Random(seed).fork(layout.id);
    Random profiles = random.fork("profile"), people = random.fork("answers"), hand = random.fork("writer"),
           ink = random.fork("ink"), scanner = random.fork("scan");
    const Profile* profile = order.profile == "mixed" ? &drawProfile(profiles) : findProfile(order.profile);
    if (!profile) {
        return fail(ErrorKind::usage, "T003",
                    {"その名前のプロファイルはありません。scanlab --list-profiles で確かめてください。",
                     "There is no such profile. See scanlab --list-profiles."});
    }
    Profile scanned = *profile;
    if (order.dpi > 0) scanned.dpi = order.dpi;
    const auto answers = answer(*form, layout, people, order.faulty && people.chance(0.2));
    if (!answers) return fail(answers.error());
    const auto blank = forms::drawBlank(layout, page, kSheetDpi);
    if (!blank) return fail(blank.error());
    Sheet sheet(*blank, kSheetDpi);
    fill(sheet, page, *form, *answers, drawWriter(profile->faint, hand), digits, ink);
    Sample sample{scan(sheet, page.width, page.height, scanned, scanner), {}, profile->name};
    sample.truth = truth(layout, page, *answers, sample.scan, profile->name, seed);
    return sample;
}

Value truthOf(const std::vector<Sample>& samples) {
    if (samples.size() == 1) return samples[0].truth;
    List pages;
    for (const Sample& sample : samples) pages.push_back(sample.truth);
    return Context{{"pages", pages}};
}

}  // namespace toitsu::scanlab
