#pragma once

// Check: what `toitsu form lint`, `flow lint` and `decision lint` say of a text that nobody has saved, and where its
// boxes stand.

#include <optional>
#include <string>
#include <vector>

#include "apps/authoring/library_file.h"
#include "apps/authoring/stage.h"
#include "apps/authoring/template_files.h"
#include "base/value.h"

namespace toitsu::authoring {

struct Remark {
    bool warning = false;
    Error error;
    std::string path;  // of the file in the library; "" when it is about none
};

// A layout that is based on another one (F066), or has a picture (F043), that is not there – or is hidden.
bool leansOnWhatIsNotThere(const Remark& remark);

struct Checked {
    std::vector<Remark> remarks;         // of a form also those of its layouts
    int hidden = 0;                      // of a form: how many more there are on layouts that are hidden
    std::optional<LoadedLayout> layout;  // of a layout that can be read
    std::string file;                    // of the layout, as its places name it

    bool wrong() const;
};

// `texts` holds the text of `path`, and other drafts that it is to be seen together with; `hidden` is seen by nobody.
// V304 too long a text.
Result<Checked> check(const std::string& library, const std::string& path, const Texts& texts,
                      const Paths& hidden = {});

// All of the library with these texts: what is wrong in them, and what they make wrong elsewhere. What is wrong in the
// published library already and has nothing to do with them is left out.
Result<std::vector<Remark>> checkTogether(const std::string& library, const Texts& texts, const Paths& hidden = {});

// [{number, width, height, boxes: [{kind, field, part, option, label, type, box, cells, reading, keyboard, line,
// column, own}]}], in mm; `own`: written in this file, not in the one that it is based on.
Value pagesValue(const Checked& checked);

// The blank of one page as SVG. V300 no such page; F30x what cannot be drawn.
Result<std::string> drawing(const std::string& library, const std::string& path, const Texts& texts, int page,
                            const Paths& hidden = {});

Error textTooLong();  // V304

}  // namespace toitsu::authoring
