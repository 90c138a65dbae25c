#!/usr/bin/python3
"""Trains, calibrates, measures and exports the network that reads one handwritten digit in one cell.

    digits.py --mnist FOLDER --kanjivg kanjivg.zip --cache FOLDER --out ocr/weights --golden tests/golden/digits

Input 1×1×28×28, float 0…1, ink = 1; output 12 logits: 0…9, "empty", "other". Probability = softmax(logits / temperature).

How a grey cell becomes the input stands in digit_cells.py, prepare().
"""
import argparse
import json
import os

import cv2
import numpy as np
import torch
from torch import nn

import learning
import paper
from digit_cells import CLASSES, EMPTY, SIDE, DigitWriter, maker, other_characters, prepare, sample
from learning import log, share
from sources import digit_glyphs, read_mnist, read_strokes

THRESHOLDS = (0.9, 0.99, 0.995, 0.999)
AUGMENTATION = {"turn": 4, "stretch": 0.06, "slant": 0.08, "shift": 0.7, "bend": 0.03, "weight": 0.35}
SCRIPTS = ["sources.py", "paper.py", "digit_cells.py", "ink.py"]


# ---- making samples ------------------------------------------------------------------------------------------------

def sources(options):
    images, labels = read_mnist(options.mnist, "train")
    order = np.random.default_rng(7).permutation(len(images))
    test_images, test_labels = read_mnist(options.mnist, "t10k")
    strokes = read_strokes(options.kanjivg)
    every, simple = other_characters(strokes)
    # Every fifth character is kept for the test, the one after it for calibration; the rest train.
    part = {c: n % 5 for n, c in enumerate(sorted(simple, key=ord) + [c for c in every if c not in set(simple)])}
    pick = lambda which: ([c for c in every if part[c] in which], [c for c in simple if part[c] in which])
    glyphs = digit_glyphs(options.fonts)
    return {"train": (images[order[6000:]], labels[order[6000:]], strokes, pick((2, 3, 4)), glyphs),
            "held": (images[order[:6000]], labels[order[:6000]], strokes, pick((1,)), glyphs),
            "test": (test_images, test_labels, strokes, pick((0,)), glyphs)}


def training_plan(count, wearings, rng):
    """Every digit directly once and worn anew `wearings` times, and the rest in proportion."""
    plan = [("digit", n % count, rng.random() < 0.8) for n in range(count * wearings)] + [("direct", n, False) for n in range(count)]
    for what, part in (("supplementary", 0.17), ("empty", 0.12), ("other", 0.45)):
        plan += [(what, 0, rng.random() < 0.8) for _ in range(int(count * wearings * part))]
    return [plan[n] for n in rng.permutation(len(plan))]


def held_plan():
    return [("digit", n, n % 3 > 0) for n in range(6000)] + [("other", 0, n % 4 > 0) for n in range(2000)] + \
           [("empty", 0, n % 4 > 0) for n in range(1000)] + [("supplementary", 0, n % 2 == 0) for n in range(600)]


