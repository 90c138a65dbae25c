"""Synthetic cells of Japanese paper forms: grey crops at 300 dpi with a digit, nothing, or something else in them.

Sources: MNIST digits, KanjiVG stroke paths, the fonts installed on this machine, and shapes drawn from scratch.
Every cell is (grey uint8 image, class). Everything random comes from one numpy Generator, so a seed repeats a run.
"""
import glob
import gzip
import os
import re
import zipfile

import cv2
import numpy as np

DPI = 300
MM = DPI / 25.4                      # pixels per millimetre
EMPTY, OTHER = 10, 11
OTHER_KINDS, OTHER_SHARES = ["character", "two_digits", "struck_out", "scribble", "sign"], [0.40, 0.18, 0.18, 0.11, 0.13]
CLASSES = [str(n) for n in range(10)] + ["empty", "other"]

# Characters that a person could not tell from a digit when written alone are left out of "other".
LIKE_DIGITS = set("OoQDIlijJZzSsbqgaGyY/|(){}[]'`.,:;!" "CcP?？！・。、ノろるらクフワァヮ〇一ー丨丶ヽ゛゜亅丿八丁了乙勹厶亻卜𠂊㔾")
FONT_PATTERNS = ["DejaVuSans.ttf", "DejaVuSans-Oblique.ttf", "DejaVuSansMono.ttf", "DejaVuSerif.ttf", "DejaVuSansCondensed.ttf",
                 "ipag.ttf", "ipam.ttf", "NotoSansCJK-Regular.ttc", "NotoSerifCJK-Regular.ttc", "KleeOne*.ttf", "YuseiMagic*.ttf",
                 "kiloji*.ttf", "setofont*.ttf", "YOzRN_.ttf", "YOzRA_.ttf", "YOzRC_.ttf", "YOzRE_.ttf", "YOzRS_.ttf", "YOzRNX.ttf"]


# ---- sources -------------------------------------------------------------------------------------------------------

def read_mnist(folder, part):
    with gzip.open(os.path.join(folder, f"{part}-images-idx3-ubyte.gz")) as file:
        images = np.frombuffer(file.read(), np.uint8, offset=16).reshape(-1, 28, 28)
    with gzip.open(os.path.join(folder, f"{part}-labels-idx1-ubyte.gz")) as file:
        labels = np.frombuffer(file.read(), np.uint8, offset=8)
    return images, labels


def path_points(path):
    """The points of one SVG path of M, C and S commands (all that KanjiVG uses), curves cut into straight pieces."""
    points, at, control = [], np.zeros(2), None
    for command, arguments in re.findall(r"([MmCcSsLl])([^MmCcSsLl]*)", path):
        numbers = [float(n) for n in re.findall(r"-?\d*\.?\d+", arguments)]
        base = np.zeros(2)
        size = {"m": 2, "l": 2, "c": 6, "s": 4}[command.lower()]
        for n in range(0, len(numbers) - size + 1, size):
            if command.islower():
                base = at
            pairs = np.array(numbers[n:n + size]).reshape(-1, 2) + base
            if size == 2:
                points.append(pairs[0])
                control = None
            else:
                first = pairs[0] if size == 6 else (2 * at - control if control is not None else at)
                second, end = pairs[-2], pairs[-1]
                for t in np.linspace(0, 1, 7)[1:]:
                    points.append((1 - t) ** 3 * at + 3 * (1 - t) ** 2 * t * first + 3 * (1 - t) * t * t * second + t ** 3 * end)
                control = second
            at = points[-1]
    return np.array(points, np.float32)


def read_strokes(archive):
    """Character → list of strokes, each in a box of side 1 around its own centre."""
    result = {}
    with zipfile.ZipFile(archive) as file:
        for name in file.namelist():
            match = re.fullmatch(r"kanji/([0-9a-f]{5})\.svg", name)
            if not match:
                continue
            text = file.read(name).decode()
            strokes = [path_points(d) for d in re.findall(r'<path [^>]*\sd="([^"]+)"', text)]
            strokes = [s for s in strokes if len(s) > 1]
            if strokes:
                joined = np.concatenate(strokes)
                low, high = joined.min(0), joined.max(0)
                result[chr(int(match[1], 16))] = [(s - (low + high) / 2) / max(1.0, (high - low).max()) for s in strokes]
    return result


