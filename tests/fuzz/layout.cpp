// Any bytes as a layout of a small form: a layout, or mistakes with codes. A layout is written as it was read.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "forms/layout.h"
#include "forms/layout_writer.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    static const toitsu::forms::Form form = [] {
        toitsu::forms::Findings findings;
        auto parsed =
            toitsu::forms::parseForm(R"(<form xmlns="urn:toitsu:form:1" id="salary-change" version="1" title="届出書">
  <field id="filed-on" type="date" title="提出日"/>
  <field id="employee.name" type="person-name" title="氏名"/>
  <field id="number" type="digits" length="10" title="番号"/>
  <field id="change.reason" type="choice" title="事由"><option code="retirement" title="退職"/><option code="leave" title="休職"/></field>
  <field id="agreed" type="flag" title="同意"/>
  <group id="child" title="児童" rows="5"><field id="name" type="text" title="氏名"/><field id="born" type="date" title="生年月日"/></group>
</form>)",
                                     "form.xml", findings);
        if (!parsed) std::abort();
        return *parsed;
    }();
    toitsu::forms::Findings findings;
    const auto layout = toitsu::forms::parseLayout(text, "layout.xml", form, findings);
    if (!layout && findings.errors.empty()) std::abort();
    if (!layout) return 0;
    toitsu::forms::Layout whole = *layout;
    for (auto& page : whole.pages) page.blank.clear();
    const auto again =
        toitsu::forms::parseLayout(toitsu::forms::writeLayout(whole, form), "layout.xml", form, findings);
    if (!again || !toitsu::forms::same(whole, *again)) std::abort();
    return 0;
}
