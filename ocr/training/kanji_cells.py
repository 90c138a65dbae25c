"""Crops with one printed or hand-written character of a Japanese form: kanji of names and places, kana, digits.

As kana_cells.py, with these differences: the input is 48×48 with the ink's longer side at 42 pixels at most, and 140 / H the greatest
scale (H: height of the crop); strokes of a character of many strokes are thinner, and shaken less, because they have less room.
"""
import os

import cv2
import numpy as np

import ink
import kana_cells
from hand import Hand
from kana_cells import KanaWriter, marks_of
from paper import MM

SIDE, INNER, MOST_SCALE = 48, 42, 140
EM = 64                                          # pixels of a glyph that is kept for writing

# What one picture cannot tell apart is one class: the plain one first.
ONE_SHAPE = ["一ー－", "二ニ", "八ハ", "力カヵ", "口ロ", "夕タ", "卜ト", "工エ", "〇○"]
SIGNS = "々〆"


def read_kanji():
    """kanji_classes.txt: the kanji that have a class, lines of #… apart."""
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "kanji_classes.txt"), encoding="utf-8") as file:
        return "".join(line.strip() for line in file if not line.startswith("#"))


def class_list():
    """Every class as the characters that share its shape; then "empty" and "other"."""
    grouped = {c: group for group in ONE_SHAPE for c in group}
    classes = list(ONE_SHAPE) + [c for c in read_kanji() + SIGNS + "0123456789" if c not in grouped]
    for characters in kana_cells.CLASSES[:kana_cells.EMPTY]:
        if characters[0] not in grouped and characters not in classes:
            classes.append(characters)
    return classes + ["empty", "other"]


CLASSES = class_list()
EMPTY, OTHER = len(CLASSES) - 2, len(CLASSES) - 1
CLASS_OF = {character: n for n, characters in enumerate(CLASSES[:EMPTY]) for character in characters}


def prepare(crop, boxed):
    """Grey crop → 48×48 float32, ink = 1."""
    strength, height = ink.ink_strength(crop), crop.shape[0]
    if strength is None:
        return np.zeros((SIDE, SIDE), np.float32)
    edge = ink.nearest(kana_cells.EDGE * height) if boxed else -1
    mask = ink.kept_mask(strength, kana_cells.SPECK * height * height, edge)
    return ink.centred(strength, mask, SIDE, INNER, MOST_SCALE / height)


class KanjiWriter(KanaWriter):
    """`strokes`: character → even strokes; `hands`, `prints`: lists of fonts, each character → glyph of EM pixels per em."""

    def share_of(self, character):
        if character in "・":
            return self.between(0.06, 0.2)
        low, high = (0.45, 0.9) if self.boxed else (0.6, 0.97)
        return self.between(low, high) * (self.between(0.5, 0.8) if character in kana_cells.SMALL else 1)

    def by_strokes(self, character):
        if character not in self.strokes:
            return self.by_print(character)
        canvas = self.paper()
        if character == "・":
            return self.dot(canvas)
        return self.drawn(canvas, self.written(character), *self.size(character))

    def written(self, character):
        strokes = self.strokes[character]
        hand = Hand(self.rng)
        hand.loose *= min(1.0, (5 / len(strokes)) ** 0.35)
        return hand.write(strokes, marks_of(character))

    def drawn(self, canvas, strokes, matrix, centre):
        """Polylines of a unit box drawn with a pen that leaves room between them."""
        high = np.abs(matrix).sum(1).max()
        pen = min(self.pen, high * self.between(0.5, 1) * min(0.14, 0.3 / max(len(strokes), 1) ** 0.65))
        result, pressed = np.zeros(canvas.shape, np.uint8), self.chance(0.3)
        for points in strokes:
            pieces = np.round((points @ matrix.T + centre) * 16).astype(np.int32)
            width = pen * self.between(0.85, 1.15)
            if not pressed:
                cv2.polylines(result, [pieces], False, 255, max(1, round(width)), cv2.LINE_AA, 4)
                continue
            for piece in np.array_split(np.arange(len(pieces)), 4):
                cv2.polylines(result, [pieces[piece[0]:piece[-1] + 2]], False, 255, max(1, round(width)), cv2.LINE_AA, 4)
                width *= self.between(0.75, 1.2)
        return np.maximum(canvas, result.astype(np.float32) / 255)

    def by_print(self, character):
        for _ in range(8):
            glyph = self.glyph(self.prints, character)
            if glyph is not None:
                return self.printed(glyph)
        if character in self.strokes:
            return self.drawn(self.paper(), self.written(character), *self.size(character))
        have = [font for font in self.prints if character in font] or [font for font in self.hands if character in font]
        return self.printed(have[self.rng.integers(len(have))][character])

    def by_hand_font(self, character):
        glyph = self.glyph(self.hands, character)
        if glyph is None:
            return self.by_strokes(character)
        return self.printed(glyph, self.between(9, 20), 8)

    def printed(self, glyph, points=None, turned=1.5):
        """A glyph in print of 7 to 16 points (or the given size), condensed as forms often are, upright but for the sheet's turn."""
        em = (points or (self.between(8, 12) if self.chance(0.7) else self.between(6, 16))) / 72 * 300
        canvas = self.paper(em)
        scale, turn = em / EM, np.deg2rad(self.between(-turned, turned))
        wide = self.between(0.65, 0.9) if self.chance(0.15) else self.between(0.88, 1.1)
        matrix = scale * np.array([[np.cos(turn) * wide, np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
        middle = np.array([glyph.shape[1], glyph.shape[0]]) / 2
        aside = np.maximum(0, [self.width, self.height] - 2 * scale * middle) / 2
        centre = np.array([self.width, self.height]) / 2 + self.rng.uniform(-0.8, 0.8, 2) * aside
        soft = cv2.GaussianBlur(glyph, (0, 0), max(0.3, 0.4 / scale))
        warp = np.concatenate([matrix, (centre - matrix @ middle)[:, None]], 1)
        soft = cv2.warpAffine(soft, warp, (self.width, self.height), flags=cv2.INTER_LINEAR).astype(np.float32) / 255
        return np.maximum(canvas, np.clip((soft - 0.5) * self.between(1, 3) + 0.5 + self.between(-0.12, 0.15), 0, 1) * (soft > 0.02))

    def other(self):
        """Two characters as one, something struck out, a scribble, a sign."""
        kind = str(self.rng.choice(["two", "two_printed", "struck_out", "scribble", "sign"], p=[0.3, 0.3, 0.2, 0.1, 0.1]))
        self.kind = kind
        if kind in ("two", "two_printed"):
            left, right = (self.rng.choice(self.others) for _ in range(2))
            make = self.by_strokes if kind == "two" else self.by_print
            first, second = make(left), make(right)
            high = max(first.shape[0], second.shape[0])
            self.height, self.width = high, first.shape[1] + second.shape[1]
            both = np.zeros((high, self.width), np.float32)
            both[:first.shape[0], :first.shape[1]], both[:second.shape[0], first.shape[1]:] = first, second
            return both
        if kind == "struck_out":
            return self.strike(self.by_strokes(self.rng.choice(self.others)))
        return self.scribble(self.paper()) if kind == "scribble" else self.sign(self.paper(), (5, 6, 8))


WRITER = KanjiWriter
