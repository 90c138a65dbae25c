#!/usr/bin/python3
"""Trains, calibrates, measures and exports the network that reads one hand-printed or printed kana.

    kana.py --kanjivg kanjivg.zip --cache FOLDER --out ocr/weights --golden tests/golden/kana

Input 1×1×36×36, float 0…1, ink = 1; output one logit per class of kana_cells.CLASSES: 73 hiragana shapes, 71 katakana shapes that
no hiragana has, ー, ・, "empty", "other". A small kana has its large one's class, ヘ ベ ペ have へ べ ぺ's: the picture alone cannot tell
them apart, the field's type and the neighbours can. Probability = softmax(logits / temperature). kana_cells.py tells how a crop
becomes the input.

No real handwriting is learned: strokes come from KanjiVG through hand.py, and from Debian's fonts. The fonts of HELD_* train nothing:
with strokes written anew they calibrate and test.
"""
import argparse
import json
import os
import re

import cv2
import numpy as np
import torch
from torch import nn

import characters
import hand
import kana_cells
import learning
from characters import KINDS
from kana_cells import CLASS_OF, CLASSES, EMPTY, OTHER, SIDE, KanaWriter, prepare
from learning import log, share
from sources import font_files, glyph_cuts, read_strokes

HANDS = ["KleeOne-Regular.ttf", "KleeOne-SemiBold.ttf", "setofont.ttf", "kiloji.ttf", "kiloji_b.ttf", "YOzRN_.ttf", "YOzRA_.ttf",
         "YOzRC_.ttf", "YOzRE_.ttf", "YOzRS_.ttf", "AoyagiKouzanT.ttf", "aoyagi-soseki.ttf", "kouzan-mouhitsu.ttf",
         "kouzan-mouhitsu-gyosho.ttf"]
PRINTS = ["NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc", "NotoSerifCJK-Regular.ttc", "NotoSerifCJK-Bold.ttc", "ipag.ttf", "ipam.ttf",
          "BIZUDGothic-Regular.ttf", "BIZUDGothic-Bold.ttf", "BIZUDMincho-Regular.ttf", "sawarabi-mincho-medium.ttf", "VL-Gothic-Regular.ttf",
          "MTLmr3m.ttf", "ume-tms3.ttf", "Konatu.ttf"]
HELD_HANDS, HELD_PRINTS = ["YuseiMagic-Regular.ttf"], ["sawarabi-gothic-medium.ttf", "MTLc3m.ttf", "ume-tmo3.ttf"]
AUGMENTATION = {"turn": 7, "stretch": 0.12, "slant": 0.15, "shift": 1.5, "bend": 0.10, "weight": 0.6}
SCRIPTS = ["sources.py", "paper.py", "hand.py", "ink.py", "characters.py", "kana_cells.py"]
THRESHOLDS = (0.9, 0.95, 0.99)
CHARACTERS = list(CLASS_OF)
SHARES = {"train": [0.50, 0.22, 0.28], "held": [0.4, 0.3, 0.3]}       # of KINDS


def sources(options):
    strokes = read_strokes(options.kanjivg)
    others = kana_cells.other_characters(strokes)
    strokes = {c: [hand.even(s) for s in strokes[c]] for c in CHARACTERS + others}
    simple = [c for c in others if c in kana_cells.NO_KANA]
    cuts = lambda names, characters: glyph_cuts(font_files(options.fonts, names), characters)
    hands, prints = cuts(HANDS, CHARACTERS), cuts(PRINTS, CHARACTERS + simple)
    held_hands, held_prints = cuts(HELD_HANDS, CHARACTERS), cuts(HELD_PRINTS, CHARACTERS + simple)
    log(f"{len(hands)} + {len(held_hands)} fonts of hands, {len(prints)} + {len(held_prints)} of print")
    part = lambda rest: [c for n, c in enumerate(others) if n % 5 in rest or c in simple]
    return {"train": (strokes, list(hands.values()), list(prints.values()), part((0, 1, 2, 3))),
            "held": (strokes, list(held_hands.values()), list(held_prints.values()), part((4,)))}, {**prints, **held_prints}


def plan_of(per_class, shares, seed):
    return characters.plan_of(kana_cells, per_class, shares, worn=0.75, boxed=0.6, empty=0.03, other=0.14, seed=seed)


