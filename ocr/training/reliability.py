#!/usr/bin/python3
"""Whether a network's probabilities can be believed: crops made anew, read by the weights that ship, right ones counted by probability.

    reliability.py --network kana --weights ocr/weights --kanjivg kanjivg.zip --seed 9001 [--real FOLDER]

Prints one line per set and its reliability table, and writes both into the network's json as "reliability". Nothing is fitted here.
Sets: what is written by strokes, hiragana, katakana and kanji apart, and print in the fonts that were never learned. A field says which
script it is in, so kana are measured within theirs. "expected": the calibration error that a perfect network's answers would show with as
few samples, from 500 draws.
"""
import argparse
import json
import os
import re

import cv2
import numpy as np

import hand
import kana
import kana_cells
import kanji_cells
import learning
from name_readings import Network
from sources import font_files, glyph_cuts, read_strokes

HIRAGANA, KATAKANA = set(kana_cells.HIRAGANA), set(kana_cells.KATAKANA + ["ー", "・"])


def script_of(character):
    return "hiragana" if character in HIRAGANA else "katakana" if character in KATAKANA else "kanji"


def probabilities(network, crops, boxed):
    inputs = np.stack([network.cells.prepare(crop, box) for crop, box in zip(crops, boxed)])[:, None].astype(np.float32)
    rows = []
    for n in range(0, len(inputs), 50):
        network.net.setInput(inputs[n:n + 50])
        rows.append(network.net.forward().copy())
    logits = np.concatenate(rows) / network.temperature
    shares = np.exp(logits - logits.max(1, keepdims=True))
    return shares / shares.sum(1, keepdims=True)


def within(network, shares, script):
    """Classes of the other script shut out, as the reader does in a field of kana."""
    wanted = {"hiragana": HIRAGANA, "katakana": KATAKANA}.get(script)
    if wanted is None:
        return shares
    allowed = np.array([any(c in wanted for c in name) for name in network.classes[:-2]] + [True, True])
    kept = shares * allowed
    return kept / kept.sum(1, keepdims=True)


def judged(shares, labels, rng):
    top, right = shares[:, :-2].max(1), shares[:, :-2].argmax(1) == labels
    order = np.argsort(-shares[:, :-2], 1)[:, :10]
    drawn = [learning.calibration_error(top, rng.random(len(top)) < top) for _ in range(500)]
    return {"samples": len(labels), "top1": learning.share(right.mean()), "top5": learning.share((order[:, :5] == labels[:, None]).any(1).mean()),
            "top10": learning.share((order == labels[:, None]).any(1).mean()), "mean": learning.share(top.mean()),
            "calibration_error": learning.share(learning.calibration_error(top, right)), "expected": learning.share(np.mean(drawn)),
            "table": learning.reliability(top, right)}


def made(options, module, strokes, prints, count, rng):
    """(set, crop, boxed, character) …: as many as asked of every script by strokes, and in print."""
    writer = (kana_cells.KanaWriter if module is kana_cells else kanji_cells.KanjiWriter)(strokes, [], prints, [], rng)
    scripts = {}
    for characters in module.CLASSES[:-2]:
        for c in characters:
            scripts.setdefault(script_of(c), []).append(c)
    for script, characters in scripts.items():
        for what in ("by_strokes", "by_print"):
            # A field with print is no field of ours unless the character is in one of its fonts.
            usable = [c for c in characters if (c in strokes if what == "by_strokes" else any(c in font for font in prints))]
            for _ in range(count):
                character = usable[rng.integers(len(usable))]
                worn, boxed = rng.random() < 0.7, bool(rng.random() < (0.2 if what == "by_print" else 0.6))
                writer.neat, writer.boxed = not worn, boxed
                canvas = getattr(writer, what)(character)
                crop = writer.worn(canvas, boxed) if worn else writer.clean(canvas, boxed)
                yield f"{script}, {'strokes written anew' if what == 'by_strokes' else 'print'}", crop, boxed, character


def real(folder):
    for file in sorted(os.listdir(folder)):
        character = kana.hiragana_of(re.fullmatch(r"kana([A-Z]+)\d+\..*", file)[1])
        yield "hiragana, real hands", 255 - cv2.imread(os.path.join(folder, file), cv2.IMREAD_GRAYSCALE), False, character


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--network", choices=["kana", "kanji"], required=True)
    parser.add_argument("--weights", required=True)
    parser.add_argument("--kanjivg", required=True)
    parser.add_argument("--fonts", nargs="+", default=["/usr/share/fonts"])
    parser.add_argument("--real", help="real hiragana, white on black, the syllable in the file's name: measured only")
    parser.add_argument("--count", type=int, default=3000, help="crops of each set")
    parser.add_argument("--seed", type=int, default=9001)
    options = parser.parse_args()
    cv2.setNumThreads(1)
    rng, module = np.random.default_rng(options.seed), kana_cells if options.network == "kana" else kanji_cells
    network = Network(options.weights, options.network, module, 10)
    strokes = {c: [hand.even(s) for s in ways] for c, ways in read_strokes(options.kanjivg).items() if c in module.CLASS_OF}
    em = {} if module is kana_cells else {"em": kanji_cells.EM}
    prints = list(glyph_cuts(font_files(options.fonts, kana.HELD_PRINTS), list(module.CLASS_OF), **em).values())
    sets = {}
    for name, crop, boxed, character in made(options, module, strokes, prints, options.count, rng):
        sets.setdefault(name, []).append((crop, boxed, module.CLASS_OF[character]))
    for name, crop, boxed, character in real(options.real) if options.real else []:
        sets.setdefault(name, []).append((crop, boxed, module.CLASS_OF[character]))
    path = os.path.join(options.weights, options.network + ".json")
    with open(path, encoding="utf-8") as file:
        about = json.load(file)
    about["reliability"] = {"seed": options.seed, "script": "ocr/training/reliability.py"}
    for name, samples in sets.items():
        crops, boxed, labels = zip(*samples)
        shares = within(network, probabilities(network, crops, boxed), name.split(",")[0])
        figures = about["reliability"][name] = judged(shares, np.array(labels), rng)
        print(f"{name}: " + ", ".join(f"{key} {value}" for key, value in figures.items() if key != "table"))
        for low, count, mean, right in figures["table"]:
            print(f"   from {low}: {count} crops, mean {mean}, right {right}")
    learning.write_json(path, about)


if __name__ == "__main__":
    main()
