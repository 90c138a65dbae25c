#include "tests/scanlab/family.h"

#include <cstdio>
#include <filesystem>
#include <set>

#include "base/files.h"
#include "base/json.h"
#include "base/value.h"
#include "forms/layout.h"
#include "tests/scanlab/sketch.h"

namespace toitsu::scanlab {
namespace {

constexpr int kLayoutsPerForm = 5;  // of those that are really different

std::string numbered(const char* prefix, int n, int digits) {
    char text[32];
    std::snprintf(text, sizeof text, "%s%0*d", prefix, digits, n);
    return text;
}

// What is printed, without what only the file knows: two layouts are told apart only by this. "" when the sketch does
// not fit on its paper or the library would find anything to say about it.
std::string printed(Sketch sketch, const forms::Form& form) {
    sketch.id = "any";
    const std::string xml = layoutXml(sketch);
    forms::Findings findings;
    const bool clean = !xml.empty() && forms::parseLayout(xml, "", form, findings) && findings.warnings.empty();
    return clean ? xml.substr(xml.find("<page")) : "";
}

class Maker {
public:
    Maker(std::string folder, const LibraryOrder& order) : folder_(std::move(folder)), order_(order) {}

    Result<std::vector<Member>> make() {
        const int different = order_.layouts - order_.near;
        const int families = order_.near / std::max(1, order_.familySize);
        const int forms = std::max((different + kLayoutsPerForm - 1) / kLayoutsPerForm, families > 0 ? 1 : 0);
        if (different < 0 || order_.layouts < 1 || order_.near % std::max(1, order_.familySize) != 0 ||
            forms > static_cast<int>(procedures().size()) || order_.twins > different) {
            return fail(ErrorKind::usage, "T031",
                        {"この数のひな型集は作れません。レイアウトは " +
                             std::to_string(static_cast<int>(procedures().size()) * kLayoutsPerForm) +
                             " 種類までで、近いものは家族の大きさで割り切れる数にしてください。",
                         "A library of these numbers cannot be made: at most " +
                             std::to_string(static_cast<int>(procedures().size()) * kLayoutsPerForm) +
                             " different layouts, and the near ones must fill whole families."});
        }
        const Random random = Random(order_.seed).fork("library");
        for (int f = 0; f < forms; ++f) {
            const Procedure& procedure = procedures()[static_cast<std::size_t>(f)];
            Random own = random.fork(procedure.id);
            const Topic topic = drawTopic(procedure, own);
            const std::string xml = formXml(topic);
            if (auto written = write("forms/" + procedure.id + "/form.xml", xml); !written)
                return fail(written.error());
            forms::Findings findings;
            auto form = forms::parseForm(xml, "", findings);
            if (!form) return fail(findings.errors.front());
            form_ = std::move(*form);
            for (int n = f * kLayoutsPerForm; n < std::min(different, (f + 1) * kLayoutsPerForm); ++n) {
                if (auto done = addDifferent(topic, n, own); !done) return fail(done.error());
            }
            for (int n = f; n < families; n += forms) {
                if (auto done = addFamily(topic, n, own); !done) return fail(done.error());
            }
        }
        if (auto written = write("members.json", list()); !written) return fail(written.error());
        return members_;
    }

private:
    Result<void> write(const std::string& name, const std::string& text) {
        const std::filesystem::path path = std::filesystem::path(folder_) / name;
        if (auto made = files::makeFolders(path.parent_path().string()); !made) return made;
        return files::writeAtomically(path.string(), text);
    }

    // A sketch that fits on its paper and looks like none before.
    Sketch drawFitting(const Topic& topic, Random& random) {
        while (true) {
            Sketch sketch = drawSketch(topic, random);
            const std::string page = printed(sketch, form_);
            if (!page.empty() && seen_.insert(page).second) return sketch;
        }
    }

    Result<void> add(const Sketch& sketch, const std::string& kind, const std::string& family,
                     const std::string& changes) {
        members_.push_back({sketch.id, sketch.form, kind, family, changes});
        return write("forms/" + sketch.form + "/layouts/" + sketch.id + ".xml", layoutXml(sketch));
    }

    Result<void> addDifferent(const Topic& topic, int n, Random& random) {
        Sketch sketch = drawFitting(topic, random);
        sketch.id = numbered("d", n + 1, 3);
        const bool twin = n < order_.twins;
        const std::string other = numbered("t", n + 1, 3);
        if (auto done = add(sketch, "different", twin ? other : "", ""); !done || !twin) return done;
        const std::string first = sketch.id;
        sketch.id = other;
        return add(sketch, "twin", first, "");
    }

    Result<void> addFamily(const Topic& topic, int n, Random& random) {
        const Sketch base = drawFitting(topic, random);
        const std::string family = numbered("n", n + 1, 2);
        for (int k = 0; k < order_.familySize; ++k) {
            Sketch member = base;
            std::string changes;
            while (k > 0) {
                member = base;
                changes = varySketch(member, random);
                if (random.chance(0.2)) changes += "+" + varySketch(member, random);
                const std::string page = printed(member, form_);
                if (!page.empty() && seen_.insert(page).second) break;
            }
            member.id = family + "-" + numbered("", k + 1, 2);
            if (auto done = add(member, "near", family, changes); !done) return done;
        }
        return {};
    }

    std::string list() const {
        List all;
        for (const Member& m : members_) {
            all.push_back(Context{{"layout", m.layout},
                                  {"form", m.form},
                                  {"kind", m.kind},
                                  {"family", m.family},
                                  {"changes", m.changes}});
        }
        return json::writePretty(Context{{"seed", static_cast<std::int64_t>(order_.seed)}, {"layouts", all}}) + "\n";
    }

    std::string folder_;
    const LibraryOrder& order_;
    forms::Form form_;
    std::vector<Member> members_;
    std::set<std::string> seen_;
};

}  // namespace

Result<std::vector<Member>> makeLibrary(const std::string& folder, const LibraryOrder& order) {
    return Maker(folder, order).make();
}

Result<std::map<std::string, std::vector<std::string>>> readTwins(const std::string& folder) {
    std::map<std::string, std::vector<std::string>> twins;
    const std::string path = folder + "/members.json";
    if (!std::filesystem::exists(path)) return twins;
    const auto text = files::read(path);
    if (!text) return fail(text.error());
    const auto parsed = json::parse(*text, path);
    if (!parsed) return fail(parsed.error());
    const List* layouts = (*parsed)["layouts"].list();
    for (std::size_t i = 0; layouts && i < layouts->size(); ++i) {
        const Value& member = (*layouts)[i];
        const std::string *kind = member["kind"].string(), *id = member["layout"].string(),
                          *other = member["family"].string();
        if (!kind || !id || !other || *kind != "twin") continue;
        twins[*id].push_back(*other);
        twins[*other].push_back(*id);
    }
    return twins;
}

}  // namespace toitsu::scanlab
