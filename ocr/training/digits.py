#!/usr/bin/python3
"""Trains, calibrates, measures and exports the network that reads one handwritten digit in one cell.

    digits.py --mnist FOLDER --kanjivg kanjivg.zip --cache FOLDER --out ocr/weights --golden tests/golden/digits

Input 1×1×28×28, float 0…1, ink = 1; output one logit for each of digit_cells.CLASSES: 0…9, "empty", "other", and the signs that stand
among digits where no cells part them. Probability = softmax(logits / temperature). `--warm` goes on from weights that were exported before.
`--second` makes digits-second.onnx instead: another network, asked besides where the first is not sure.

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
from digit_cells import CLASSES, EMPTY, OTHER, SIDE, SIGNS, DigitWriter, maker, other_characters, prepare, sample
from learning import log, share
from sources import digit_glyphs, read_mnist, read_strokes

THRESHOLDS = (0.9, 0.99, 0.995, 0.999)
AUGMENTATION = {"turn": 4, "stretch": 0.06, "slant": 0.08, "shift": 0.7, "bend": 0.03, "weight": 0.35}
SCRIPTS = ["sources.py", "paper.py", "digit_cells.py", "ink.py", "hand.py"]


# ---- making samples ------------------------------------------------------------------------------------------------

def sources(options):
    images, labels = read_mnist(options.mnist, "train")
    order = np.random.default_rng(7).permutation(len(images))
    test_images, test_labels = read_mnist(options.mnist, "t10k")
    mixed = np.random.default_rng(8).permutation(len(test_images))    # the file may have the digits in order, and a test may take the first
    test_images, test_labels = test_images[mixed], test_labels[mixed]
    strokes = read_strokes(options.kanjivg)
    every, simple = other_characters(strokes)
    # Every fifth character is kept for the test, the one after it for calibration; the rest train.
    part = {c: n % 5 for n, c in enumerate(sorted(simple, key=ord) + [c for c in every if c not in set(simple)])}
    pick = lambda which: tuple([c for c in some if part[c] in which and c not in SIGNS] for some in (every, simple))
    glyphs = digit_glyphs(options.fonts, SIGNS)
    return {"train": (images[order[6000:]], labels[order[6000:]], strokes, pick((2, 3, 4)), glyphs),
            "held": (images[order[:6000]], labels[order[:6000]], strokes, pick((1,)), glyphs),
            "test": (test_images, test_labels, strokes, pick((0,)), glyphs)}


def training_plan(count, wearings, direct, rng):
    """A share of the digits directly, `wearings` times as many cells as digits worn anew, and the rest in proportion to those."""
    worn = int(count * wearings)
    first = rng.permutation(count)
    plan = [("digit", int(first[n % count]), rng.random() < 0.8) for n in range(worn)] + \
           [("direct", int(n), False) for n in rng.permutation(count)[:int(count * direct)]]
    for what, part in (("supplementary", 0.2), ("empty", 0.12), ("other", 0.45), ("glyph", 0.5)):
        plan += [(what, 0, rng.random() < 0.8) for _ in range(int(worn * part))]
    return [plan[n] for n in rng.permutation(len(plan))]


def held_plan(count):
    return [("digit", n, n % 3 > 0) for n in range(count * 3 // 5)] + [("other", 0, n % 4 > 0) for n in range(count // 5)] + \
           [("empty", 0, n % 4 > 0) for n in range(count // 10)] + [("supplementary", 0, n % 2 == 0) for n in range(count // 16)] + \
           [("glyph", 0, n % 2 == 0) for n in range(count // 10)]


def test_plans(count):
    return {"clean": [("digit", n, False) for n in range(count)], "worn": [("digit", n, True) for n in range(count)],
            "japanese_and_printed": [("supplementary", 0, n % 2 == 0) for n in range(count // 5)],
            "glyphs": [("glyph", 0, n % 2 == 0) for n in range(count // 3)],
            "empty": [("empty", 0, n % 4 > 0) for n in range(count // 2)], "other": [("other", 0, n % 4 > 0) for n in range(count)],
            "mnist_directly": [("direct", n, False) for n in range(10000)]}


def network():
    block = learning.block
    return nn.Sequential(*block(1, 16), *block(16, 40, 2), *block(40, 56), nn.MaxPool2d(2), *block(56, 112), *block(112, 128),
                         nn.MaxPool2d(2), nn.Flatten(1), nn.Dropout(0.1), nn.Linear(128 * 9, 128), nn.ReLU(), nn.Dropout(0.1),
                         nn.Linear(128, len(CLASSES)))


def second_network():
    """Of another build – full resolution for longer, more channels – so that it errs elsewhere."""
    block = learning.block
    return nn.Sequential(*block(1, 24), *block(24, 32), nn.MaxPool2d(2), *block(32, 64), *block(64, 64), nn.MaxPool2d(2), *block(64, 128),
                         *block(128, 128, 2), nn.Flatten(1), nn.Dropout(0.2), nn.Linear(128 * 16, 128), nn.ReLU(), nn.Dropout(0.2),
                         nn.Linear(128, len(CLASSES)))


def warm(model, path, images):
    """The exported weights put back. Classes that they did not have begin as "other"."""
    stored = learning.exported_weights(path)
    weight, bias = stored[-1][0], stored[-1][1].flatten()
    more = len(CLASSES) - len(weight)
    stored[-1] = [torch.cat([weight, weight[OTHER:OTHER + 1].repeat(more, 1)]), torch.cat([bias, bias[OTHER:OTHER + 1].repeat(more) - 3])]
    model.eval()
    learning.put_back(model, stored, learning.tensor(images))


def with_signs_as_other(probabilities):
    """Columns 0…9, empty, other: in a cell a sign is no digit."""
    return np.concatenate([probabilities[:, :OTHER], probabilities[:, OTHER:].sum(1, keepdims=True)], 1)


# ---- measuring -----------------------------------------------------------------------------------------------------

def measure(logits, labels, kinds, temperature):
    """Accuracy, and at each confidence the share accepted as digits and the share of wrong ones among them."""
    probabilities = with_signs_as_other(torch.softmax(logits / temperature, 1).numpy())
    best, top = probabilities.argmax(1), probabilities.max(1)
    classes = logits.argmax(1).numpy()
    figures = {"cells": len(labels), "accuracy": share((classes == labels).mean())}
    labels = np.minimum(labels, OTHER)
    figures = {**figures, "accuracy_in_a_cell": share((best == labels).mean()),
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
        figures["by_digit"] = {str(d): share((best[labels == d] == d).mean(), 4) for d in range(10) if (labels == d).any()}
    return figures


def calibrate_and_measure(model, store, all_sources, options):
    images, labels, _ = store.samples("digits-held", maker(all_sources["held"]), held_plan(options.test_cells), options.seed + 1001)
    temperature = learning.fit_temperature(learning.logits_of(model, images), torch.from_numpy(labels))
    log(f"temperature {temperature}")
    figures, kept = {}, []
    for n, (name, plan) in enumerate(test_plans(options.test_cells).items()):
        images, labels, kinds = store.samples(f"digits-{name}", maker(all_sources["test"]), plan, options.seed + 2000 + n)
        logits = learning.logits_of(model, images)
        figures[name] = measure(logits, labels, kinds, temperature)
        kept.append((logits, labels))
        log(f"{name}: {json.dumps(figures[name])}")
    together = with_signs_as_other(torch.softmax(torch.cat([l for l, _ in kept]) / temperature, 1).numpy())
    labels = np.minimum(np.concatenate([l for _, l in kept]), OTHER)
    figures["all_together_calibration_error"] = share(learning.calibration_error(together.max(1), together.argmax(1) == labels))
    return temperature, figures


SURE_AT_ONCE, INKLESS = 0.998, 0.9995


def exported(folder, name):
    """Exported weights as a function from prepared images (n×28×28, float) to probabilities."""
    net = cv2.dnn.readNetFromONNX(os.path.join(folder, f"{name}.onnx"))
    with open(os.path.join(folder, f"{name}.json")) as file:
        temperature = json.load(file)["temperature"]

    def probabilities(images):
        net.setInput(np.ascontiguousarray(images[:, None], np.float32))
        return torch.softmax(torch.from_numpy(net.forward()) / temperature, 1).numpy()
    return probabilities


def read(networks, images):
    """Probabilities of prepared images as ocr/recognizers/digit_network.cpp has them: the first network's; where it is not sure the mean
    of both networks' five readings, each a pixel elsewhere; without ink it is empty."""
    first, second = networks
    result = first(images).copy()
    inkless = ~images.any((1, 2))
    result[inkless] = (1 - INKLESS) / (result.shape[1] - 1)
    result[inkless, EMPTY] = INKLESS
    for n in np.flatnonzero(result.max(1) < SURE_AT_ONCE):
        padded = np.pad(images[n], 1)
        moved = np.stack([padded[1 - y:SIDE + 1 - y, 1 - x:SIDE + 1 - x] for x, y in ((0, 0), (-1, 0), (1, 0), (0, -1), (0, 1))])
        result[n] = (first(moved).mean(0) + second(moved).mean(0)) / 2
    return result