def network():
    block = learning.block
    return nn.Sequential(*block(1, 16), *block(16, 32, 2), *block(32, 48), *block(48, 96, 2), *block(96, 96), *block(96, 160, 2),
                         *block(160, 160), nn.MaxPool2d(2), nn.Flatten(1), nn.Dropout(0.2), nn.Linear(160 * 4, 256), nn.ReLU(),
                         nn.Dropout(0.3), nn.Linear(256, len(CLASSES)))


# ---- measuring -----------------------------------------------------------------------------------------------------

def measure(logits, labels, temperature):
    probabilities = torch.softmax(logits / temperature, 1).numpy()
    order = (-probabilities).argsort(1)
    top, right = probabilities.max(1), order[:, 0] == labels
    figures = {"samples": len(labels), "top1": share(right.mean()), "top5": share((order[:, :5] == labels[:, None]).any(1).mean()),
               "calibration_error": share(learning.calibration_error(top, right))}
    for limit in THRESHOLDS:
        accepted = (top >= limit) & (order[:, 0] < EMPTY)
        figures[f"at_{limit}"] = {"read": share(accepted.mean()), "wrong": share((~right[accepted]).mean() if accepted.any() else 0)}
    return figures


def within(logits, characters):
    """The logits with every class shut out that has none of these characters."""
    allowed = torch.tensor([any(c in characters for c in name) for name in CLASSES[:EMPTY]] + [False, False])
    return logits.masked_fill(~allowed, -1e4)


def measure_prints(model, fonts, others, strokes, temperature, seed):
    """Share of printed characters read right per font, worn, at 300 and 200 dpi; within each script as a field's type would."""
    figures = {}
    for name, glyphs in sorted(fonts.items()):
        figures[name] = {"trained": name in PRINTS}
        for dpi in (300, 200):
            writer = KanaWriter(strokes, [], [glyphs], others, np.random.default_rng([seed, dpi]))
            writer.coarse = dpi == 200
            images, wanted = [], []
            for character in CHARACTERS * 3:
                cell, label = characters.sample(kana_cells, writer, "by_print", character, True, False)
                images.append(np.round(prepare(cell, False) * 255).astype(np.uint8))
                wanted.append((character, label))
            logits, labels = learning.logits_of(model, np.stack(images)), np.array([label for _, label in wanted])
            kana = np.array([c in kana_cells.HIRAGANA for c, _ in wanted])
            best = logits.argmax(1).numpy()
            scripts = np.where(kana, within(logits, kana_cells.HIRAGANA).argmax(1), within(logits, kana_cells.KATAKANA + ["ー", "・"]).argmax(1))
            figures[name][f"{dpi}_dpi"] = {"top1": share((best == labels).mean()), "within_script": share((scripts == labels).mean())}
    return figures


ROMAJI = {"SHI": "し", "CHI": "ち", "TSU": "つ", "FU": "ふ", "JI": "じ", "N": "ん", "WO": "を"}


def hiragana_of(romaji):
    """The hiragana of a file name's syllable."""
    if romaji in ROMAJI:
        return ROMAJI[romaji]
    vowel = "AIUEO".index(romaji[-1])
    rows = {"": "あいうえお", "K": "かきくけこ", "G": "がぎぐげご", "S": "さしすせそ", "Z": "ざじずぜぞ", "T": "たちつてと", "D": "だぢづでど", "N": "なにぬねの",
            "H": "はひふへほ", "B": "ばびぶべぼ", "P": "ぱぴぷぺぽ", "M": "まみむめも", "Y": "や ゆ よ", "R": "らりるれろ", "W": "わゐ ゑを"}
    return rows[romaji[:-1]][vowel]


def measure_real(model, folder, temperature):
    """Real hiragana, white on black, label in the file name: never trained on, nothing is tuned on it."""
    images, labels = [], []
    for file in sorted(os.listdir(folder)):
        crop = 255 - cv2.imread(os.path.join(folder, file), cv2.IMREAD_GRAYSCALE)
        images.append(np.round(prepare(crop, False) * 255).astype(np.uint8))
        labels.append(CLASS_OF[hiragana_of(re.fullmatch(r"kana([A-Z]+)\d+\..*", file)[1])])
    logits, labels = learning.logits_of(model, np.stack(images)), np.array(labels)
    return {"all_classes": measure(logits, labels, temperature), "hiragana_only": measure(within(logits, kana_cells.HIRAGANA), labels, temperature)}


