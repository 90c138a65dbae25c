#!/usr/bin/python3
"""Trains, calibrates, measures and exports the network that says what stands on one option: nothing, a tick, a ring, something
struck out, a seal.

    build/release/mark_sheets views --seed 100000 --pages 600 --out FOLDER
    marks.py --views FOLDER… --out ocr/weights --epochs 8
    marks.py --views FOLDER… --out ocr/weights --mean BEFORE.onnx AFTER.onnx    (of two trainings, one going on from the other)

The views come from the recogniser's own code (ocr/recognizers/mark_view.cpp), so training and reading cannot drift apart.
Input 1×1×48×96 float: the option, and beside it the paper far around it; paper 0, ink up to 1, -0.4 where the blank prints.
Output 10 logits. Every eighth page is held back; every other of those fits the temperature, the rest is measured.
"""
import argparse
import math
import os
import time

import cv2
import numpy as np
import torch
from torch import nn
from torch.nn import functional

import learning
from learning import log, share

CLASSES = ["none", "check", "cross", "slash", "fill", "dot", "circle", "struck", "seal", "stray"]
MARKED, STRUCK = range(1, 7), 7
SIDE, PRINT = 48, 0.4
# What a class means for the option: 0 not marked, 1 marked, 2 struck out.
MEANING = torch.tensor([0, 1, 1, 1, 1, 1, 1, 2, 0, 0])


def read(folders):
    """Views, classes, [place, kind, profile] and the page of each: the profile changes from page to page."""
    views, rows = [], []
    for folder in folders:
        views.append(np.fromfile(os.path.join(folder, "views.u8"), np.uint8).reshape(-1, 1, SIDE, 2 * SIDE))
        before = len(rows)
        with open(os.path.join(folder, "views.csv")) as file:
            rows += [line.strip().split(",") for line in file]
        if len(rows) - before != len(views[-1]):
            raise SystemExit(f"{folder}: {len(views[-1])} views, {len(rows) - before} lines")
    views = np.concatenate(views)
    profiles = [row[-1] for row in rows]
    pages = np.cumsum([0] + [int(a != b) for a, b in zip(profiles, profiles[1:])])
    return views, np.array([CLASSES.index(row[0]) for row in rows]), np.array([row[1:] for row in rows]), pages


def tensor(views):
    return torch.from_numpy(views).float().mul_((1 + PRINT) / 255).sub_(PRINT)


def moved(x, turn, wide, high, slant, shift):
    """A square picture turned, stretched, slanted and shifted; `shift` is its reach in pixels."""
    n = len(x)
    theta = torch.zeros(n, 2, 3)
    theta[:, 0, 0], theta[:, 0, 1] = wide * torch.cos(turn), slant - torch.sin(turn)
    theta[:, 1, 0], theta[:, 1, 1] = torch.sin(turn), high * torch.cos(turn)
    theta[:, :, 2] = (torch.rand(n, 2) * 2 - 1) * (2 * shift / SIDE)
    return functional.grid_sample(x, functional.affine_grid(theta, [n, 1, SIDE, SIDE], align_corners=False), align_corners=False)


def inked(x, weight, gain, noise):
    """The ink of a picture made thicker or thinner, paler or darker; what the blank prints stays."""
    ink, printed = x.clamp(min=0), x.clamp(max=0)
    thick, thin = functional.max_pool2d(ink, 3, 1, 1), -functional.max_pool2d(-ink, 3, 1, 1)
    ink = ink + weight.clamp(min=0) * (thick - ink) - (-weight).clamp(min=0) * 0.7 * (ink - thin)
    ink = (ink * gain + torch.randn_like(ink) * noise).clamp(0, 1)
    return torch.where(printed < -0.15, printed, ink)


