#include "tests/scanlab/scan.h"

namespace toitsu::scanlab {

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