def read_fonts(root):
    """Glyphs of the digits, 84×84 with a 60-pixel digit, of every font found; the built-in stroke fonts without one."""
    result = [[] for _ in range(10)]
    paths = sorted(set(p for pattern in FONT_PATTERNS for p in glob.glob(os.path.join(root, "**", pattern), recursive=True)))
    for path in paths if hasattr(cv2, "freetype") else []:
        font = cv2.freetype.createFreeType2()
        font.loadFontData(path, 0)
        for digit in range(10):
            canvas = np.zeros((200, 200, 3), np.uint8)
            font.putText(canvas, str(digit), (60, 140), 90, (255, 255, 255), -1, cv2.LINE_AA, True)
            add_glyph(result[digit], np.ascontiguousarray(canvas[:, :, 0]))
    for face in (cv2.FONT_HERSHEY_SIMPLEX, cv2.FONT_HERSHEY_DUPLEX, cv2.FONT_HERSHEY_COMPLEX):
        for digit in range(10):
            canvas = np.zeros((200, 200), np.uint8)
            cv2.putText(canvas, str(digit), (60, 140), face, 3.0, 255, 6, cv2.LINE_AA)
            add_glyph(result[digit], canvas)
    return result


def add_glyph(glyphs, canvas):
    x, y, w, h = cv2.boundingRect(canvas)
    if w and h:
        scale = 60 / max(w, h)
        small = cv2.resize(canvas[y:y + h, x:x + w], (max(1, round(w * scale)), max(1, round(h * scale))), interpolation=cv2.INTER_AREA)
        glyph = np.zeros((84, 84), np.uint8)
        top, left = (84 - small.shape[0]) // 2, (84 - small.shape[1]) // 2
        glyph[top:top + small.shape[0], left:left + small.shape[1]] = small
        glyphs.append(glyph)


# ---- drawing -------------------------------------------------------------------------------------------------------