def augmented(x):
    """Another placing, another pressure, another pen, dust: the same for both pictures, as far as their scales are the same."""
    n = len(x)
    uniform = lambda reach: (torch.rand(n) * 2 - 1) * reach
    each = lambda values: values.view(n, 1, 1, 1)
    turn, slant = uniform(math.radians(5)), uniform(0.06)
    wide, high = torch.exp(uniform(0.08)), torch.exp(uniform(0.08))
    weight = each(torch.where(torch.rand(n) < 0.4, uniform(0.8), torch.zeros(n)))
    gain, noise = each(torch.exp(torch.rand(n) * 1.1 - 0.8)), each(torch.rand(n) * 0.05)
    near = inked(moved(x[..., :SIDE], turn, wide, high, slant, 1.5), weight, gain, noise)
    # A pixel there is some three times as wide: a thicker pen is hardly seen.
    far = inked(moved(x[..., SIDE:], turn, wide, high, slant, 0.7), weight / 3, gain, noise)
    return torch.cat([near, far], 3)


class Network(nn.Module):
    """Two towers of convolutions, one for each picture, and a head that sees both."""

    def __init__(self):
        super().__init__()
        block = learning.block
        self.near = nn.Sequential(*block(1, 16, 2), *block(16, 32), nn.MaxPool2d(2), *block(32, 56), nn.MaxPool2d(2),
                                  *block(56, 88), nn.Flatten(1))
        self.far = nn.Sequential(*block(1, 12, 2), *block(12, 24), nn.MaxPool2d(2), *block(24, 40), nn.MaxPool2d(2),
                                 *block(40, 48), nn.Flatten(1))
        self.head = nn.Sequential(nn.Dropout(0.15), nn.Linear((88 + 48) * 36, 96), nn.ReLU(), nn.Dropout(0.1),
                                  nn.Linear(96, len(CLASSES)))

    def forward(self, x):
        return self.head(torch.cat([self.near(x[:, :, :, :SIDE]), self.far(x[:, :, :, SIDE:])], 1))


def warm(model, paths, views):
    """Goes on from exported weights; of several files, from their mean, which is surer of ordinary marks than the last alone."""
    files = [learning.exported_weights(path) for path in paths]
    stored = [[sum(blobs) / len(files) for blobs in zip(*layers)] for layers in zip(*files)]
    x = tensor(views)
    model.eval()
    seen = [learning.put_back(tower, stored, part) for tower, part in ((model.near, x[..., :SIDE]), (model.far, x[..., SIDE:]))]
    learning.put_back(model.head, stored, torch.cat(seen, 1))


def learn(model, views, labels, options):
    torch.manual_seed(options.seed)
    batch = 128
    # Rare things seen a little oftener than they come, empty options less often.
    counts = np.bincount(labels, minlength=len(CLASSES)).astype(float)
    upto = np.cumsum((1 / np.sqrt(np.maximum(counts, 1)))[labels])
    dice = np.random.default_rng(options.seed)
    optimiser = torch.optim.AdamW(model.parameters(), lr=options.rate, weight_decay=2e-2)
    steps, started = options.epochs * (len(labels) // batch), time.process_time()
    right = 0
    model.train()
    for step in range(steps):
        done = step / steps
        for group in optimiser.param_groups:
            group["lr"] = options.rate * (done / 0.08 if done < 0.08 else 0.5 + 0.5 * math.cos(math.pi * (done - 0.08) / 0.92))
        some = np.searchsorted(upto, dice.random(batch) * upto[-1])
        wanted = torch.from_numpy(labels[some])
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=options.bfloat16):
            out = model(augmented(tensor(views[some])))
        out = out.float()
        loss = functional.cross_entropy(out, wanted)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        optimiser.step()
        right += int((out.argmax(1) == wanted).sum())
        if (step + 1) % 100 == 0:
            log(f"{step + 1} of {steps}: {right / 100 / batch:.4f} right, {time.process_time() - started:.0f} s of CPU")
            right = 0
    return round(time.process_time() - started)


def logits_of(model, views):
    model.eval()
    with torch.no_grad():
        return torch.cat([model(tensor(views[n:n + 500])) for n in range(0, len(views), 500)])


