#!/usr/bin/python3
"""Trains, calibrates, measures and exports the network that reads one printed or written character, kanji above all.

    kanji.py --kanjivg kanjivg.zip --cache FOLDER --out ocr/weights --golden tests/golden/kanji

Input 1×1×48×48, float 0…1, ink = 1; output one logit per class of kanji_cells.CLASSES. No real handwriting is learned: strokes come
from KanjiVG through hand.py, and from Debian's fonts. The fonts of HELD_* train nothing: with strokes written anew they calibrate and
test. While it learns, the running mean of its weights is written to CACHE/kanji.pt every few minutes; --from measures and exports such
a file without learning.
"""
import argparse
import copy
import json
import os
import time

import cv2
import numpy as np
import torch
from torch import nn

import characters
import hand
import kanji_cells
import learning
from characters import KINDS
from kanji_cells import CLASS_OF, CLASSES, EMPTY, OTHER, SIDE, KanjiWriter, prepare
from learning import log, share
from sources import font_files, glyph_cuts, read_strokes

HANDS = ["KleeOne-Regular.ttf", "KleeOne-SemiBold.ttf", "setofont.ttf", "kiloji.ttf", "kiloji_b.ttf", "YOzRN_.ttf", "YOzRC_.ttf",
         "AoyagiKouzanT.ttf"]
PRINTS = ["NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc", "NotoSerifCJK-Regular.ttc", "NotoSerifCJK-Bold.ttc", "ipag.ttf", "ipam.ttf",
          "BIZUDGothic-Regular.ttf", "BIZUDGothic-Bold.ttf", "BIZUDMincho-Regular.ttf", "sawarabi-mincho-medium.ttf", "VL-Gothic-Regular.ttf",
          "MTLmr3m.ttf", "ume-tms3.ttf", "ume-hgo4.ttf", "Konatu.ttf"]
HELD_HANDS, HELD_PRINTS = ["YuseiMagic-Regular.ttf"], ["sawarabi-gothic-medium.ttf", "MTLc3m.ttf", "ume-tmo3.ttf"]
AUGMENTATION = {"turn": 4, "stretch": 0.10, "slant": 0.10, "shift": 1.5, "bend": 0.06, "weight": 0.5}
SCRIPTS = ["sources.py", "paper.py", "hand.py", "ink.py", "characters.py", "kana_cells.py", "kanji_cells.py", "kanji_classes.txt"]
CHARACTERS = list(CLASS_OF)
THRESHOLDS = (0.9, 0.99, 0.999)
SHARES = [0.40, 0.12, 0.48]                      # of KINDS


def sources(options, parts=("train", "held")):
    strokes = read_strokes(options.kanjivg)
    strokes = {c: [hand.even(s) for s in strokes[c]] for c in CHARACTERS if c in strokes}
    cuts = lambda names: list(glyph_cuts(font_files(options.fonts, names), CHARACTERS, kanji_cells.EM).values())
    fonts = {"train": (HANDS, PRINTS), "held": (HELD_HANDS, HELD_PRINTS)}
    result = {}
    for part in parts:
        hands, prints = cuts(fonts[part][0]), cuts(fonts[part][1])
        drawn = [c for c in CHARACTERS if c in strokes or any(c in font for font in prints + hands)]
        result[part] = (strokes, hands, prints, drawn)
    return result


def plan_of(per_class, seed):
    return characters.plan_of(kanji_cells, per_class, SHARES, worn=0.7, boxed=0.5, empty=0.003, other=0.02, seed=seed)


def network():
    block = learning.block
    first = [nn.Conv2d(1, 32, 5, 2, 2, bias=False), nn.BatchNorm2d(32), nn.ReLU()]
    return nn.Sequential(*first, *block(32, 64, 2), *block(64, 96), *block(96, 128, 2), *block(128, 192), *block(192, 256, 2),
                         nn.Flatten(1), nn.Dropout(0.1), nn.Linear(256 * 9, 192), nn.BatchNorm1d(192), nn.ReLU(), nn.Linear(192, len(CLASSES)))