def test_plans(count):
    return {"clean": [("digit", n, False) for n in range(count)], "worn": [("digit", n, True) for n in range(count)],
            "japanese_and_printed": [("supplementary", 0, n % 2 == 0) for n in range(count // 5)],
            "empty": [("empty", 0, n % 4 > 0) for n in range(count // 2)], "other": [("other", 0, n % 4 > 0) for n in range(count)],
            "mnist_directly": [("direct", n, False) for n in range(count)]}


def network():
    block = learning.block
    return nn.Sequential(*block(1, 16), *block(16, 40, 2), *block(40, 56), nn.MaxPool2d(2), *block(56, 112), *block(112, 128),
                         nn.MaxPool2d(2), nn.Flatten(1), nn.Dropout(0.1), nn.Linear(128 * 9, 128), nn.ReLU(), nn.Dropout(0.1),
                         nn.Linear(128, len(CLASSES)))


# ---- measuring -----------------------------------------------------------------------------------------------------

def measure(logits, labels, kinds, temperature):
    """Accuracy, and at each confidence the share accepted as digits and the share of wrong ones among them."""
    probabilities = torch.softmax(logits / temperature, 1).numpy()
    best, top = probabilities.argmax(1), probabilities.max(1)
    figures = {"cells": len(labels), "accuracy": share((best == labels).mean()),
               "calibration_error": share(learning.calibration_error(top, best == labels))}
    for limit in THRESHOLDS:
        accepted = (best < 10) & (top >= limit)
        if labels.max() < 10:
            wrong = int((best[accepted] != labels[accepted]).sum())
            figures[f"at_{limit}"] = {"accepted": share(accepted.mean()), "wrong": wrong, "error": share(wrong / max(1, accepted.sum()))}
        else:
            figures[f"at_{limit}"] = {"read_as_digit": share(accepted.mean()),
                                      "of_kind": {k: share(accepted[kinds == k].mean()) for k in sorted(set(kinds))}}
    if labels.max() < 10:
        figures["taken_as_empty"] = share((best == EMPTY).mean())
        figures["by_digit"] = [share((best[labels == d] == d).mean(), 4) for d in range(10)]
    return figures


def calibrate_and_measure(model, store, all_sources, options):
    images, labels, _ = store.samples("digits-held", maker(all_sources["held"]), held_plan(), options.seed + 1001)
    temperature = learning.fit_temperature(learning.logits_of(model, images), torch.from_numpy(labels))
    log(f"temperature {temperature}")
    figures, kept = {}, []
    for n, (name, plan) in enumerate(test_plans(10000).items()):
        images, labels, kinds = store.samples(f"digits-{name}", maker(all_sources["test"]), plan, options.seed + 2000 + n)
        logits = learning.logits_of(model, images)
        figures[name] = measure(logits, labels, kinds, temperature)
        kept.append((logits, labels))
        log(f"{name}: {json.dumps(figures[name])}")
    together = torch.softmax(torch.cat([l for l, _ in kept]) / temperature, 1).numpy()
    labels = np.concatenate([l for _, l in kept])
    figures["all_together_calibration_error"] = share(learning.calibration_error(together.max(1), together.argmax(1) == labels))
    return temperature, figures


# ---- results -------------------------------------------------------------------------------------------------------

def golden(options, source, model, temperature):
    """Two small cells of every class with what they must give."""
    os.makedirs(options.golden, exist_ok=True)
    writer = DigitWriter(*source, np.random.default_rng(options.seed + 5))
    wanted, entries = {n: 2 for n in range(len(CLASSES))}, []
    order = np.random.default_rng(options.seed).permutation(len(source[0]))
    for n in range(4000):
        what = "digit" if n % 4 < 2 else "empty" if n % 4 == 2 else "other"
        cell, label = sample(writer, what, order[n], n % 2 == 1)
        cell = np.minimum(cell // 16 * 17, 255).astype(np.uint8)       # few greys, so that the file stays small
        _, packed = cv2.imencode(".png", cell, [cv2.IMWRITE_PNG_COMPRESSION, 9])
        image = prepare(cell, paper.DPI)
        if not wanted[label] or len(packed) >= 3000 or (label == EMPTY and wanted[label] == 2 and not image.any()):
            continue
        with torch.no_grad():
            probability = torch.softmax(model(torch.from_numpy(image)[None, None])[0] / temperature, 0)
        if int(probability.argmax()) != label:
            continue
        name = f"{CLASSES[label]}-{3 - wanted[label]}.png"
        wanted[label] -= 1
        packed.tofile(os.path.join(options.golden, name))
        entries.append({"file": name, "dpi": paper.DPI, "class": CLASSES[label], "probability": round(float(probability.max()), 6),
                        "mean": round(float(image.mean()), 6)})
    entries.sort(key=lambda e: e["file"])
    learning.write_json(os.path.join(options.golden, "expected.json"), {
        "about": "cells from MNIST test digits and KanjiVG strokes, CC BY-SA 3.0; probability = softmax(logits / temperature) of "
                 "ocr/weights/digits.onnx, mean = mean of the 28×28 input after prepare(); tolerance 1e-3",
        "temperature": temperature, "cells": entries})


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--mnist", required=True, help="folder with the four idx.gz files")
    learning.common_arguments(parser, 20)
    parser.add_argument("--epochs", type=int, default=5, help="passes over the made cells")
    parser.add_argument("--wearings", type=int, default=3, help="cells made of each training digit")
    options = parser.parse_args()
    torch.set_num_threads(1)
    cv2.setNumThreads(1)

    all_sources = sources(options)
    store = learning.Store(options.cache, SCRIPTS, options.processes)
    plan = training_plan(len(all_sources["train"][0]), options.wearings, np.random.default_rng(options.seed))
    images, labels, _ = store.samples("digits-train", maker(all_sources["train"]), plan, options.seed)
    torch.manual_seed(options.seed)
    model = network()
    seen = learning.learn(model, images, labels, options, AUGMENTATION)
    temperature, figures = calibrate_and_measure(model, store, all_sources, options)
    os.makedirs(options.out, exist_ok=True)
    path = os.path.join(options.out, "digits.onnx")
    learning.export(model, path, SIDE)
    difference, one, ten = learning.check_opencv(model, path, images[:64])
    log(f"OpenCV {cv2.__version__}: greatest difference from torch {difference}, {one} ms a cell, {ten} ms in tens")
    files = {os.path.basename(p): learning.sha256(p) for p in [options.kanjivg] + sorted(
        os.path.join(options.mnist, f) for f in os.listdir(options.mnist) if f.endswith("-ubyte.gz"))}
    learning.write_json(os.path.join(options.out, "digits.json"), {
        "input": [1, 1, SIDE, SIDE], "classes": CLASSES, "temperature": temperature, "output": "logits",
        "parameters": sum(p.numel() for p in model.parameters()), "onnx_sha256": learning.sha256(path),
        "script": "ocr/training/digits.py",
        "arguments": {name: getattr(options, name) for name in ("epochs", "wearings", "minutes", "rate", "bfloat16", "seed")},
        "cells_made": len(labels), "cells_seen": seen,
        "data": {"MNIST": "CC BY-SA 3.0", "KanjiVG": "CC BY-SA 3.0", "sha256": files},
        "opencv": {"version": cv2.__version__, "greatest_difference_from_torch": float(f"{difference:.2e}"), "ms_per_cell": one},
        "measured": figures})
    if options.golden:
        golden(options, all_sources["test"], model, temperature)


if __name__ == "__main__":
    main()