class Writer:
    """Draws cells. `images` and `labels` are the MNIST digits it may use, `strokes` and `glyphs` the other sources."""

    def __init__(self, images, labels, strokes, others, glyphs, rng):
        self.images, self.labels, self.strokes, self.glyphs, self.rng = images, labels, strokes, glyphs, rng
        self.others, self.neat = others, False     # neat: the writing stays inside the box

    def chance(self, p):
        return self.rng.random() < p

    def between(self, low, high):
        return low + (high - low) * self.rng.random()

    def blank(self):
        """A fresh cell: its size in pixels with the 0.3 mm margin around it, and no ink yet."""
        self.pen = (self.between(0.4, 0.8) if self.chance(0.75) else self.between(0.8, 1.5)) * MM    # ballpoint, or felt pen
        self.margin = 0.3 * MM
        self.width = round((self.between(5, 8) + 0.6) * MM)
        self.height = round((self.between(7, 10) + 0.6) * MM)
        return np.zeros((self.height, self.width), np.float32)

    def placing(self, share=None, aside=0.0):
        """Matrix from a unit box to cell pixels: size, place, slant and turn as people write them."""
        height = self.height * (share or self.between(0.42, 0.72 if self.neat else 0.86))
        aspect = self.between(0.78, 1.12)
        turn, slant = np.deg2rad(self.between(-8, 8)), self.between(-0.18, 0.18)
        matrix = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]]) @ np.array([[1, slant], [0, 1]])
        matrix = matrix @ np.diag([height * aspect, height])
        shift = 0.04 if self.neat else 0.08
        centre = np.array([self.width * self.between(0.5 - shift, 0.5 + shift) + aside * self.width, self.height * self.between(0.5 - shift, 0.5 + shift)])
        return matrix, centre

    def bend(self, amount, shape):
        """A smooth random displacement field (two channels)."""
        knots = self.rng.normal(0, amount, (4, 4, 2)).astype(np.float32)
        return cv2.resize(knots, (shape[1], shape[0]), interpolation=cv2.INTER_CUBIC)

    def paste(self, image, unit, share=None, aside=0.0, limit=0.9, keep_pen=False):
        """The digit image (unit = its height in its own pixels) bent into the cell, its strokes brought to the pen's width."""
        matrix, centre = self.placing(share, aside)
        points = cv2.findNonZero(image)
        _, _, w, h = cv2.boundingRect(points)
        wide = np.abs(matrix[0, 0]) * w / unit + np.abs(matrix[0, 1]) * h / unit
        limit = min(limit, 0.78) if self.neat else limit
        if wide > limit * self.width:
            matrix[:, 0] *= limit * self.width / wide
        inverse = np.linalg.inv(matrix) * unit
        x, y = np.arange(self.width) - centre[0], np.arange(self.height)[:, None] - centre[1]
        field = self.bend(self.between(0, 0.035) * unit, (self.height, self.width))
        middle = image.shape[0] / 2 - 0.5
        for n in (0, 1):
            field[:, :, n] += (inverse[n, 0] * x + middle).astype(np.float32)
            field[:, :, n] += (inverse[n, 1] * y).astype(np.float32)
        soft = cv2.remap(image, field, None, cv2.INTER_CUBIC)
        soft = cv2.GaussianBlur(soft, (0, 0), max(0.6, 0.012 * self.height))
        if keep_pen:
            return np.clip((soft.astype(np.float32) - 128) / 90 + 0.5, 0, 1)
        binary = (soft > 255 * self.between(0.35, 0.5)).astype(np.uint8)
        inside = cv2.distanceTransform(binary, cv2.DIST_L2, 3)
        count = int(binary.sum())
        half = 2 * float(inside.sum()) / max(1, count)
        change = half - self.pen / 2
        if change > 0.7:
            # A thinner pen: what lies deep enough inside, and the middle line so that nothing breaks.
            line = cv2.ximgproc.thinning(cv2.resize(binary * 255, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_NEAREST))
            line = cv2.dilate(line, ellipse(self.pen * 0.35))
            line = cv2.resize(line, (self.width, self.height), interpolation=cv2.INTER_LINEAR)
            line = cv2.threshold(line, 100, 255, cv2.THRESH_BINARY)[1]
            binary = cv2.bitwise_or(((inside > change).astype(np.uint8)) * 255, line)
        else:
            binary = binary * 255
            if change < -0.7:
                binary = cv2.dilate(binary, ellipse(-2 * change + 1))
        return cv2.GaussianBlur(binary, (0, 0), 0.7).astype(np.float32) / 255

    def trace(self, ink, strokes, matrix, centre, wobble=0.02, pen=None, loose=0.03):
        """Strokes given in a unit box, drawn with the pen; each stroke sits a little elsewhere and the whole is bent."""
        pen = pen or self.pen
        field = self.bend(wobble, (16, 16))
        canvas = np.zeros(ink.shape, np.uint8)
        for stroke in strokes:
            points = stroke * self.between(1 - loose, 1 + loose) + self.rng.normal(0, loose / 2, 2)
            index = np.clip(((points + 0.5) * 16).astype(int), 0, 15)
            points = points + field[index[:, 1], index[:, 0]] if len(points) > 3 else points
            points = points @ matrix.T + centre
            cv2.polylines(canvas, [np.round(points * 16).astype(np.int32)], False, 255, max(1, round(pen)), cv2.LINE_AA, 4)
        return np.maximum(ink, canvas.astype(np.float32) / 255)

    # Digits

    def digit(self, index):
        ink, label, image = self.blank(), int(self.labels[index]), self.images[index]
        if label == 1 and self.chance(0.2):
            return self.drawn_one(ink), 1
        ink = self.paste(image, 20)
        if label == 7 and self.chance(0.12):
            ink = self.cross_stroke(ink, (-0.05, 0.12), (0.3, 0.55), 0.25)
        if label == 0 and self.chance(0.1):
            ink = self.cross_stroke(ink, (-0.1, 0.1), (0.45, 0.6), 1.9)
        return ink, label

    def cross_stroke(self, ink, across, length, slope):
        """A short stroke through the middle of what is written: the bar of a seven, the slash of a zero."""
        ys, xs = np.nonzero(ink > 0.5)
        if len(xs) < 10:
            return ink
        w, h = xs.max() - xs.min(), ys.max() - ys.min()
        centre = np.array([xs.mean() + self.between(*across) * w * 0.5, (ys.min() + ys.max()) / 2 + self.between(-0.05, 0.05) * h])
        run = self.between(*length) * max(w, h * 0.4)
        rise = -run * slope * self.between(-0.3 if slope < 1 else 0.6, 1)
        if slope > 1:
            run, rise = w * self.between(0.7, 1.2), -h * self.between(0.7, 1.1)
        return self.trace(ink, [np.array([[-0.5, -0.5], [0.5, 0.5]])], np.diag([run, rise]), centre, 0, None, 0)

    def drawn_one(self, ink):
        """A one of a single bar, or with a flag, or with flag and foot."""
        strokes = [np.array([[0, -0.5], [self.between(-0.02, 0.02), 0], [0, 0.5]])]
        kind = self.rng.random()
        if kind > 0.5:
            strokes.append(np.array([[0, -0.5], [-self.between(0.1, 0.3), -self.between(0.2, 0.38)]]))
        if kind > 0.85:
            strokes.append(np.array([[-0.2, 0.5], [0.2, 0.5]]))
        return self.trace(ink, strokes, *self.placing(), loose=0.0)

    def supplementary_digit(self):
        """A digit as Japanese school books write it (KanjiVG), or in print."""
        ink, label = self.blank(), int(self.rng.integers(10))
        if self.chance(0.6):
            if label == 4 and self.chance(0.4):
                return self.trace(ink, [np.array([[-0.1, -0.5], [-0.32, 0.15], [0.36, 0.15]]), np.array([[0.12, -0.25], [0.1, 0.5]])], *self.placing()), 4
            if label == 7 and self.chance(0.5):
                ink = self.trace(ink, self.strokes["7"], *self.placing())
                return (self.cross_stroke(ink, (-0.05, 0.1), (0.3, 0.5), 0.2) if self.chance(0.3) else ink), 7
            return self.trace(ink, self.strokes[str(label)], *self.placing()), label
        glyphs = self.glyphs[label]
        return self.paste(glyphs[self.rng.integers(len(glyphs))], 60, share=self.between(0.3, 0.8), keep_pen=self.chance(0.7)), label

    # Nothing

    def nothing(self):
        """A cell that nobody wrote in; specks, lines and neighbours come with the wear below."""
        ink = self.blank()
        for _ in range(self.rng.integers(0, 4) if self.chance(0.6) else 0):
            x, y = self.between(0, self.width), self.between(0, self.height)
            size = self.between(0.1, 0.5) * MM / 2
            axes = (max(1, round(size * self.between(0.5, 1.2))), max(1, round(size)))
            cv2.ellipse(ink, (int(x), int(y)), axes, self.between(0, 180), 0, 360, self.between(0.4, 1), -1, cv2.LINE_AA)
        if self.chance(0.35):
            ink = self.neighbour(ink)
        if self.chance(0.3):
            ink = self.remnants(ink, self.between(0.3, 1))
        if self.chance(0.1):
            stain = np.zeros_like(ink)
            cv2.circle(stain, (int(self.between(0, self.width)), int(self.between(0, self.height))), int(self.between(5, 40)), 1, -1)
            ink = np.maximum(ink, cv2.GaussianBlur(stain, (0, 0), self.between(4, 14)) * self.between(0.05, 0.35))
        return ink, EMPTY

    # Something else

    def other(self):
        """A cell whose reading must be refused; `kind` tells which sort it became."""
        self.kind = str(self.rng.choice(OTHER_KINDS, p=OTHER_SHARES))
        ink = self.blank()
        return getattr(self, self.kind)(ink), OTHER

    def character(self, ink):
        self.pen = min(0.85 * self.pen, 0.8 * MM)
        every, simple = self.others
        chosen = every if self.chance(0.45) else simple
        matrix, centre = self.placing(self.between(0.4, 0.85))
        matrix *= min(1.0, 0.95 * self.width / np.abs(matrix[0]).sum())
        return self.trace(ink, self.strokes[chosen[self.rng.integers(len(chosen))]], matrix, centre, 0.03)

    def two_digits(self, ink):
        a, b = self.rng.integers(len(self.images), size=2)
        share, apart = self.between(0.4, 0.75), self.between(0.19, 0.27)
        ink = self.paste(self.images[a], 20, share, -apart, 0.42)
        return np.maximum(ink, self.paste(self.images[b], 20, share * self.between(0.85, 1.15), apart, 0.42))

    def struck_out(self, ink):
        """A digit crossed out: double line, cross, or zigzag."""
        ink = self.paste(self.images[self.rng.integers(len(self.images))], 20)
        ys, xs = np.nonzero(ink > 0.5)
        if len(xs) < 10:
            return self.scribble(ink)
        w, h = max(xs.max() - xs.min(), 0.3 * self.width), max(ys.max() - ys.min(), 0.3 * self.height)
        centre = np.array([(xs.min() + xs.max()) / 2, (ys.min() + ys.max()) / 2])
        size = np.diag([w * self.between(1.15, 1.6), h * self.between(0.9, 1.2)])
        kind = self.rng.integers(4)
        gap, tilt = self.between(0.05, 0.13), self.between(-0.25, 0.25)
        if kind == 0:
            strokes = [np.array([[-0.5, s * gap + tilt / 2], [0.5, s * gap - tilt / 2]]) for s in (-1, 1)]
        elif kind == 1:
            strokes = [np.array([[-0.5, -0.5], [0.5, 0.5]]), np.array([[-0.5, 0.5], [0.5, -0.5]])]
        elif kind == 2:
            turns = self.rng.integers(5, 12)
            x = np.linspace(-0.5, 0.5, turns)
            strokes = [np.stack([x, np.where(np.arange(turns) % 2, 0.4, -0.4) + self.rng.normal(0, 0.06, turns)], 1)]
        else:
            strokes = [np.array([[-0.5 + s, 0.5], [0.5 + s, -0.5]]) for s in (-gap, gap)]
        return self.trace(ink, strokes, size, centre, 0.03, None, 0.02)

    def scribble(self, ink):
        count = self.rng.integers(6, 30)
        points = self.rng.uniform(-0.5, 0.5, (count, 2))
        if self.chance(0.5):
            angle = np.linspace(0, self.between(2, 7) * 2 * np.pi, 60)
            points = np.stack([np.cos(angle) * 0.35 + np.linspace(-0.2, 0.2, 60), np.sin(angle) * 0.4], 1) + self.rng.normal(0, 0.02, (60, 2))
        return self.trace(ink, [points], *self.placing(self.between(0.4, 0.9)))

    def sign(self, ink):
        """Ticks, crosses, dashes, triangles, double circles, asterisks, filled cells."""
        a, b, c = (self.between(0.8, 1.2) for _ in range(3))
        kind = self.rng.integers(9)
        angle = np.linspace(0, 2 * np.pi, 24)
        circle = np.stack([np.cos(angle), np.sin(angle)], 1) * 0.45
        dash = np.array([[-0.45, 0.03 * a], [0.45, -0.06 * b]])
        shapes = [
            [np.array([[-0.45 * a, 0.0], [-0.15 * b, 0.4 * c], [0.5, -0.5 * a]])],
            [np.array([[-0.5, -0.4 * a], [0.5, 0.45]]), np.array([[0.45, -0.45 * b], [-0.5, 0.4]])],
            [dash], [dash + [0, -0.2], dash + [0, 0.2]],
            [np.array([[0, -0.45], [-0.45, 0.4], [0.45, 0.4], [0, -0.45]])],
            [circle, circle * self.between(0.4, 0.65)],
            [np.array([[np.cos(t), np.sin(t)], [-np.cos(t), -np.sin(t)]]) * 0.4 for t in (0.1, 1.1, 2.2)],
            [np.array([[-0.4, -0.4], [0.4, -0.4], [0.4, 0.4], [-0.4, 0.4], [-0.4, -0.4]])],
        ]
        matrix, centre = self.placing(self.between(0.35, 0.75))
        if kind < len(shapes):
            return self.trace(ink, shapes[kind], matrix, centre, 0.015)
        w, h = self.width * self.between(0.3, 0.5), self.height * self.between(0.2, 0.5)
        cv2.ellipse(ink, (int(centre[0]), int(centre[1])), (int(w), int(h)), 0, 0, 360, 1, -1, cv2.LINE_AA)
        return ink

    # Paper and scanner

    def neighbour(self, ink):
        """The end of a stroke of the cell beside, above or below."""
        side, reach = self.rng.integers(4), self.between(0.05, 0.24)
        along = self.between(0.15, 0.85)
        points = np.array([[-0.1, along + self.between(-0.3, 0.3)], [reach, along], [-0.1, along + self.between(-0.3, 0.3)]])
        if self.chance(0.5):
            points = points[:2]
        if side & 1:
            points[:, 0] = 1 - points[:, 0]
        if side & 2:
            points = points[:, ::-1]
        return self.trace(ink, [points - 0.5], np.diag([self.width, self.height]), np.array([self.width, self.height]) / 2, 0, None, 0)

    def remnants(self, ink, strength):
        """What is left of the printed box after its lines were painted out: dashes along the edges."""
        canvas = np.zeros_like(ink)
        for side in range(4):
            if self.chance(0.5):
                continue
            long = self.width if side < 2 else self.height
            offset = self.margin + self.between(-0.25, 0.25) * MM
            thick = max(1, round(self.between(0.08, 0.3) * MM))
            for _ in range(self.rng.integers(1, 5)):
                start = self.between(-0.1, 0.95) * long
                end = start + self.between(0.02, 0.5) * long
                place = offset if side & 1 else (self.height if side < 2 else self.width) - 1 - offset
                a, b = ((start, place), (end, place)) if side < 2 else ((place, start), (place, end))
                cv2.line(canvas, (int(a[0]), int(a[1])), (int(b[0]), int(b[1])), strength, thick, cv2.LINE_AA)
        return np.maximum(ink, canvas)

    def paint_out(self, ink):
        """The caller paints the printed lines over with paper, which cuts writing that crosses them."""
        half = self.between(0.08, 0.25) * MM
        for place, limit, axis in ((self.margin, self.width, 1), (self.width - self.margin, self.width, 1),
                                   (self.margin, self.height, 0), (self.height - self.margin, self.height, 0)):
            low, high = max(0, int(place - half)), min(limit, int(place + half) + 1)
            if axis:
                ink[:, low:high] = 0
            else:
                ink[low:high] = 0
        return ink

    def clean(self, ink):
        """Good paper, a good pen, a good scan."""
        ink = self.paint_out(ink)
        paper, dark = self.between(225, 255), self.between(10, 80)
        grey = paper - (paper - dark) * cv2.GaussianBlur(ink, (0, 0), 0.6)
        return np.clip(grey + 2 * self.rng.standard_normal(grey.shape, np.float32), 0, 255).astype(np.uint8)

    def worn(self, ink):
        """Paper, pen and scan as they come: any of the faults, several at once."""
        if self.chance(0.12):
            ink = self.cut(ink)
        ink = self.paint_out(ink)
        if self.chance(0.25):
            ink = self.remnants(ink, self.between(0.25, 1))
        if self.chance(0.18):
            ink = self.neighbour(ink)
        if self.chance(0.2):
            for _ in range(self.rng.integers(1, 6)):
                x, y, size = self.between(0, self.width), self.between(0, self.height), self.between(0.05, 0.22) * MM
                cv2.circle(ink, (int(x), int(y)), max(1, round(size)), self.between(0.4, 1), -1, cv2.LINE_AA)
        if self.chance(0.25):                # pencil: grey, uneven
            grain = cv2.resize(self.rng.random((self.height // 3 + 1, self.width // 3 + 1)).astype(np.float32), (self.width, self.height))
            ink = ink * (0.7 + 0.3 * grain)
            paper = self.between(210, 255)
            dark = paper - self.between(65, 140)
        else:
            paper = self.between(195, 255)
            dark = self.between(10, 110)
        ink = cv2.GaussianBlur(ink, (0, 0), self.between(0.4, 1.6))
        grey = paper - (paper - dark) * ink
        if self.chance(0.3):
            slope = np.linspace(-1, 1, self.width) * self.between(-12, 12)
            grey = grey + slope[None, :] + (np.linspace(-1, 1, self.height) * self.between(-12, 12))[:, None]
        grey = grey + self.rng.standard_normal(grey.shape, np.float32) * self.between(0.5, 10)
        grey = np.clip(grey, 0, 255).astype(np.uint8)
        low = self.chance(0.35)
        if low:                              # a 200 dpi scan
            grey = cv2.resize(grey, None, fx=2 / 3, fy=2 / 3, interpolation=cv2.INTER_AREA)
        if self.chance(0.2):                 # a bilevel scan or fax
            level = paper - (paper - dark) * self.between(0.35, 0.6)
            grey = np.where(grey < level, 0, 255).astype(np.uint8)
        if self.chance(0.35):
            _, packed = cv2.imencode(".jpg", grey, [cv2.IMWRITE_JPEG_QUALITY, int(self.between(25, 90))])
            grey = cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE)
        if low:
            grey = cv2.resize(grey, (self.width, self.height), interpolation=cv2.INTER_LINEAR)
        return grey

    def cut(self, ink):
        """A streak of the scanner's, or a fold, takes a thin strip out of the strokes."""
        place, half = self.between(0.15, 0.85), self.between(0.04, 0.16) * MM
        if self.chance(0.5):
            at = int(place * self.width)
            ink[:, at:at + max(1, round(2 * half))] *= self.between(0, 0.4)
        else:
            at = int(place * self.height)
            ink[at:at + max(1, round(2 * half))] *= self.between(0, 0.4)
        return ink


def ellipse(size):
    size = max(1, int(round(size)))
    return cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))


def other_characters(strokes):
    """Characters for "other", in a fixed order: (all of them, those of at most four strokes)."""
    every = sorted(c for c in strokes if c not in LIKE_DIGITS and not c.isdigit())
    return every, [c for c in every if len(strokes[c]) <= 4]