class RunningMean:
    """The mean of the weights over the last thousand steps or so: as good as the end of a falling rate, at any time."""

    def __init__(self, model, path, minutes):
        self.mean, self.path, self.minutes, self.written = copy.deepcopy(model), path, minutes, time.time()

    def __call__(self, model, step):
        self.seen = step * learning.BATCH
        share_of_new = max(1 / 800, 1 / (step + 1))
        with torch.no_grad():
            for mean, value in zip(self.mean.state_dict().values(), model.state_dict().values()):
                if mean.dtype.is_floating_point:
                    mean.lerp_(value, share_of_new)
                else:
                    mean.copy_(value)
        if time.time() - self.written > 60 * self.minutes:
            self.write()

    def write(self):
        learning.replace(self.path, lambda name: torch.save({"weights": self.mean.state_dict(), "seen": self.seen}, name))
        self.written = time.time()


# ---- measuring -----------------------------------------------------------------------------------------------------

def measure(logits, labels, temperature):
    probabilities = torch.softmax(logits / temperature, 1).numpy()
    order = np.argsort(-probabilities, 1)[:, :10]
    top, right = probabilities.max(1), order[:, 0] == labels
    figures = {"samples": len(labels), "top1": share(right.mean()), "top5": share((order[:, :5] == labels[:, None]).any(1).mean()),
               "top10": share((order == labels[:, None]).any(1).mean()), "calibration_error": share(learning.calibration_error(top, right)),
               "reliability": learning.reliability(top, right)}
    for limit in THRESHOLDS:
        accepted = (top >= limit) & (order[:, 0] < EMPTY)
        figures[f"at_{limit}"] = {"read": share(accepted.mean()), "wrong": share((~right[accepted]).mean() if accepted.any() else 0)}
    return figures


def held_plan(source, per_class, seed):
    """As plan_of, without the characters that neither KanjiVG nor a held font has."""
    drawn = set(source[3])
    return [entry for entry in plan_of(per_class, seed) if not entry[1] or entry[1] in drawn]


def measure_prints(model, names, options, temperature):
    """Share of printed characters read right per font, as a scanner gives them at 300 and 200 dpi: all kanji, once each."""
    figures = {}
    for name, glyphs in sorted(glyph_cuts(font_files(options.fonts, names), CHARACTERS, kanji_cells.EM).items()):
        figures[name] = {"trained": name in PRINTS}
        for dpi in (300, 200):
            writer = KanjiWriter({}, [], [glyphs], CHARACTERS, np.random.default_rng([options.seed, dpi]))
            writer.coarse = dpi == 200
            images, labels = [], []
            for character in (c for c in CHARACTERS if c in glyphs):
                cell, label = characters.sample(kanji_cells, writer, "by_print", character, True, False)
                images.append(np.round(prepare(cell, False) * 255).astype(np.uint8))
                labels.append(label)
            got = measure(learning.logits_of(model, np.stack(images)), np.array(labels), temperature)
            figures[name][f"{dpi}_dpi"] = {k: got[k] for k in ("samples", "top1", "top5", "top10")}
    return figures


def calibrate_and_measure(model, store, options):
    source = sources(options, ["held"])["held"]
    images, labels, kinds = store.samples("kanji-held", characters.maker(kanji_cells, source), held_plan(source, 3, options.seed + 1), options.seed + 1)
    temperature = learning.fit_temperature(learning.logits_of(model, images), torch.from_numpy(labels))
    log(f"temperature {temperature}")
    images, labels, kinds = store.samples("kanji-test", characters.maker(kanji_cells, source), held_plan(source, 3, options.seed + 2), options.seed + 2)
    logits = learning.logits_of(model, images)
    figures = {"all": measure(logits, labels, temperature)}
    for kind in KINDS + ["empty"]:
        figures[kind] = measure(logits[kinds == kind], labels[kinds == kind], temperature)
    figures["other"] = measure(logits[labels == OTHER], labels[labels == OTHER], temperature)
    figures["print_by_font"] = measure_prints(model, HELD_PRINTS + PRINTS[:1] + ["ipam.ttf"], options, temperature)
    for name, value in figures.items():
        log(f"{name}: {json.dumps({k: v for k, v in value.items() if k != 'reliability'})}")
    return temperature, figures, source


