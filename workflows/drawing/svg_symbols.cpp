// The signs of BPMN 2.0.2: what an event waits for or throws (table 10.93), what kind of task, how an activity is
// repeated. Drawn with our own strokes; filled when thrown.

#include <cmath>
#include <map>

#include "workflows/drawing/svg_parts.h"

namespace toitsu::workflows::drawing {

namespace {

// A path whose numbers are in a square from -10 to 10 around `middle`.
class Sketch {
public:
    Sketch(Point middle, double scale) : middle_(middle), scale_(scale) {}

    Sketch& to(char command, double x, double y) {
        data_ += command + num(middle_.x + x * scale_) + " " + num(middle_.y + y * scale_);
        return *this;
    }
    Sketch& curve(double x1, double y1, double x2, double y2, double x, double y) {
        to('C', x1, y1);
        data_ += " " + num(middle_.x + x2 * scale_) + " " + num(middle_.y + y2 * scale_);
        data_ += " " + num(middle_.x + x * scale_) + " " + num(middle_.y + y * scale_);
        return *this;
    }
    Sketch& polygon(const std::vector<Point>& points) {
        for (std::size_t i = 0; i < points.size(); ++i) to(i == 0 ? 'M' : 'L', points[i].x, points[i].y);
        data_ += 'Z';
        return *this;
    }
    Sketch& circle(double x, double y, double r) {
        to('M', x - r, y);
        for (const double end : {x + r, x - r})
            data_ += "A" + num(r * scale_) + " " + num(r * scale_) + " 0 1 0 " + num(middle_.x + end * scale_) + " " +
                     num(middle_.y + y * scale_);
        return *this;
    }
    const std::string& data() const { return data_; }

private:
    Point middle_;
    double scale_;
    std::string data_;
};

constexpr const char* kHollow = "class=\"sign\"";
constexpr const char* kFilled = "class=\"sign full\"";

std::vector<Point> star(int points, double radius, double turn = -90) {
    std::vector<Point> out;
    for (int i = 0; i < points; ++i) {
        const double angle = (turn + 360.0 * i / points) * 3.14159265358979 / 180;
        out.push_back({radius * std::cos(angle), radius * std::sin(angle)});
    }
    return out;
}

void timer(Pen& pen, Point middle, double s) {
    Sketch face(middle, s);
    face.circle(0, 0, 9);
    for (int hour = 0; hour < 12; ++hour) {
        const double angle = hour * 3.14159265358979 / 6;
        face.to('M', 7 * std::cos(angle), 7 * std::sin(angle)).to('L', 9 * std::cos(angle), 9 * std::sin(angle));
    }
    face.to('M', 1.5, -6.5).to('L', 0, 0).to('L', 4.5, 0.5);
    pen.path(face.data(), kHollow);
}

void message(Pen& pen, Point middle, double s, bool filled) {
    pen.path(Sketch(middle, s).polygon({{-9, -6}, {9, -6}, {9, 6}, {-9, 6}}).data(), filled ? kFilled : kHollow);
    pen.path(Sketch(middle, s).to('M', -9, -6).to('L', 0, 1).to('L', 9, -6).data(),
             filled ? "class=\"sign light\"" : kHollow);
}

void conditional(Pen& pen, Point middle, double s) {
    Sketch sheet(middle, s);
    sheet.polygon({{-6.5, -8.5}, {6.5, -8.5}, {6.5, 8.5}, {-6.5, 8.5}});
    for (const double y : {-5.5, -1.8, 1.8, 5.5}) sheet.to('M', -4.5, y).to('L', 4.5, y);
    pen.path(sheet.data(), kHollow);
}

}  // namespace

void drawTrigger(Pen& pen, std::string_view trigger, Point middle, double radius, bool filled) {
    const double s = radius / 18;
    const char* look = filled ? kFilled : kHollow;
    if (trigger == "timer") return timer(pen, middle, s);
    if (trigger == "message") return message(pen, middle, s, filled);
    if (trigger == "conditional") return conditional(pen, middle, s);
    Sketch sketch(middle, s);
    if (trigger == "signal") {
        sketch.polygon({{0, -8.5}, {8.5, 6.5}, {-8.5, 6.5}});
    } else if (trigger == "error") {
        sketch.polygon({{-8, 7}, {-3.2, -7.5}, {2.4, 1}, {8, -8}, {3.4, 7}, {-2.4, -1.6}});
    } else if (trigger == "escalation") {
        sketch.polygon({{0, -9}, {7, 8}, {0, 1.5}, {-7, 8}});
    } else if (trigger == "compensate") {
        sketch.polygon({{-9, 0}, {-0.5, -6.5}, {-0.5, 6.5}}).polygon({{-0.5, 0}, {8, -6.5}, {8, 6.5}});
    } else if (trigger == "cancel") {
        sketch.polygon({{-7.5, -5},
                        {-5, -7.5},
                        {0, -2.5},
                        {5, -7.5},
                        {7.5, -5},
                        {2.5, 0},
                        {7.5, 5},
                        {5, 7.5},
                        {0, 2.5},
                        {-5, 7.5},
                        {-7.5, 5},
                        {-2.5, 0}});
    } else if (trigger == "link") {
        sketch.polygon({{-9, -3.5}, {1.5, -3.5}, {1.5, -7.5}, {9, 0}, {1.5, 7.5}, {1.5, 3.5}, {-9, 3.5}});
    } else if (trigger == "terminate") {
        sketch.circle(0, 0, 10);
        look = kFilled;
    } else if (trigger == "multiple") {
        sketch.polygon(star(5, 9));
    } else if (trigger == "parallelMultiple") {
        sketch.polygon({{-2.5, -8.5},
                        {2.5, -8.5},
                        {2.5, -2.5},
                        {8.5, -2.5},
                        {8.5, 2.5},
                        {2.5, 2.5},
                        {2.5, 8.5},
                        {-2.5, 8.5},
                        {-2.5, 2.5},
                        {-8.5, 2.5},
                        {-8.5, -2.5},
                        {-2.5, -2.5}});
    } else {
        return;
    }
    pen.path(sketch.data(), look);
}

void drawTaskSign(Pen& pen, std::string_view kind, Point at, bool starts) {
    const Point middle{at.x + 10, at.y + 10};
    if (kind == "sendTask") return message(pen, middle, 0.9, true);
    if (kind == "receiveTask") {
        if (starts) pen.circle(middle, 11, kHollow);
        return message(pen, middle, starts ? 0.7 : 0.9, false);
    }
    Sketch sketch(middle, 0.9);
    if (kind == "userTask" || kind == "globalUserTask") {
        sketch.circle(0, -4.5, 4).to('M', -8, 8.5).curve(-8, 1, -4, -0.5, 0, -0.5).curve(4, -0.5, 8, 1, 8, 8.5);
        sketch.to('L', -8, 8.5);
    } else if (kind == "serviceTask") {
        sketch.polygon(star(8, 8)).circle(0, 0, 3);
        for (const Point& tooth : star(8, 10)) sketch.to('M', tooth.x * 0.75, tooth.y * 0.75).to('L', tooth.x, tooth.y);
    } else if (kind == "scriptTask" || kind == "globalScriptTask") {
        sketch.to('M', -3, -8.5).to('L', 8, -8.5).curve(3, -3, 9, 3, 4, 8.5).to('L', -7.5, 8.5);
        sketch.curve(-2, 3, -9, -3, -3, -8.5);
        for (const double y : {-5.0, -1.7, 1.7, 5.0}) sketch.to('M', -3, y).to('L', 3.5, y);
    } else if (kind == "businessRuleTask" || kind == "globalBusinessRuleTask") {
        sketch.polygon({{-9, -7}, {9, -7}, {9, 7}, {-9, 7}}).to('M', -9, -3).to('L', 9, -3);
        sketch.to('M', -9, 2).to('L', 9, 2).to('M', -4, -3).to('L', -4, 7);
    } else if (kind == "manualTask" || kind == "globalManualTask") {
        sketch.to('M', -9, -2).curve(-7, -7, -3, -8, 1, -7).to('L', 2, -5).to('L', -2, -4).to('L', 8, -4);
        sketch.to('L', 8.5, -2).to('L', 1, -1.5).to('L', 8, -1).to('L', 7.5, 1.5).to('L', 1, 1.5).to('L', 6.5, 2);
        sketch.to('L', 6, 4.5).to('L', 1, 4.5).to('L', 5, 5).to('L', 4, 7).to('L', -4, 7).curve(-7, 7, -9, 5, -9, -2);
    } else {
        return;
    }
    pen.path(sketch.data(), kHollow);
}

void drawMarkers(Pen& pen, const Shape& shape) {
    std::vector<std::string> marks;
    if (!shape.loop.empty()) marks.push_back(shape.loop);
    if (shape.compensates) marks.push_back("compensate");
    const bool sub = bpmn::isSubProcess(shape.kind) || (shape.kind == "callActivity" && shape.called.empty());
    if (sub && !shape.expanded) marks.push_back("plus");
    if (shape.kind == "adHocSubProcess") marks.push_back("adHoc");
    double x = shape.box.middle().x - 9 * (static_cast<double>(marks.size()) - 1);
    for (const std::string& mark : marks) {
        const Point middle{x, shape.box.bottom() - 10};
        Sketch sketch(middle, 0.75);
        if (mark == "standard") {
            sketch.to('M', 3, 8).curve(11, 3, 9, -8, 0, -8).curve(-9, -8, -11, 3, -4, 7.5);
            sketch.to('M', -9.5, 7.5).to('L', -3.5, 8).to('L', -4, 2);
        } else if (mark == "parallel") {
            for (const double bar : {-5.0, 0.0, 5.0}) sketch.to('M', bar, -8).to('L', bar, 8);
        } else if (mark == "sequential") {
            for (const double bar : {-5.0, 0.0, 5.0}) sketch.to('M', -8, bar).to('L', 8, bar);
        } else if (mark == "plus") {
            sketch.polygon({{-9, -9}, {9, -9}, {9, 9}, {-9, 9}})
                .to('M', 0, -6)
                .to('L', 0, 6)
                .to('M', -6, 0)
                .to('L', 6, 0);
        } else if (mark == "adHoc") {
            sketch.to('M', -9, 3).curve(-6, -6, -3, -3, 0, 0).curve(3, 3, 6, 6, 9, -3);
        }
        if (mark == "compensate")
            drawTrigger(pen, "compensate", middle, 14, false);
        else
            pen.path(sketch.data(), mark == "parallel" || mark == "sequential" ? "class=\"sign bold\"" : kHollow);
        x += 18;
    }
}

}  // namespace toitsu::workflows::drawing
