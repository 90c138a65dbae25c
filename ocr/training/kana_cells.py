"""Crops with one kana, nothing, or something else in them: KanjiVG strokes by another hand each time, handwriting fonts, print.

A crop is either a cell of a form with 0.3 mm around it (boxed: its printed lines already painted over with paper, perhaps not
perfectly), or one character cut from a line, as high as the line (not boxed: its neighbours already painted over).
How it becomes the network's input (prepare(); ocr/recognizers/character_cell.cpp repeats this step for step); W×H the crop,
round(x) = floor(x + 0.5) throughout; all reals are float32 where they are pixels; no step depends on the resolution.
 1. to 3. as for digits (digit_cells.py): blur, paper and dark, ink = clamp((paper − grey) / (paper − dark), 0, 1); no contrast: zeros.
 4. Components of ink ≥ 0.35, 8-connected. One is dropped if its area is under 0.002·H², or, boxed only, if its bounding box comes
    within round(0.05·H) pixels of the crop's edge and at least 60 % of its pixels lie in the outer zone (digits, step 4).
    Nothing left: the input is all zeros.
 5. Ink outside the kept components, grown by one pixel (dilation 3×3 rectangle), is set to 0; cut to the bounding box (w×h) of
    the kept components themselves.
 6. scale = min(30 / max(w, h), 100 / H), so that a small kana fills the input as a large one does and a middle dot does not;
    resize to max(1, round(w·scale)) × max(1, round(h·scale)), INTER_AREA.
 7. Put into 36×36 zeros with its centre of mass (pixel centres at +0.5) at (18, 18), to whole pixels:
    left = clamp(round(18 − cx), 0, 36 − width), top likewise.
"""
import unicodedata

import cv2
import numpy as np

import ink
from hand import Hand
from paper import MM, Paper

SIDE, INNER, MOST_SCALE = 36, 30, 100
SPECK, EDGE = 0.002, 0.05

SMALL = dict(zip("ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ", "あいうえおつやゆよわアイウエオツヤユヨワカケ"))
SAME = dict(zip("ヘベペ", "へべぺ"))              # one shape in both scripts
HIRAGANA = [chr(c) for c in range(0x3041, 0x3094)]
KATAKANA = [chr(c) for c in range(0x30A1, 0x30F7)]


def class_list():
    """Every class as the characters that share its shape, the plain one first; then "empty" and "other"."""
    classes = {}
    for character in HIRAGANA + KATAKANA + ["ー", "・"]:
        plain = SMALL.get(character, SAME.get(character, character))
        classes.setdefault(plain, [plain])
        if character not in classes[plain]:
            classes[plain].append(character)
    return ["".join(c) for c in classes.values()] + ["empty", "other"]


CLASSES = class_list()
EMPTY, OTHER = len(CLASSES) - 2, len(CLASSES) - 1
CLASS_OF = {character: n for n, characters in enumerate(CLASSES[:EMPTY]) for character in characters}

# Simple characters that nobody would take for a kana; all kanji of six strokes and more are "other", too.
NO_KANA = "2489ABDEFGHKMNPQRSWXY日月山土中円水火犬五六四百下正年生田目白本石方今分午公太天心内父王玉立左右出市北田町林東"
LIKE_KANA = set("ー一")


def marks_of(character):
    """Strokes of the voicing mark at the end of the character's strokes."""
    return {"\u3099": 2, "\u309a": 1}.get(unicodedata.normalize("NFD", character)[-1], 0)


def prepare(crop, boxed):
    """Grey crop → 36×36 float32, ink = 1. The steps are those of the text above."""
    strength, height = ink.ink_strength(crop), crop.shape[0]
    if strength is None:
        return np.zeros((SIDE, SIDE), np.float32)
    mask = ink.kept_mask(strength, SPECK * height * height, ink.nearest(EDGE * height) if boxed else -1)
    return ink.centred(strength, mask, SIDE, INNER, MOST_SCALE / height)