# ---- results -------------------------------------------------------------------------------------------------------

def golden(options, source, model, temperature):
    plan = [(kind, c, n % 2 == 1, n == 0) for c in "佐藤髙橋渡邉山﨑長野一二のスー4" for n, kind in enumerate(KINDS)] + [("empty", "", False, True), ("other", "", False, False)]
    characters.golden(kanji_cells, options, source, plan, model, temperature, "kanji", 3500)


def main():
    parser = argparse.ArgumentParser()
    learning.common_arguments(parser, 50)
    parser.add_argument("--epochs", type=int, default=8, help="passes over the made crops")
    parser.add_argument("--per-class", type=int, default=40, help="crops made of each class")
    parser.add_argument("--from", dest="weights", help="weights of an earlier run: measure and export them, learn nothing")
    options = parser.parse_args()
    torch.set_num_threads(1)
    cv2.setNumThreads(1)

    store = learning.Store(options.cache, SCRIPTS, options.processes)
    model, kept = network(), options.weights or os.path.join(options.cache, "kanji.pt")
    if not options.weights:
        images, labels, _ = store.samples("kanji-train", characters.maker(kanji_cells, sources(options, ["train"])["train"]), plan_of(options.per_class, options.seed), options.seed)
        torch.manual_seed(options.seed)
        model = network()
        mean = RunningMean(model, kept, 4)
        seen = learning.learn(model, images, labels, options, AUGMENTATION, smoothing=0.05, watch=mean)
        mean.write()
        log(f"{seen} crops seen")
    kept = torch.load(kept)
    model.load_state_dict(kept["weights"])
    temperature, figures, source = calibrate_and_measure(model, store, options)
    os.makedirs(options.out, exist_ok=True)
    path = os.path.join(options.out, "kanji.onnx")
    learning.export(model, path, SIDE)
    crops = [prepare(characters.sample(kanji_cells, KanjiWriter(*source, np.random.default_rng(n)), "by_strokes", "藤", True, True)[0], True) for n in range(64)]
    difference, one, ten = learning.check_opencv(model, path, np.round(np.stack(crops) * 255).astype(np.uint8))
    log(f"OpenCV {cv2.__version__}: greatest difference from torch {difference}, {one} ms a crop, {ten} ms in tens")
    learning.write_json(os.path.join(options.out, "kanji.json"), {
        "input": [1, 1, SIDE, SIDE], "classes": CLASSES, "temperature": temperature, "output": "logits",
        "parameters": sum(p.numel() for p in model.parameters()), "onnx_sha256": learning.sha256(path),
        "script": "ocr/training/kanji.py",
        "arguments": {name: getattr(options, name) for name in ("epochs", "per_class", "minutes", "rate", "bfloat16", "seed")},
        "crops_seen": kept["seen"],
        "data": {"KanjiVG": "CC BY-SA 3.0", "sha256": {"kanjivg.zip": learning.sha256(options.kanjivg)},
                 "fonts": {"hands": HANDS, "prints": PRINTS, "held": HELD_HANDS + HELD_PRINTS}},
        "opencv": {"version": cv2.__version__, "greatest_difference_from_torch": float(f"{difference:.2e}"), "ms_per_crop": one},
        "measured": figures})
    if options.golden:
        golden(options, source, model, temperature)


if __name__ == "__main__":
    main()
