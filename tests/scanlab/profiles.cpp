#include "tests/scanlab/scan.h"

namespace toitsu::scanlab {
namespace {

// What paper and scanners do beyond the ordinary.
template <class Add>
void addWorn(const Profile& ordinary, Add add) {
    Profile p = ordinary;
    p.dpi = 400;
    add(p, "dpi400", "400 dpi grey JPEG");
    p = ordinary, p.skew = 10, p.shift = 4;
    add(p, "skew10", "skew up to 10 degrees");
    p = ordinary, p.sideways = true;
    add(p, "sideways", "a quarter turn, clockwise or not");
    p = ordinary, p.cut = true;
    add(p, "cut", "a corner torn off");
    p = ordinary, p.punched = true;
    add(p, "punched", "two holes for a binder");
    p = ordinary, p.colour = true, p.stains = 2;
    add(p, "stain", "one or two stains, in colour");
    p = ordinary, p.colour = true, p.stamps = 2;
    add(p, "stamped", "one or two receipt stamps anywhere on the page, in colour");
    p = ordinary, p.stamps = 2;
    add(p, "stampedgrey", "the same in grey: colour cannot take the stamp away");
    p = ordinary, p.bleed = 0.35;
    add(p, "bleed", "print of the reverse side shows through");
    p = ordinary, p.crumple = 0.28, p.gridded = true;
    add(p, "crumpled", "crumpled and flattened: many creases of up to 0.28 mm, light and shade on them");
    p = ordinary, p.streaks = 5;
    add(p, "streak", "dirt on the glass: up to five lines along the feed");
    p = ordinary, p.colour = true, p.brightPens = true;
    add(p, "pens", "red, green, orange, light blue pens, in colour");
    p = ordinary, p.warp = 1.4, p.gridded = true;
    add(p, "curl", "paper far from flat: up to 1.4 mm of slow displacement");
    p = ordinary, p.dpi = 200, p.bilevel = true, p.fax = true, p.noise = 24, p.speckles = 120, p.blur = 0.9;
    add(p, "fax200", "200 dpi black and white by fax: rows lost and repeated, ragged edges, specks");
    p = ordinary, p.colour = true, p.skew = 2.5, p.scale = 0.02, p.shift = 4, p.noise = 6, p.speckles = 120,
    p.shadow = 0.25, p.folded = true, p.warp = 0.3, p.stains = 1, p.stamps = 1, p.bleed = 0.2, p.punched = true,
    p.streaks = 2, p.jpegQuality = 50, p.gridded = true;
    add(p, "all", "everything that paper and scanner can do at once, 300 dpi colour JPEG 50");
}

template <class Add>
void addPhotos(Add add) {
    Profile p{.dpi = 260, .colour = true, .skew = 4, .shift = 3, .blur = 0.8, .noise = 3};
    p.perspective = 0.035, p.lens = 0.012, p.room = 0.4, p.jpegQuality = 80;
    add(p, "photo", "a phone's photo on a table: perspective up to 3.5 percent, a lens, uneven light, JPEG 80");
    p.perspective = 0.13, p.lens = 0.03, p.room = 0.9, p.skew = 9, p.warp = 1.2, p.blur = 1.7, p.noise = 7,
    p.jpegQuality = 55, p.dpi = 220;
    add(p, "photohard", "the same held badly: 13 percent, 9 degrees, paper not flat, shadow, out of focus, JPEG 55");
}

}  // namespace

const std::vector<Profile>& profiles() {
    static const std::vector<Profile> all = [] {
        const Profile ordinary{
            .skew = 0.8, .scale = 0.008, .shift = 2, .blur = 0.5, .noise = 2, .speckles = 15, .jpegQuality = 85};
        std::vector<Profile> list;
        const auto add = [&](Profile profile, const char* name, const char* description) {
            profile.name = name;
            profile.description = description;
            list.push_back(profile);
        };
        add({}, "clean", "300 dpi grey PNG, as drawn");
        add(ordinary, "scan", "300 dpi grey JPEG 85, skew up to 0.8 degrees, a little noise");
        Profile p = ordinary;
        p.colour = true;
        add(p, "colour", "as scan, in colour");
        p.dpi = 200, p.jpegQuality = 60, p.noise = 0.6;
        add(p, "copier", "200 dpi colour JPEG 60, as a multifunction copier sends it");
        p = ordinary, p.skew = 3, p.scale = 0.03, p.shift = 4;
        add(p, "skew", "skew up to 3 degrees, size 0.97-1.03, shift up to 4 mm");
        p = ordinary, p.flipped = true;
        add(p, "flip", "upside down");
        p = ordinary, p.jpegQuality = 30;
        add(p, "jpeg", "JPEG quality 30");
        p = ordinary, p.noise = 16, p.speckles = 250;
        add(p, "noise", "grey noise of 16 levels and 250 specks");
        p = ordinary, p.blur = 1.8;
        add(p, "blur", "out of focus, 1.8 pixels");
        p = ordinary, p.bilevel = true;
        add(p, "bilevel300", "300 dpi black and white, G4 TIFF");
        p.dpi = 200;
        add(p, "bilevel200", "200 dpi black and white, G4 TIFF");
        p = ordinary, p.dpi = 200;
        add(p, "dpi200", "200 dpi grey JPEG");
        p.dpi = 150, p.blur = 0.35;
        add(p, "dpi150", "150 dpi grey JPEG");
        p = ordinary, p.shadow = 0.45;
        add(p, "shadow", "light falls off towards an edge, by up to 45 percent");
        p = ordinary, p.folded = true;
        add(p, "fold", "folded once or twice: creases and up to 0.3 mm of displacement");
        p = ordinary, p.warp = 0.5;
        add(p, "warp", "paper not flat: up to 0.5 mm of slow displacement");
        p = ordinary, p.faint = true;
        add(p, "faint", "pencil and weak toner");
        p = ordinary, p.skew = 2.5, p.scale = 0.03, p.shift = 4, p.dpi = 200, p.jpegQuality = 45, p.noise = 10,
        p.speckles = 150, p.shadow = 0.3, p.folded = true, p.warp = 0.3;
        add(p, "hard", "many of these at once, 200 dpi, JPEG 45");
        addWorn(ordinary, add);
        addPhotos(add);
        return list;
    }();
    return all;
}

const Profile* findProfile(const std::string& name) {
    for (const Profile& profile : profiles()) {
        if (profile.name == name) return &profile;
    }
    return nullptr;
}

const Profile& drawProfile(Random& random) {
    // An ordinary scan is the most frequent; everything else, but the clean and the hard one, happens.
    static const std::vector<std::string> names{
        "scan",       "scan",       "scan",   "colour", "colour", "skew",   "flip", "jpeg", "noise", "blur",
        "bilevel300", "bilevel200", "dpi200", "dpi200", "dpi150", "shadow", "fold", "warp", "faint"};
    return *findProfile(random.pick(names));
}

}  // namespace toitsu::scanlab