# ---- results -------------------------------------------------------------------------------------------------------

def golden(options, source):
    """Two small cells of every digit, of nothing and of what is no digit, with what they must give in a cell."""
    os.makedirs(options.golden, exist_ok=True)
    networks = [exported(options.out, name) for name in ("digits", "digits-second")]
    writer = DigitWriter(*source, np.random.default_rng(options.seed + 5))
    wanted, entries = {n: 2 for n in range(OTHER + 1)}, []
    order = np.random.default_rng(options.seed).permutation(len(source[0]))
    for n in range(4000):
        what = ("digit", "digit", "glyph", "empty", "other")[n % 5]
        cell, label = sample(writer, what, order[n], n % 2 == 1)
        label = min(label, OTHER)
        cell = np.minimum(cell // 16 * 17, 255).astype(np.uint8)       # few greys, so that the file stays small
        _, packed = cv2.imencode(".png", cell, [cv2.IMWRITE_PNG_COMPRESSION, 9])
        image = prepare(cell, paper.DPI)
        if not wanted[label] or len(packed) >= 3000 or (label == EMPTY and wanted[label] == 2 and not image.any()):
            continue
        probability = with_signs_as_other(read(networks, image[None]))[0]
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
                 "ocr/weights/digits.onnx and digits-second.onnx, averaged as digits.py read() does, signs as other, mean = mean of the 28×28 input after "
                 "prepare(); tolerance 1e-3", "cells": entries})


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--mnist", required=True, help="folder with the four idx.gz files")
    learning.common_arguments(parser, 20)
    parser.add_argument("--epochs", type=int, default=5, help="passes over the made cells")
    parser.add_argument("--warm", help="ONNX file of this network, perhaps with fewer signs, to go on from")
    parser.add_argument("--wearings", type=float, default=3, help="cells made of each training digit")
    parser.add_argument("--test-cells", type=int, default=10000, help="cells per kind for calibration and for the figures")
    parser.add_argument("--direct", type=float, default=1, help="share of the training digits that are learned as MNIST has them, too")
    parser.add_argument("--second", action="store_true", help="make the second network")
    options = parser.parse_args()
    torch.set_num_threads(1)
    cv2.setNumThreads(1)

    all_sources = sources(options)
    store = learning.Store(options.cache, SCRIPTS, options.processes)
    plan = training_plan(len(all_sources["train"][0]), options.wearings, options.direct, np.random.default_rng(options.seed))
    images, labels, _ = store.samples("digits-train", maker(all_sources["train"]), plan, options.seed)
    torch.manual_seed(options.seed)
    model = second_network() if options.second else network()
    if options.warm:
        warm(model, options.warm, images[::max(1, len(images) // 4000)])
    seen = learning.learn(model, images, labels, options, AUGMENTATION)
    os.makedirs(options.out, exist_ok=True)
    name = "digits-second" if options.second else "digits"
    path = os.path.join(options.out, f"{name}.onnx")
    learning.export(model, path, SIDE)
    temperature, figures = calibrate_and_measure(model, store, all_sources, options)
    difference, one, ten = learning.check_opencv(model, path, images[:64])
    log(f"OpenCV {cv2.__version__}: greatest difference from torch {difference}, {one} ms a cell, {ten} ms in tens")
    files = {os.path.basename(p): learning.sha256(p) for p in [options.kanjivg] + sorted(
        os.path.join(options.mnist, f) for f in os.listdir(options.mnist) if f.endswith("-ubyte.gz"))}
    learning.write_json(os.path.join(options.out, f"{name}.json"), {
        "input": [1, 1, SIDE, SIDE], "classes": CLASSES, "temperature": temperature, "output": "logits",
        "signs": SIGNS, "parameters": sum(p.numel() for p in model.parameters()), "onnx_sha256": learning.sha256(path),
        "script": "ocr/training/digits.py",
        "arguments": {name: getattr(options, name) for name in ("epochs", "wearings", "direct", "minutes", "rate", "bfloat16", "seed", "warm", "second")},
        "cells_made": len(labels), "cells_seen": seen,
        "data": {"MNIST": "CC BY-SA 3.0", "KanjiVG": "CC BY-SA 3.0", "sha256": files},
        "opencv": {"version": cv2.__version__, "greatest_difference_from_torch": float(f"{difference:.2e}"), "ms_per_cell": one},
        "measured": figures})
    if options.golden:
        golden(options, all_sources["test"])


if __name__ == "__main__":
    main()
