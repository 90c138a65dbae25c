#include "apps/cli/internal/unify_commands.h"

namespace toitsu::cli {

void UnifyCommands::addDiff(CommandBuilder& to, CLI::App& forms) {
    auto* sub = to.command(forms, "diff", "二つの様式、または二つのレイアウトの違いを意味で示す",
                           "what two forms or two layouts differ in, in meaning",
                           [this, &to] { formDiff(diff_, to.terminal_); });
    sub->add_option("BEFORE", diff_.before, to.say("前の form.xml かレイアウト", "the old form.xml or layout"))
        ->required()
        ->type_name("");
    sub->add_option("AFTER", diff_.after, to.say("後の form.xml かレイアウト", "the new form.xml or layout"))
        ->required()
        ->type_name("");
    sub->add_option("--image", diff_.image,
                    to.say("二つを重ねて描く（.png か .html。前は赤、後は緑）",
                           "draw both over one another (.png or .html; old red, new green)"))
        ->type_name("FILE");
    sub->add_option("--dpi", diff_.dpi, to.say("絵の解像度", "resolution of the pictures"))
        ->check(CLI::Range(50.0, 600.0))
        ->capture_default_str();
    sub->add_option("--format", diff_.format, to.say("出力の形: text か json", "output: text or json"))
        ->check(CLI::IsMember({"text", "json"}))
        ->capture_default_str();
    sub->footer(to.say("終了コード: 0 同じ、1 違いがある", "exit code: 0 the same, 1 different"));
}

void UnifyCommands::addUnify(CommandBuilder& to) {
    auto* sub = to.command(to.app_, "unify", "複数の団体の用紙から、対照表・共通の様式・共通の用紙の案を作る",
                           "from several municipalities' papers: what they differ in, one form, one paper",
                           [this, &to] { unify(unify_, to.terminal_); });
    sub->add_option("PAPER", unify_.inputs,
                    to.say("レイアウト、記入前の用紙の画像か PDF、またはそれらのフォルダー",
                           "layouts, pictures or PDFs of blanks, or folders of them"))
        ->required()
        ->type_name("");
    sub->add_option("--out", unify_.out, to.say("結果を置くフォルダー", "folder for the results"))
        ->required()
        ->type_name("DIR");
    sub->add_option(
           "--form", unify_.form,
           to.say("様式 form.xml。省略時はレイアウトの上のもの", "form.xml; default: the one above the layouts"))
        ->type_name("FILE");
    sub->add_option("--decisions", unify_.decisions,
                    to.say("人が決めたことのファイル。省略時は結果のフォルダーの decisions.xml",
                           "what people have decided; default: decisions.xml in the folder for the results"))
        ->type_name("FILE");
    sub->add_option("--format", unify_.format, to.say("画面に出す形: text か json", "on standard output: text or json"))
        ->check(CLI::IsMember({"text", "json"}))
        ->capture_default_str();
}

}  // namespace toitsu::cli
