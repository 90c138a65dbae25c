"""What the trainings of the kana and the kanji network share: plans of crops, the crops, test crops with what they must give.

`cells` is the module that knows the crops of one network (kana_cells, kanji_cells): CLASSES, CLASS_OF, EMPTY, OTHER, SIDE, prepare(),
and WRITER, which writes them.
"""
import os

import cv2
import numpy as np
import torch

import learning

KINDS = ["by_strokes", "by_hand_font", "by_print"]


def plan_of(cells, per_class, shares, worn, boxed, empty, other, seed):
    """(kind, character, worn, boxed) of every class equally often; a class of several characters is its plain one four times of five.

    shares: of KINDS; worn, boxed: how often, print in boxes one time of five; empty, other: as many for each written one.
    """
    rng, plan = np.random.default_rng(seed), []
    for characters in cells.CLASSES[:cells.EMPTY]:
        for _ in range(per_class):
            character = characters[0] if len(characters) == 1 or rng.random() < 0.8 else characters[rng.integers(1, len(characters))]
            kind = str(rng.choice(KINDS, p=shares))
            plan.append((kind, character, rng.random() < worn, rng.random() < (0.2 if kind == "by_print" else boxed)))
    count = len(plan)
    plan += [("empty", "", rng.random() < 0.75, rng.random() < 0.7) for _ in range(int(empty * count))]
    plan += [("other", "", rng.random() < 0.75, rng.random() < 0.5) for _ in range(int(other * count))]
    return [plan[n] for n in rng.permutation(len(plan))]


def sample(cells, writer, what, character, worn, boxed):
    writer.neat, writer.boxed, writer.kind = not worn, boxed, what
    if what in ("empty", "other"):
        canvas, label = (writer.nothing(), cells.EMPTY) if what == "empty" else (writer.other(), cells.OTHER)
    else:
        canvas, label = getattr(writer, what)(character), cells.CLASS_OF[character]
    return (writer.worn(canvas, boxed) if worn else writer.clean(canvas, boxed)), label


def maker(cells, source):
    """Prepared images (uint8), labels and kinds of a plan."""
    def make(plan, seed):
        writer = cells.WRITER(*source, np.random.default_rng(seed))
        images, labels, kinds = np.zeros((len(plan), cells.SIDE, cells.SIDE), np.uint8), np.zeros(len(plan), np.int64), []
        for n, (what, character, worn, boxed) in enumerate(plan):
            cell, labels[n] = sample(cells, writer, what, character, worn, boxed)
            images[n] = np.round(cells.prepare(cell, boxed) * 255)
            kinds.append(writer.kind)
        return images, labels, np.array(kinds)
    make.source = source
    return make


def golden(cells, options, source, plan, model, temperature, name, most_bytes):
    """Small crops of a plan, with what they must give, in the folder options.golden."""
    os.makedirs(options.golden, exist_ok=True)
    writer, entries = cells.WRITER(*source, np.random.default_rng(options.seed + 5)), []
    for what, character, worn, boxed in plan:
        for _ in range(20):
            crop, label = sample(cells, writer, what, character, worn, boxed)
            crop = np.minimum(crop // 16 * 17, 255).astype(np.uint8)       # few greys, so that the file stays small
            _, packed = cv2.imencode(".png", crop, [cv2.IMWRITE_PNG_COMPRESSION, 9])
            image = cells.prepare(crop, boxed)
            with torch.no_grad():
                probability = torch.softmax(model(torch.from_numpy(image)[None, None])[0] / temperature, 0)
            if len(packed) < most_bytes and int(probability.argmax()) == label:
                break
        else:
            continue
        file = f"{len(entries) + 1:02}.png"
        packed.tofile(os.path.join(options.golden, file))
        entries.append({"file": file, "boxed": bool(boxed), "class": cells.CLASSES[label],
                        "probability": round(float(probability.max()), 6), "mean": round(float(image.mean()), 6)})
    learning.write_json(os.path.join(options.golden, "expected.json"), {
        "about": "crops from KanjiVG strokes (CC BY-SA 3.0) and glyphs of free fonts; probability = softmax(logits / temperature) of "
                 f"ocr/weights/{name}.onnx, mean = mean of the {cells.SIDE}×{cells.SIDE} input after prepare(); tolerance 1e-3",
        "temperature": temperature, "crops": entries})