class KanaWriter(Paper):
    """`strokes`: character → even strokes; `hands`, `prints`: lists of fonts, each character → glyph (sources.glyph_cuts)."""

    def __init__(self, strokes, hands, prints, others, rng):
        super().__init__(rng)
        self.strokes, self.hands, self.prints, self.others = strokes, hands, prints, others
        self.boxed, self.kind = True, ""

    def paper(self, em=None):
        """A cell, or a piece of a line (em: the size of its print in pixels)."""
        if em is None and self.boxed:
            canvas = self.blank()
            if self.chance(0.3):                 # cells for names are often square
                self.width = max(self.width, round(self.height * self.between(0.8, 1.1)))
                canvas = np.zeros((self.height, self.width), np.float32)
            return canvas
        self.blank()
        em = em or self.between(4, 9) * MM
        self.height, self.width = round(em * self.between(1.0, 1.6)) + 4, round(em * self.between(1.02, 1.3)) + 4
        return np.zeros((self.height, self.width), np.float32)

    def share_of(self, character):
        """Height of the character's longer side in heights of the crop."""
        if character == "・":
            return self.between(0.06, 0.2)
        low, high = (0.4, 0.86) if self.boxed else (0.55, 0.95)
        return self.between(low, high) * (self.between(0.5, 0.8) if character in SMALL else 1)

    def size(self, character):
        matrix, centre = self.placing(self.share_of(character))
        return matrix * min(1.0, 0.94 * self.width / np.abs(matrix[0]).sum()), centre

    # Kana

    def by_strokes(self, character):
        canvas = self.paper()
        if character == "・":
            return self.dot(canvas)
        return self.drawn(canvas, Hand(self.rng).write(self.strokes[character], marks_of(character)), *self.size(character))

    def dot(self, canvas):
        centre = (int(self.width * self.between(0.35, 0.65)), int(self.height * self.between(0.35, 0.65)))
        radius = self.between(0.035, 0.1) * self.height
        cv2.ellipse(canvas, centre, (max(2, round(radius)), max(2, round(radius * self.between(0.6, 1)))), self.between(0, 180), 0, 360, 1, -1, cv2.LINE_AA)
        return canvas

    def drawn(self, canvas, strokes, matrix, centre):
        """Polylines of a unit box drawn with the pen, whose pressure may change along the way."""
        high = np.abs(matrix).sum(1).max()
        pen = min(self.pen, high * self.between(0.06, 0.16)) if self.chance(0.85) else high * self.between(0.03, 0.14)
        result = np.zeros(canvas.shape, np.uint8)
        uneven = self.chance(0.35)
        for stroke in strokes:
            points = np.round((stroke @ matrix.T + centre) * 16).astype(np.int32)
            pieces = [points]
            if uneven and len(points) > 6:
                cuts = np.linspace(0, len(points) - 1, 5).astype(int)
                pieces = [points[a:b + 1] for a, b in zip(cuts, cuts[1:])]
            width = pen * self.between(0.9, 1.1)
            for piece in pieces:
                cv2.polylines(result, [piece], False, 255, max(1, round(width)), cv2.LINE_AA, 4)
                width *= self.between(0.72, 1.2)
        return np.maximum(canvas, result.astype(np.float32) / 255)

    def by_hand_font(self, character):
        glyph = self.glyph(self.hands, character)
        if glyph is None:
            return self.by_strokes(character)
        self.paper()
        return self.paste(glyph, max(glyph.shape) - 8, self.share_of(character), limit=0.92, keep_pen=self.chance(0.5))

    def by_print(self, character):
        glyph = self.glyph(self.prints, character)
        return self.printed(glyph) if glyph is not None else self.by_strokes(character)

    def glyph(self, fonts, character):
        font = fonts[self.rng.integers(len(fonts))] if fonts else {}
        return font.get(character)

    def printed(self, glyph, points=None):
        """A glyph of 80 pixels per em in print of 7 to 16 points (or the given size), upright but for the sheet's turn."""
        em = (points or (self.between(8, 12) if self.chance(0.7) else self.between(7, 16))) / 72 * 300
        canvas = self.paper(em)
        if self.boxed:
            self.height, self.width = max(self.height, round(6 * MM)), max(self.width, round(5 * MM))
            canvas = np.zeros((self.height, self.width), np.float32)
        scale, turn = em / 80, np.deg2rad(self.between(-1.5, 1.5))
        matrix = scale * np.array([[np.cos(turn) * self.between(0.85, 1.1), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
        middle = np.array([glyph.shape[1], glyph.shape[0]]) / 2
        aside = np.maximum(0, [self.width, self.height] - 2 * scale * middle) / 2
        centre = np.array([self.width, self.height]) / 2 + self.rng.uniform(-0.8, 0.8, 2) * aside
        soft = cv2.GaussianBlur(glyph, (0, 0), 0.45 / scale)
        warp = np.concatenate([matrix, (centre - matrix @ middle)[:, None]], 1)
        soft = cv2.warpAffine(soft, warp, (self.width, self.height), flags=cv2.INTER_LINEAR).astype(np.float32) / 255
        return np.maximum(canvas, np.clip((soft - 0.5) * self.between(1, 3) + 0.5 + self.between(-0.12, 0.15), 0, 1) * (soft > 0.02))

    # Nothing, and something else

    def nothing(self):
        canvas = self.paper()
        for _ in range(self.rng.integers(0, 3)):
            x, y, size = self.between(0, self.width), self.between(0, self.height), self.between(0.05, 0.25) * MM
            cv2.circle(canvas, (int(x), int(y)), max(1, round(size)), self.between(0.4, 1), -1, cv2.LINE_AA)
        return self.remnants(canvas, self.between(0.3, 1)) if self.boxed and self.chance(0.4) else canvas

    def other(self):
        kind = self.rng.choice(["character", "printed_character", "two", "struck_out", "scribble", "sign"], p=[0.4, 0.2, 0.12, 0.14, 0.07, 0.07])
        self.kind = str(kind)
        character = self.others[self.rng.integers(len(self.others))]
        if kind == "printed_character":
            glyph = self.glyph(self.prints, character)
            if glyph is not None:
                return self.printed(glyph)
        if kind in ("character", "printed_character"):
            canvas = self.paper()
            self.pen *= 0.85
            return self.drawn(canvas, Hand(self.rng).write(self.strokes[character], 0), *self.size(character))
        if kind == "two":
            canvas = self.paper()
            for side in (-1, 1):
                matrix, centre = self.placing(self.between(0.35, 0.6), side * self.between(0.2, 0.26))
                matrix *= min(1.0, 0.5 * self.width / np.abs(matrix[0]).sum())
                character = CLASSES[self.rng.integers(EMPTY)][0]
                canvas = self.drawn(canvas, Hand(self.rng).write(self.strokes[character], marks_of(character)), matrix, centre)
            return canvas
        if kind == "struck_out":
            return self.strike(self.by_strokes(CLASSES[self.rng.integers(EMPTY)][0]))
        return self.scribble(self.paper()) if kind == "scribble" else self.sign(self.paper(), (5, 6, 8))


# ---- samples for the network ---------------------------------------------------------------------------------------

def other_characters(strokes):
    return sorted(c for c in strokes if c in NO_KANA or (0x4E00 <= ord(c) <= 0x9FFF and 6 <= len(strokes[c]) <= 16 and c not in LIKE_KANA))


WRITER = KanaWriter
