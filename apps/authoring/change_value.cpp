#include "apps/authoring/change_value.h"

#include <algorithm>

namespace toitsu::authoring {

namespace bpmn = workflows::bpmn;

namespace {

Value boxValue(const std::optional<forms::Box>& box) {
    if (!box) return {};
    const auto number = [](double mm) { return Value(Decimal::fromDouble(mm).value_or(Decimal(0))); };
    return List{number(box->x), number(box->y), number(box->width), number(box->height)};
}

Value wordingValue(const Wording& wording) {
    return Context{{"ja", wording.ja}, {"en", wording.en}};
}

std::int64_t count(std::size_t n) {
    return static_cast<std::int64_t>(n);
}

}  // namespace

Value changesValue(const std::vector<forms::Change>& changes) {
    List list;
    for (const forms::Change& change : changes) {
        Context one{{"kind", change.kind},
                    {"breaking", change.breaking},
                    {"what", wordingValue(change.what)},
                    {"reason", wordingValue(change.reason)}};
        if (!change.subject.empty()) one.put("subject", change.subject);
        if (!change.part.empty()) one.put("part", change.part);
        if (change.page > 0) one.put("page", change.page);
        if (change.before) one.put("before", boxValue(change.before));
        if (change.after) one.put("after", boxValue(change.after));
        list.emplace_back(std::move(one));
    }
    const auto breaking = std::count_if(changes.begin(), changes.end(), [](const auto& one) { return one.breaking; });
    return Context{{"differences", count(changes.size())},
                   {"breaking", static_cast<std::int64_t>(breaking)},
                   {"changes", std::move(list)}};
}

Value changesValue(const std::vector<bpmn::FlowChange>& changes) {
    List list;
    for (const bpmn::FlowChange& change : changes) {
        const Wording kind = bpmn::kindWording(change.kind);
        list.push_back(Context{{"kind", bpmn::kindName(change.kind)},
                               {"kind_text", Context{{"ja", kind.ja}, {"en", kind.en}}},
                               {"element", change.element},
                               {"name", change.name},
                               {"tag", change.tag},
                               {"before", change.before},
                               {"after", change.after},
                               {"message", Context{{"ja", change.message.ja}, {"en", change.message.en}}}});
    }
    return Context{{"differences", count(changes.size())}, {"changes", std::move(list)}};
}

}  // namespace toitsu::authoring