def meanings(logits, temperature, prior):
    """Probabilities of not marked, marked, struck out."""
    p = torch.softmax(logits / temperature + prior, 1)
    return torch.stack([p[:, MEANING == m].sum(1) for m in range(3)], 1)


def measure(logits, labels, rows, temperature, prior):
    p = meanings(logits, temperature, prior)
    wanted = MEANING[torch.from_numpy(labels)]
    best, top = p.argmax(1), p.max(1).values
    right = (best == wanted).numpy()
    figures = {"all": {"views": len(labels), "right": share(right.mean()),
                       "calibration_error": share(learning.calibration_error(top.numpy(), right)),
                       "surer_than_0.98": share((top > 0.98).float().mean()),
                       "of_them_wrong": int((~right & (top.numpy() > 0.98)).sum())}}
    for name in CLASSES:
        for place in ("check", "circle", "seal"):
            which = np.array([CLASSES[l] == name and row[0] == place for l, row in zip(labels, rows)])
            if which.sum():
                figures[f"{place}: {name}"] = {"views": int(which.sum()), "right": share(right[which].mean())}
    return figures


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--views", required=True, nargs="+", help="folders that mark_sheets has filled")
    parser.add_argument("--out", required=True)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--warm", help="ONNX file of this network to go on from")
    parser.add_argument("--mean", nargs="+", help="ONNX files of this network: their weights' mean, measured and exported, nothing learned")
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--bfloat16", action="store_true", help="learn in bfloat16 where the processor has it")
    parser.add_argument("--seed", type=int, default=5)
    options = parser.parse_args()
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    torch.manual_seed(options.seed)
    views, labels, rows, pages = read(options.views)
    back = pages % 8 == 3
    held, held_labels, held_rows, fit = views[back], labels[back], rows[back], (pages[back] // 8) % 2 == 0
    views, labels = views[~back], labels[~back]
    log(f"{len(views)} views to learn, {len(held)} held back")
    model = Network()
    before = options.mean or ([options.warm] if options.warm else [])
    if before:
        warm(model, before, views[::len(views) // 4000 + 1])
    seconds = 0
    if not options.mean:
        seconds = learn(model, views, labels, options)
        # The classes come as often as they come, not as often as they were learned.
        counts = np.bincount(labels, minlength=len(CLASSES)).astype(float)
        prior = torch.from_numpy(0.5 * np.log(np.maximum(counts, 1) / counts.sum())).float()
        prior -= prior.mean()
        with torch.no_grad():
            model.head[-1].bias += prior
    none = torch.zeros(len(CLASSES))
    logits = logits_of(model, held)
    temperature = learning.fit_temperature(logits[fit], torch.from_numpy(held_labels[fit]))
    figures = measure(logits[~fit], held_labels[~fit], held_rows[~fit], temperature, none)
    path = os.path.join(options.out, "marks.onnx")
    learning.export(model, path, SIDE, 2 * SIDE)
    net = cv2.dnn.readNetFromONNX(path)
    net.setInput(tensor(held[:200]).numpy())
    together = net.forward()
    started = time.process_time()
    for n in range(40):
        net.setInput(tensor(held[n:n + 1]).numpy())
        net.forward()
    one = round((time.process_time() - started) * 1000 / 40, 2)
    learning.write_json(os.path.join(options.out, "marks.json"), {
        "onnx_sha256": learning.sha256(path), "temperature": temperature, "classes": CLASSES, "input": [1, 1, SIDE, 2 * SIDE],
        "views_learned": len(views), "epochs": 0 if options.mean else options.epochs,
        "warm": [learning.sha256(path)[:12] for path in before], "seed": options.seed, "cpu_seconds": seconds,
        "opencv": {"version": cv2.__version__, "ms_per_view": one,
                   "greatest_difference_from_torch": float(f"{np.abs(together - logits[:200].numpy()).max():.2e}")},
        "held": figures})
    log(f"temperature {temperature}, {figures['all']}")
    for name, figure in figures.items():
        log(f"  {name}: {figure}")


if __name__ == "__main__":
    main()
