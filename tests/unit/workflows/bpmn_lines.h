#pragma once

// Models in one line, as bpmn_models/*.txt has them: what is wrong by one thing, and its right neighbour. The files say
// how a line is written.

#include <fstream>
#include <string>
#include <vector>

namespace toitsu::workflows::bpmn {

inline void replace(std::string& text, const std::string& from, const std::string& to) {
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
        text.replace(at, from.size(), to);
}

inline std::string flow(const std::string& id, const std::string& from, const std::string& to) {
    return "<sequenceFlow id=\"" + id + "\" sourceRef=\"" + from + "\" targetRef=\"" + to + "\"/>";
}

inline std::string spelledOut(std::string text) {
    replace(text, "@line", "<startEvent id=\"s\"/><task id=\"a\"/><endEvent id=\"e\"/>[[f1 s>a]][[f2 a>e]]");
    replace(text, "@choice",
            "<startEvent id=\"s\"/><exclusiveGateway id=\"g\" default=\"f3\"/><endEvent id=\"e\"/>[[f1 s>g]][[f3 g>e]]"
            "<sequenceFlow id=\"f2\" sourceRef=\"g\" targetRef=\"e\">");
    replace(text, "@split",
            "<startEvent id=\"s\"/><task id=\"a\"/><task id=\"b\"/><endEvent id=\"e\"/>[[f1 s>g]][[f2 g>a]][[f3 g>b]]"
            "[[f4 a>e]][[f5 b>e]]");
    replace(text, "@fork", "");
    replace(text, "@waited", "</timerEventDefinition></intermediateCatchEvent>");
    replace(text, "@wait",
            "<startEvent id=\"s\"/><endEvent id=\"e\"/>[[f1 s>w]][[f2 w>e]]<intermediateCatchEvent id=\"w\">"
            "<timerEventDefinition>");
    replace(text, "@looped2", "</multiInstanceLoopCharacteristics></task>");
    replace(text, "@looped", "</multiInstanceLoopCharacteristics></task>");
    replace(text, "@loop",
            "<task id=\"a\"><ioSpecification><dataInput id=\"d\" isCollection=\"true\"/><inputSet><dataInputRefs>d"
            "</dataInputRefs></inputSet><outputSet/></ioSpecification><multiInstanceLoopCharacteristics>");
    replace(text, " F\"", " xsi:type=\"tFormalExpression\"");
    for (std::size_t at = 0; (at = text.find("[[", at)) != std::string::npos;) {
        const std::size_t end = text.find("]]", at), space = text.find(' ', at), arrow = text.find('>', space);
        text.replace(at, end + 2 - at,
                     flow(text.substr(at + 2, space - at - 2), text.substr(space + 1, arrow - space - 1),
                          text.substr(arrow + 1, end - arrow - 1)));
    }
    return text;
}

inline std::string model(std::string line) {
    std::string open = "<process id=\"p\" isExecutable=\"true\">", close = "</process>";
    if (line.starts_with("defs ")) open = close = "";
    if (line.starts_with("draft ")) open = "<process id=\"p\">";
    for (const std::string word : {"defs ", "draft "})
        if (line.starts_with(word)) line = line.substr(word.size());
    return "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" xmlns:vendor=\"urn:vendor\" "
           "xmlns:flow=\"urn:toitsu:flow:1\" "
           "xmlns:di=\"http://www.omg.org/spec/BPMN/20100524/DI\" xmlns:dc=\"http://www.omg.org/spec/DD/20100524/DC\" "
           "xmlns:wp=\"http://www.omg.org/spec/DD/20100524/DI\" "
           "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" targetNamespace=\"urn:t\">\n" +
           open + spelledOut(line) + close + "</definitions>";
}

struct Line {
    std::string code;  // "" for a valid one
    std::string text;
};

inline std::vector<Line> lines(const std::string& name) {
    std::vector<Line> out;
    std::ifstream file(std::string(TOITSU_SOURCE_DIR) + "/tests/unit/workflows/bpmn_models/" + name);
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with("! ")) out.push_back({line.substr(2, 4), line.substr(7)});
        if (line.starts_with("+ ")) out.push_back({"", line.substr(2)});
    }
    return out;
}

}  // namespace toitsu::workflows::bpmn