def calibrate_and_measure(model, store, all_sources, fonts, options):
    images, labels, _ = store.samples("kana-held", characters.maker(kana_cells, all_sources["held"]), plan_of(60, SHARES["held"], options.seed + 1), options.seed + 1)
    temperature = learning.fit_temperature(learning.logits_of(model, images), torch.from_numpy(labels))
    log(f"temperature {temperature}")
    images, labels, kinds = store.samples("kana-test", characters.maker(kana_cells, all_sources["held"]), plan_of(60, SHARES["held"], options.seed + 2), options.seed + 2)
    logits = learning.logits_of(model, images)
    figures = {"all": measure(logits, labels, temperature)}
    for kind in KINDS + ["empty"]:
        figures[kind] = measure(logits[kinds == kind], labels[kinds == kind], temperature)
    figures["other"] = measure(logits[labels == OTHER], labels[labels == OTHER], temperature)
    for name, value in figures.items():
        log(f"{name}: {json.dumps(value)}")
    strokes, _, _, others = all_sources["held"]
    figures["print_by_font"] = measure_prints(model, fonts, others, strokes, temperature, options.seed)
    if options.real:
        figures["real_hiragana"] = measure_real(model, options.real, temperature)
        log(f"real hiragana: {json.dumps(figures['real_hiragana'])}")
    return temperature, figures


# ---- results -------------------------------------------------------------------------------------------------------

def golden(options, source, model, temperature):
    plan = [(kind, c, n % 2 == 1, n < 2) for c in "あきつっへヘがぱソンシヴリー・" for n, kind in enumerate(KINDS)] + \
           [("empty", "", n == 1, n == 1) for n in range(2)] + [("other", "", n == 1, n == 1) for n in range(3)]
    characters.golden(kana_cells, options, source, plan, model, temperature, "kana", 3000)


def main():
    parser = argparse.ArgumentParser()
    learning.common_arguments(parser, 30)
    parser.add_argument("--epochs", type=int, default=8, help="passes over the made crops")
    parser.add_argument("--per-class", type=int, default=1200, help="crops made of each class")
    parser.add_argument("--real", help="folder of real hiragana that are only measured")
    options = parser.parse_args()
    torch.set_num_threads(1)
    cv2.setNumThreads(1)

    all_sources, fonts = sources(options)
    store = learning.Store(options.cache, SCRIPTS, options.processes)
    images, labels, _ = store.samples("kana-train", characters.maker(kana_cells, all_sources["train"]), plan_of(options.per_class, SHARES["train"], options.seed), options.seed)
    torch.manual_seed(options.seed)
    model = network()
    seen = learning.learn(model, images, labels, options, AUGMENTATION, smoothing=0.05)
    temperature, figures = calibrate_and_measure(model, store, all_sources, fonts, options)
    os.makedirs(options.out, exist_ok=True)
    path = os.path.join(options.out, "kana.onnx")
    learning.export(model, path, SIDE)
    difference, one, ten = learning.check_opencv(model, path, images[:64])
    log(f"OpenCV {cv2.__version__}: greatest difference from torch {difference}, {one} ms a crop, {ten} ms in tens")
    learning.write_json(os.path.join(options.out, "kana.json"), {
        "input": [1, 1, SIDE, SIDE], "classes": CLASSES, "temperature": temperature, "output": "logits",
        "parameters": sum(p.numel() for p in model.parameters()), "onnx_sha256": learning.sha256(path),
        "script": "ocr/training/kana.py",
        "arguments": {name: getattr(options, name) for name in ("epochs", "per_class", "minutes", "rate", "bfloat16", "seed")},
        "crops_made": len(labels), "crops_seen": seen,
        "data": {"KanjiVG": "CC BY-SA 3.0", "sha256": {"kanjivg.zip": learning.sha256(options.kanjivg)},
                 "fonts": {"hands": HANDS, "prints": PRINTS, "held": HELD_HANDS + HELD_PRINTS}},
        "opencv": {"version": cv2.__version__, "greatest_difference_from_torch": float(f"{difference:.2e}"), "ms_per_crop": one},
        "measured": figures})
    if options.golden:
        golden(options, all_sources["held"], model, temperature)


if __name__ == "__main__":
    main()
