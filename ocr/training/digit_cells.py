"""Cells with a digit, nothing, or something else in them: MNIST digits, KanjiVG strokes, fonts, shapes drawn from scratch.

How a grey cell becomes the input (prepare(); the C++ reader repeats this step for step). The crop holds the cell and
0.3 mm around it, its printed lines already painted over with paper, perhaps not perfectly. d = dpi / 25.4 pixels per mm,
W×H the crop; round(x) = floor(x + 0.5) throughout; all reals are float32 where they are pixels.
 1. Gaussian blur 3×3, sigma 0.8, default border (BORDER_REFLECT_101), 8 bit.
 2. paper = 90 % quantile, dark = 0.5 % quantile of the blurred greys; the q quantile is the smallest grey g for which
    at least ceil(q·W·H) pixels are ≤ g. If paper − dark < 30: the input is all zeros. Else dark = min(dark, paper − 70).
 3. ink = clamp((paper − grey) / (paper − dark), 0, 1).
 4. Components of ink ≥ 0.35, 8-connected. One is dropped if its area is under 0.15 mm² (area < 0.15·d²), or if its
    bounding box comes within round(0.4·d) pixels of the crop's edge and at least 60 % of its pixels lie in the
    outer zone: x < mx or x ≥ W − mx or y < my or y ≥ H − my, mx = round(0.12·W), my = round(0.12·H).
    Nothing left: the input is all zeros.
 5. Ink outside the kept components, grown by one pixel (dilation 3×3 rectangle), is set to 0; cut to the bounding box (w×h) of
    the kept components themselves.
 6. scale = min(20 / max(w, h), 1.6·26 / H); resize to max(1, round(w·scale)) × max(1, round(h·scale)), INTER_AREA.
 7. Put into 28×28 zeros with its centre of mass (pixel centres at +0.5) at (14, 14), to whole pixels:
    left = clamp(round(14 − cx), 0, 28 − width), top likewise.
"""
import cv2
import numpy as np

import ink
from hand import Hand, even
from paper import DPI, MM, Paper

SIDE, INNER = 28, 20
SPECK_MM2, EDGE_MM = 0.15, 0.4
CELL_HEIGHT, MOST_GROWTH = 26, 1.6

EMPTY, OTHER = 10, 11
OTHER_KINDS, OTHER_SHARES = ["character", "two_digits", "struck_out", "scribble", "sign"], [0.40, 0.18, 0.18, 0.11, 0.13]
# What stands among digits where no cells part them; in a cell all of it is no digit.
SIGNS = list("年月日令和平成昭大正元円-¥RH")
CLASSES = [str(n) for n in range(10)] + ["empty", "other"] + SIGNS

# Characters that a person could not tell from a digit when written alone are left out of "other".
LIKE_DIGITS = set("OoQDIlijJZzSsbqgaGyY/|(){}[]'`.,:;!" "CcP?？！・。、ノろるらクフワァヮ〇一ー丨丶ヽ゛゜亅丿八丁了乙勹厶亻卜𠂊㔾")


