#!/usr/bin/python3
"""Trains, calibrates, measures and exports the network that reads one handwritten digit in one cell.

    digits.py --mnist FOLDER --kanjivg kanjivg.zip --out ocr/weights --golden tests/golden/digits --epochs 9

Input 1×1×28×28, float 0…1, ink = 1; output 12 logits: 0…9, "empty", "other". Probability = softmax(logits / temperature).

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
import argparse
import hashlib
import json
import math
import multiprocessing
import os
import sys
import time

import cv2
import numpy as np
import torch
from torch import nn

import cells
from cells import CLASSES, EMPTY, OTHER

SIDE, INNER = 28, 20
BLUR_SIGMA, PAPER_SHARE, DARK_SHARE = 0.8, 0.90, 0.005
LEAST_CONTRAST, FULL_CONTRAST = 30, 70
THRESHOLD, SPECK_MM2 = 0.35, 0.15
EDGE_MM, EDGE_ZONE, EDGE_SHARE = 0.4, 0.12, 0.6
CELL_HEIGHT, MOST_GROWTH = 26, 1.6
THRESHOLDS = (0.9, 0.99, 0.995, 0.999)


def nearest(x):
    return int(math.floor(x + 0.5))


def quantile(counts, share):
    """The smallest grey that at least this share of the pixels does not exceed."""
    return int(np.searchsorted(np.cumsum(counts), math.ceil(share * int(counts.sum()))))


def prepare(cell, dpi):
    """Grey cell crop → 28×28 float32, ink = 1. The steps are those of the text above."""
    result = np.zeros((SIDE, SIDE), np.float32)
    height, width = cell.shape
    per_mm = dpi / 25.4
    grey = cv2.GaussianBlur(cell, (3, 3), BLUR_SIGMA)
    counts = np.bincount(grey.ravel(), minlength=256)
    paper, dark = quantile(counts, PAPER_SHARE), quantile(counts, DARK_SHARE)
    if paper - dark < LEAST_CONTRAST:
        return result
    dark = min(dark, paper - FULL_CONTRAST)
    ink = np.clip((paper - grey.astype(np.float32)) / np.float32(paper - dark), 0, 1)

    mask = (ink >= np.float32(THRESHOLD)).astype(np.uint8)
    number, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    mx, my, edge = nearest(EDGE_ZONE * width), nearest(EDGE_ZONE * height), nearest(EDGE_MM * per_mm)
    inner = np.bincount(labels[my:height - my, mx:width - mx].ravel(), minlength=number)
    kept = np.zeros(number, np.uint8)
    for n in range(1, number):
        x, y, w, h, area = (int(v) for v in stats[n])
        speck = area < SPECK_MM2 * per_mm * per_mm
        at_edge = x < edge or y < edge or x + w > width - edge or y + h > height - edge
        outer = area - int(inner[n])
        kept[n] = not speck and not (at_edge and outer >= EDGE_SHARE * area)
    if not kept.any():
        return result
    mask = kept[labels]
    x, y, w, h = cv2.boundingRect(mask)
    ink = ink * cv2.dilate(mask, np.ones((3, 3), np.uint8))

    scale = min(INNER / max(w, h), MOST_GROWTH * CELL_HEIGHT / height)
    across, down = max(1, nearest(w * scale)), max(1, nearest(h * scale))
    small = cv2.resize(ink[y:y + h, x:x + w], (across, down), interpolation=cv2.INTER_AREA)
    mass = float(small.sum())
    cx = float((small.sum(0) * (np.arange(across) + 0.5)).sum()) / mass
    cy = float((small.sum(1) * (np.arange(down) + 0.5)).sum()) / mass
    left = min(max(nearest(14 - cx), 0), SIDE - across)
    top = min(max(nearest(14 - cy), 0), SIDE - down)
    result[top:top + down, left:left + across] = small
    return result


# ---- making samples ------------------------------------------------------------------------------------------------

def sources(options):
    images, labels = cells.read_mnist(options.mnist, "train")
    order = np.random.default_rng(7).permutation(len(images))
    test_images, test_labels = cells.read_mnist(options.mnist, "t10k")
    strokes = cells.read_strokes(options.kanjivg)
    every, simple = cells.other_characters(strokes)
    # Every fifth character is kept for the test, the one after it for calibration; the rest train.
    part = {c: n % 5 for n, c in enumerate(sorted(simple, key=ord) + [c for c in every if c not in set(simple)])}
    pick = lambda which: ([c for c in every if part[c] in which], [c for c in simple if part[c] in which])
    glyphs = cells.read_fonts(options.fonts)
    return {"train": (images[order[6000:]], labels[order[6000:]], strokes, pick((2, 3, 4)), glyphs),
            "held": (images[order[:6000]], labels[order[:6000]], strokes, pick((1,)), glyphs),
            "test": (test_images, test_labels, strokes, pick((0,)), glyphs)}


def sample(writer, what, index, worn):
    writer.neat = not worn
    if what == "digit":
        ink, label = writer.digit(index)
    elif what == "supplementary":
        ink, label = writer.supplementary_digit()
    else:
        ink, label = writer.nothing() if what == "empty" else writer.other()
    return (writer.worn(ink) if worn else writer.clean(ink)), label


def make(source, plan, seed):
    """Prepared images (uint8) and labels of a plan: a list of (what, index, worn)."""
    cv2.setNumThreads(1)
    writer = cells.Writer(*source, np.random.default_rng(seed))
    images, labels = np.zeros((len(plan), SIDE, SIDE), np.uint8), np.zeros(len(plan), np.int64)
    kinds = []
    for n, (what, index, worn) in enumerate(plan):
        writer.kind = what
        cell, labels[n] = sample(writer, what, index, worn)
        images[n] = np.round(prepare(cell, cells.DPI) * 255)
        kinds.append(writer.kind)
    return images, labels, np.array(kinds)


def epoch_plan(count, share, rng):
    plan = [("digit", n, rng.random() < 0.8) for n in rng.permutation(count)[:int(count * share)]]
    for what, part in (("supplementary", 0.17), ("empty", 0.15), ("other", 0.48)):
        plan += [(what, 0, rng.random() < 0.8) for _ in range(int(count * share * part))]
    return [plan[n] for n in rng.permutation(len(plan))]


def supply(options, source, queue):
    """Makes the samples of one epoch after another, each digit worn anew, while the trainer works on those before."""
    for epoch in range(options.epochs):
        plan = epoch_plan(len(source[0]), options.share, np.random.default_rng(options.seed + epoch))
        for n in range(0, len(plan), 4096):
            queue.put(make(source, plan[n:n + 4096], [options.seed, epoch, n])[:2])
    queue.put(None)


# ---- the network ---------------------------------------------------------------------------------------------------

def network():
    def block(inputs, outputs, stride=1):
        return [nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU()]
    return nn.Sequential(*block(1, 16), *block(16, 32, 2), *block(32, 48), nn.MaxPool2d(2), *block(48, 96), *block(96, 112),
                         nn.MaxPool2d(2), nn.Flatten(1), nn.Dropout(0.3), nn.Linear(112 * 9, 128), nn.ReLU(), nn.Dropout(0.3),
                         nn.Linear(128, len(CLASSES)))


def tensor(images):
    return torch.from_numpy(images).float().div_(255).unsqueeze(1).contiguous(memory_format=torch.channels_last)


def logits_of(model, images):
    model.eval()
    with torch.no_grad():
        return torch.cat([model(tensor(images[n:n + 500])) for n in range(0, len(images), 500)])


def train(options, source, log):
    torch.manual_seed(options.seed)
    model = network().to(memory_format=torch.channels_last)
    queue = multiprocessing.Queue(maxsize=6)
    supplier = multiprocessing.Process(target=supply, args=(options, source, queue), daemon=True)
    supplier.start()
    steps = 2 * options.epochs * (int(len(source[0]) * options.share * 1.8) // 128)
    past, chooser = [], np.random.default_rng(options.seed)
    optimiser = torch.optim.AdamW(model.parameters(), lr=3e-3, weight_decay=2e-2)
    step, done, started = 0, 0.0, time.time()
    model.train()
    while done < 1 and (chunk := queue.get()) is not None:
        # Making cells costs more than learning them: with every new chunk an older one is gone through again.
        past = past[-59:] + [chunk]
        older = past[chooser.integers(len(past))]
        images = tensor(np.concatenate([chunk[0], older[0]]))
        labels = torch.from_numpy(np.concatenate([chunk[1], older[1]]))
        order, right = torch.randperm(len(labels)), 0
        for some in order.split(128):
            done = max(step / steps, (time.time() - started) / 60 / options.minutes if options.minutes else 0)
            if done >= 1:
                break
            for group in optimiser.param_groups:
                group["lr"] = 3e-3 * (done / 0.1 if done < 0.1 else 0.5 + 0.5 * math.cos(math.pi * (done - 0.1) / 0.9))
            out = model(images[some].contiguous(memory_format=torch.channels_last))
            loss = nn.functional.cross_entropy(out, labels[some])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            right += int((out.argmax(1) == labels[some]).sum())
            step += 1
        log(f"{100 * done:.1f} %: {step * 128} cells, {right / len(labels):.4f} of the last right, {time.time() - started:.0f} s")
    supplier.terminate()
    return model, step * 128


# ---- measuring -----------------------------------------------------------------------------------------------------

def fit_temperature(logits, labels):
    grid = np.exp(np.linspace(math.log(0.4), math.log(3), 120))
    losses = [float(nn.functional.cross_entropy(logits / t, labels)) for t in grid]
    return round(float(grid[int(np.argmin(losses))]), 4)


def calibration_error(probability, right, bins=15):
    place = np.minimum((probability * bins).astype(int), bins - 1)
    return float(sum(abs(probability[place == b].mean() - right[place == b].mean()) * (place == b).mean()
                     for b in range(bins) if (place == b).any()))


def share(x, digits=5):
    return round(float(x), digits)


def measure(logits, labels, kinds, temperature):
    """Accuracy, and at each confidence the share accepted as digits and the share of wrong ones among them."""
    probabilities = torch.softmax(logits / temperature, 1).numpy()
    best, top = probabilities.argmax(1), probabilities.max(1)
    figures = {"cells": len(labels), "accuracy": share((best == labels).mean()),
               "calibration_error": share(calibration_error(top, best == labels))}
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


def test_plans(count):
    return {"clean": [("digit", n, False) for n in range(count)], "worn": [("digit", n, True) for n in range(count)],
            "japanese_and_printed": [("supplementary", 0, n % 2 == 0) for n in range(count // 5)],
            "empty": [("empty", 0, n % 4 > 0) for n in range(count // 2)], "other": [("other", 0, n % 4 > 0) for n in range(count)]}


def calibrate_and_measure(model, all_sources, options, log):
    plan = [("digit", n, n % 3 > 0) for n in range(6000)] + [("other", 0, n % 4 > 0) for n in range(2000)] + \
           [("empty", 0, n % 4 > 0) for n in range(1000)] + [("supplementary", 0, n % 2 == 0) for n in range(600)]
    images, labels, _ = make(all_sources["held"], plan, [options.seed, 1001])
    temperature = fit_temperature(logits_of(model, images), torch.from_numpy(labels))
    log(f"temperature {temperature}")
    figures, kept = {}, []
    for n, (name, plan) in enumerate(test_plans(10000).items()):
        images, labels, kinds = make(all_sources["test"], plan, [options.seed, 2000 + n])
        logits = logits_of(model, images)
        figures[name] = measure(logits, labels, kinds, temperature)
        kept.append((logits, labels))
        log(f"{name}: {json.dumps(figures[name])}")
    together = torch.softmax(torch.cat([l for l, _ in kept]) / temperature, 1).numpy()
    labels = np.concatenate([l for _, l in kept])
    figures["all_together_calibration_error"] = share(calibration_error(together.max(1), together.argmax(1) == labels))
    return temperature, figures


# ---- results -------------------------------------------------------------------------------------------------------

def replace(path, write):
    """Writes beside the file and renames, so that nobody ever reads half a file."""
    temporary = path + f".{os.getpid()}.new"
    write(temporary)
    os.replace(temporary, path)


def write_json(path, value):
    def write(name):
        with open(name, "w") as file:
            json.dump(value, file, indent=1, ensure_ascii=False)
            file.write("\n")
    replace(path, write)


def export(model, path):
    model.eval()
    model = model.to(memory_format=torch.contiguous_format)
    replace(path, lambda name: torch.onnx.export(model, torch.zeros(1, 1, SIDE, SIDE), name, opset_version=11, input_names=["cell"],
                                                 output_names=["logits"], dynamic_axes={"cell": {0: "n"}, "logits": {0: "n"}}))


def check_opencv(model, path, images):
    net = cv2.dnn.readNetFromONNX(path)
    batch = images[:, None].astype(np.float32) / 255
    net.setInput(batch)
    together = net.forward()
    single = []
    for one in batch[:20]:
        net.setInput(one[None])
        single.append(net.forward()[0])
    torches = logits_of(model, images).numpy()
    return float(max(np.abs(together - torches).max(), np.abs(np.array(single) - torches[:20]).max()))


def golden(options, source, model, temperature):
    """Two small cells of every class with what they must give."""
    os.makedirs(options.golden, exist_ok=True)
    writer = cells.Writer(*source, np.random.default_rng(options.seed + 5))
    wanted, entries = {n: 2 for n in range(len(CLASSES))}, []
    order = np.random.default_rng(options.seed).permutation(len(source[0]))
    for n in range(4000):
        what = "digit" if n % 4 < 2 else "empty" if n % 4 == 2 else "other"
        cell, label = sample(writer, what, order[n], n % 2 == 1)
        cell = np.minimum(cell // 16 * 17, 255).astype(np.uint8)       # few greys, so that the file stays small
        _, packed = cv2.imencode(".png", cell, [cv2.IMWRITE_PNG_COMPRESSION, 9])
        image = prepare(cell, cells.DPI)
        if not wanted[label] or len(packed) >= 3000 or (label == EMPTY and wanted[label] == 2 and not image.any()):
            continue
        with torch.no_grad():
            probability = torch.softmax(model(torch.from_numpy(image)[None, None])[0] / temperature, 0)
        if int(probability.argmax()) != label:
            continue
        name = f"{CLASSES[label]}-{3 - wanted[label]}.png"
        wanted[label] -= 1
        packed.tofile(os.path.join(options.golden, name))
        entries.append({"file": name, "dpi": cells.DPI, "class": CLASSES[label], "probability": round(float(probability.max()), 6),
                        "mean": round(float(image.mean()), 6)})
    entries.sort(key=lambda e: e["file"])
    write_json(os.path.join(options.golden, "expected.json"), {
        "about": "cells from MNIST test digits and KanjiVG strokes, CC BY-SA 3.0; probability = softmax(logits / temperature) of "
                 "ocr/weights/digits.onnx, mean = mean of the 28×28 input after prepare(); tolerance 1e-3",
        "temperature": temperature, "cells": entries})


def sha256(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--mnist", required=True, help="folder with the four idx.gz files")
    parser.add_argument("--kanjivg", required=True, help="zip with kanji/*.svg")
    parser.add_argument("--fonts", default="/usr/share/fonts")
    parser.add_argument("--out", required=True, help="folder for digits.onnx and digits.json")
    parser.add_argument("--golden", help="folder for the test cells")
    parser.add_argument("--epochs", type=int, default=9)
    parser.add_argument("--share", type=float, default=1.0, help="share of the training digits used in an epoch")
    parser.add_argument("--minutes", type=float, default=0, help="end the training by then, whatever the epochs (0: no limit)")
    parser.add_argument("--seed", type=int, default=20)
    options = parser.parse_args()
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    log = lambda text: print(text, file=sys.stderr, flush=True)

    all_sources = sources(options)
    model, seen = train(options, all_sources["train"], log)
    temperature, figures = calibrate_and_measure(model, all_sources, options, log)
    os.makedirs(options.out, exist_ok=True)
    path = os.path.join(options.out, "digits.onnx")
    export(model, path)
    images, _, _ = make(all_sources["test"], [("digit", n, True) for n in range(64)], 1)
    difference = check_opencv(model, path, images)
    log(f"greatest difference between OpenCV {cv2.__version__} and torch: {difference}")
    files = {os.path.basename(p): sha256(p) for p in [options.kanjivg] + sorted(
        os.path.join(options.mnist, f) for f in os.listdir(options.mnist) if f.endswith("-ubyte.gz"))}
    write_json(os.path.join(options.out, "digits.json"), {
        "input": [1, 1, SIDE, SIDE], "classes": CLASSES, "temperature": temperature, "output": "logits",
        "parameters": sum(p.numel() for p in model.parameters()), "onnx_sha256": sha256(path),
        "script": "ocr/training/digits.py", "arguments": {"epochs": options.epochs, "share": options.share, "minutes": options.minutes, "seed": options.seed}, "cells_seen": seen,
        "data": {"MNIST": "CC BY-SA 3.0", "KanjiVG": "CC BY-SA 3.0", "sha256": files},
        "opencv": {"version": cv2.__version__, "greatest_difference_from_torch": float(f"{difference:.2e}")},
        "measured_on_synthetic_cells": figures})
    if options.golden:
        golden(options, all_sources["test"], model, temperature)


if __name__ == "__main__":
    main()
