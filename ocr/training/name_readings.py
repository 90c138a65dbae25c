#!/usr/bin/python3
"""Writes what the networks see of made-up people's names written by hand in cells: フリガナ and 氏名, character by character.

    name_readings.py --kanjivg kanjivg.zip --names FILE --count 500 --seed 1 --weights ocr/weights --out readings.jsonl

With it the decoding of names (ocr/recognizers/name_decoder.h, ocr/name_support.h) is fitted and measured without reading the same
pictures again and again: build/release/ocr_test --gtest_filter='NameReadings.*' with TOITSU_NAME_READINGS=readings.jsonl.
FILE has lines 姓 or 名 <tab> reading <tab> written <tab> weight. --real takes real hiragana (kanaSHI3.jpg, white on black) for the
フリガナ instead of strokes. Each line of the output is one person: what is meant, and of every cell the likeliest classes with
probability, the height and top of the ink in heights of the crop, the probability of emptiness.
"""
import argparse
import json
import os
import re

import cv2
import numpy as np

import hand
import ink
import kana_cells
import kanji_cells
from kana import hiragana_of
from kana_cells import KanaWriter
from kanji_cells import KanjiWriter
from sources import read_strokes

GAP = "\u3000"


class Network:
    def __init__(self, folder, name, cells, kept):
        with open(os.path.join(folder, name + ".json"), encoding="utf-8") as file:
            about = json.load(file)
        self.net = cv2.dnn.readNetFromONNX(os.path.join(folder, name + ".onnx"))
        self.temperature, self.classes, self.cells, self.kept = about["temperature"], about["classes"], cells, kept

    def read(self, crops, boxed):
        inputs = np.stack([self.cells.prepare(crop, boxed) for crop in crops])[:, None]
        self.net.setInput(inputs.astype(np.float32))
        logits = self.net.forward() / self.temperature
        shares = np.exp(logits - logits.max(1, keepdims=True))
        shares /= shares.sum(1, keepdims=True)
        return [self.cell(crop, row, boxed) for crop, row in zip(crops, shares)]

    def cell(self, crop, row, boxed):
        order = np.argsort(-row[:-2])[:self.kept]
        top, height = extent(crop, boxed)
        return {"best": [[self.classes[n], float(f"{row[n]:.3g}")] for n in order], "empty": float(f"{row[-2]:.3g}"),
                "other": float(f"{row[-1]:.3g}"), "top": round(top, 3), "height": round(height, 3)}


def extent(crop, boxed):
    """Top and height of the ink that is kept, in heights of the crop."""
    strength, high = ink.ink_strength(crop), crop.shape[0]
    if strength is None:
        return 0.0, 0.0
    mask = ink.kept_mask(strength, kana_cells.SPECK * high * high, ink.nearest(kana_cells.EDGE * high) if boxed else -1)
    _, y, _, h = cv2.boundingRect(mask)
    return y / high, h / high


def read_names(path):
    names = {"姓": [], "名": []}
    with open(path, encoding="utf-8") as file:
        for line in file:
            kind, reading, written, weight = line.rstrip("\n").split("\t")
            names[kind].append((reading, written, float(weight)))
    return names


def real_hiragana(folder):
    """Hiragana → its pictures, black on white."""
    pictures = {}
    for file in sorted(os.listdir(folder)):
        label = hiragana_of(re.fullmatch(r"kana([A-Z]+)\d+\..*", file)[1])
        pictures.setdefault(label, []).append(255 - cv2.imread(os.path.join(folder, file), cv2.IMREAD_GRAYSCALE))
    return pictures


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--kanjivg", required=True)
    parser.add_argument("--names", required=True)
    parser.add_argument("--weights", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--real", help="folder of real hiragana for the フリガナ")
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=70)
    options = parser.parse_args()
    cv2.setNumThreads(1)
    rng, names = np.random.default_rng(options.seed), read_names(options.names)
    strokes = {c: [hand.even(s) for s in ways] for c, ways in read_strokes(options.kanjivg).items()}
    kana, kanji = Network(options.weights, "kana", kana_cells, 8), Network(options.weights, "kanji", kanji_cells, 10)
    kana_writer, kanji_writer = KanaWriter(strokes, [], [], [], rng), KanjiWriter(strokes, [], [], [], rng)
    real = real_hiragana(options.real) if options.real else None

    def drawn(kind):
        rows = names[kind]
        weights = np.array([w for _, _, w in rows])
        while True:
            reading, written, _ = rows[rng.choice(len(rows), p=weights / weights.sum())]
            if all(c in strokes or c in kana_cells.SMALL for c in written + reading) and not (real and needs_other(reading)):
                return reading, written

    def needs_other(reading):
        return any(c == "ー" or hiragana(c) not in real for c in reading)

    def hiragana(c):
        plain = kana_cells.SMALL.get(c, c)
        return chr(ord(plain) - 0x60)

    def cells(writer, text, module):
        crops = []
        for c in text:
            worn = rng.random() < 0.7
            writer.neat, writer.boxed = not worn, True
            canvas = writer.nothing() if c == GAP else writer.by_strokes(c)
            crops.append(writer.worn(canvas, True) if worn else writer.clean(canvas, True))
        return module.read(crops, True)

    def real_cells(text):
        return [cell for c in text for cell in (kana.read([np.full((80, 80), 255, np.uint8)], False) if c == GAP else
                                                kana.read([real[hiragana(c)][rng.integers(len(real[hiragana(c)]))]], False))]

    with open(options.out, "w", encoding="utf-8") as file:
        for _ in range(options.count):
            (family, family_written), (given, given_written) = drawn("姓"), drawn("名")
            reading, written = family + GAP + given, family_written + GAP + given_written
            person = {"kana": reading, "name": written, "kanaCells": real_cells(reading) if real else cells(kana_writer, reading, kana),
                      "nameCells": cells(kanji_writer, written, kanji)}
            file.write(json.dumps(person, ensure_ascii=False, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