class DigitWriter(Paper):
    """`images` and `labels` are the MNIST digits it may use, `strokes`, `others` and `glyphs` the other sources."""

    def __init__(self, images, labels, strokes, others, glyphs, rng):
        super().__init__(rng)
        self.images, self.labels, self.strokes, self.others, self.glyphs = images, labels, strokes, others, glyphs

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
        if self.chance(0.35):
            return self.by_hand(ink, self.straight_nine() if label == 9 and self.chance(0.4) else self.strokes[str(label)]), label
        if self.chance(0.5):
            if label == 4 and self.chance(0.4):
                return self.trace(ink, [np.array([[-0.1, -0.5], [-0.32, 0.15], [0.36, 0.15]]), np.array([[0.12, -0.25], [0.1, 0.5]])], *self.placing()), 4
            if label == 7 and self.chance(0.5):
                ink = self.trace(ink, self.strokes["7"], *self.placing())
                return (self.cross_stroke(ink, (-0.05, 0.1), (0.3, 0.5), 0.2) if self.chance(0.3) else ink), 7
            return self.trace(ink, self.strokes[str(label)], *self.placing()), label
        glyphs = self.glyphs[label]
        return self.paste(glyphs[self.rng.integers(len(glyphs))], 60, share=self.between(0.3, 0.8), keep_pen=self.chance(0.7)), label

    def by_hand(self, ink, strokes, share=None):
        hand = Hand(self.rng)
        hand.loose *= 0.8                    # a digit has no strokes to spare
        return self.trace(ink, hand.write([even(s) for s in strokes], 0), *self.placing(share), loose=0.0)

    def straight_nine(self):
        """A nine whose tail is a straight bar, as many write it in Japan."""
        angle = np.linspace(-0.2, 2 * np.pi - 0.3, 24)
        ring = np.stack([np.cos(angle) * 0.26, -np.sin(angle) * self.between(0.2, 0.28) - 0.24], 1)
        return [np.concatenate([ring, np.array([[0.26, -0.25], [self.between(0.1, 0.28), 0.5]])])]

    def glyph(self):
        """A character or sign that stands among digits: from strokes, or from a font."""
        ink, n = self.blank(), int(self.rng.integers(len(SIGNS)))
        self.pen = min(0.85 * self.pen, 0.8 * MM)
        sign, share = SIGNS[n], self.between(0.4, 0.85)
        if sign == "-":
            low = self.between(-0.12, 0.12)
            return self.trace(ink, [np.array([[-0.5, low], [0, self.between(-0.04, 0.04)], [0.5, -low]]) * self.between(0.5, 1)],
                              *self.placing(share)), 12 + n
        fonts = self.glyphs[10 + n]
        if fonts and self.chance(0.25):
            return self.paste(fonts[self.rng.integers(len(fonts))], 60, share=share, keep_pen=self.chance(0.6)), 12 + n
        if sign == "¥":
            bars = [np.array([[-0.32, y], [0.32, y + self.between(-0.06, 0.03)]]) for y in (0.02, 0.2)[:1 + self.chance(0.75)]]
            strokes = [np.array([[-0.42, -0.5], [0, 0]]), np.array([[0.42, -0.5], [0, 0], [self.between(-0.05, 0.02), 0.5]])] + bars
        else:
            strokes = self.strokes[sign]
        return self.by_hand(ink, strokes, share), 12 + n

    def sign(self, ink):
        return super().sign(ink, (0, 1, 3, 4, 5, 6, 7, 8))          # a single dash is a class of its own

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
        return self.strike(self.paste(self.images[self.rng.integers(len(self.images))], 20))


def other_characters(strokes):
    """Characters for "other", in a fixed order: (all of them, those of at most four strokes)."""
    every = sorted(c for c in strokes if c not in LIKE_DIGITS and not c.isdigit())
    return every, [c for c in every if len(strokes[c]) <= 4]


# ---- samples for the network ---------------------------------------------------------------------------------------

def prepare(cell, dpi):
    """Grey cell crop → 28×28 float32, ink = 1. The steps are those of the text above."""
    strength, per_mm = ink.ink_strength(cell), dpi / 25.4
    if strength is None:
        return np.zeros((SIDE, SIDE), np.float32)
    mask = ink.kept_mask(strength, SPECK_MM2 * per_mm * per_mm, ink.nearest(EDGE_MM * per_mm))
    return ink.centred(strength, mask, SIDE, INNER, MOST_GROWTH * CELL_HEIGHT / cell.shape[0])


def sample(writer, what, index, worn):
    writer.neat = not worn
    if what == "digit":
        cell, label = writer.digit(index)
    elif what == "supplementary":
        cell, label = writer.supplementary_digit()
    elif what == "glyph":
        cell, label = writer.glyph()
    else:
        cell, label = writer.nothing() if what == "empty" else writer.other()
    return (writer.worn(cell) if worn else writer.clean(cell)), label


def maker(source):
    """Prepared images (uint8), labels and kinds of a plan: a list of (what, index, worn). "direct" is the digit as MNIST has it."""
    def make(plan, seed):
        writer = DigitWriter(*source, np.random.default_rng(seed))
        images, labels = np.zeros((len(plan), SIDE, SIDE), np.uint8), np.zeros(len(plan), np.int64)
        kinds = []
        for n, (what, index, worn) in enumerate(plan):
            writer.kind = what
            if what == "direct":
                images[n], labels[n] = source[0][index], source[1][index]
            else:
                cell, labels[n] = sample(writer, what, index, worn)
                images[n] = np.round(prepare(cell, DPI) * 255)
            kinds.append(writer.kind)
        return images, labels, np.array(kinds)
    make.source = source
    return make
