#!/usr/bin/python3
"""What `printed_fields` wrote, counted: the table that turns a printed reading's evidence into a probability, and whether it can be believed.

    printed_calibration.py fit FIELDS.jsonl… --out ocr/weights/printed.json
    printed_calibration.py check FIELDS.jsonl… [--svg docs/printed-reliability.svg] [--into ocr/weights/printed.json]

`fit` wants fields read with a printed.json that has no tables ({"kinds": {}}), `check` fields of other seeds and typefaces, read with what was
fitted. A table rises (pool-adjacent-violators) over blocks of enough readings; accepted and doubtful ones have one each. A block of n
readings of which r are right counts as (r + ½) / (n + 1).
"""
import argparse
import json
import math
import random

import digit_fields

KINDS = {"name": "name", "kana": "kana", "hiragana": "kana", "address": "address", "text": "text"}
LEAST = {"accepted": 200, "doubtful": 15}  # of what is accepted one in hundreds is wrong: small blocks would say too little


def load(paths):
    fields = [json.loads(line) for path in paths for line in open(path)]
    # How often an address is in no book, no generator knows.
    fields = [field for field in fields if field["kind"] != "odd address"]
    for field in fields:
        field["confidence"] = float(field["confidence"])
        field["type"] = KINDS.get(field["kind"], "number")
        field["table"] = "doubtful" if field["doubt"] else "accepted"
    return fields


def rising(fields, least):
    """[[evidence, share right] …]: blocks of equal counts, merged until they rise."""
    order = sorted(fields, key=lambda f: f["confidence"])
    count = max(1, min(8, len(order) // least))
    blocks = [order[len(order) * n // count:len(order) * (n + 1) // count] for n in range(count)]
    share = lambda block: (sum(f["right"] for f in block) + 0.5) / (len(block) + 1)
    merged = []
    for block in blocks:
        merged.append(block)
        while len(merged) > 1 and share(merged[-2]) >= share(merged[-1]):
            merged[-2:] = [merged[-2] + merged[-1]]
    points = []
    for block in merged:
        middle = round(sum(f["confidence"] for f in block) / len(block), 5)
        if not points or middle > points[-1][0]:
            points.append([middle, round(share(block), 5)])
    return points


def fit(options):
    fields = load(options.fields)
    kinds = {}
    for kind in sorted({f["type"] for f in fields}):
        kinds[kind] = {table: rising([f for f in fields if f["type"] == kind and f["table"] == table], least) for table, least in LEAST.items()}
    write(options.out, {"about": "evidence of a printed reading → share of such readings that are right, by ocr/training/printed_calibration.py",
                        "fields": len(fields), "fitted_on": options.about, "kinds": kinds})


def write(path, about):
    with open(path, "w", encoding="utf-8") as file:
        json.dump(about, file, ensure_ascii=False, indent=1)
        file.write("\n")


def error_of(fields):
    bins = digit_fields.bins_of(fields)
    return sum(abs(said - was) * count for said, was, count in bins.values()) / max(1, len(fields))


def expected(fields, draws=300):
    """The error that perfect confidences would show with as few fields."""
    rng = random.Random(1)
    return sum(error_of([{**f, "right": rng.random() < f["confidence"]} for f in fields]) for _ in range(draws)) / draws


def check(options):
    fields = load(options.fields)
    measured = {}
    print("| type | fields | right | mean confidence | calibration error | of perfect confidences | accepted | of them wrong | bound (95 %) |")
    print("|---|---|---|---|---|---|---|---|---|")
    for kind in sorted({f["type"] for f in fields}) + ["all"]:
        some = [f for f in fields if kind in ("all", f["type"])]
        accepted = [f for f in some if not f["doubt"]]
        wrong = sum(not f["right"] for f in accepted)
        right, mean = sum(f["right"] for f in some) / len(some), sum(f["confidence"] for f in some) / len(some)
        measured[kind] = {"fields": len(some), "right": round(right, 4), "mean": round(mean, 4), "calibration_error": round(error_of(some), 4),
                          "of_perfect_confidences": round(expected(some), 4)}
        print(f"| {kind} | {len(some)} | {100 * right:.2f} % | {100 * mean:.2f} % | {100 * error_of(some):.2f} % | {100 * expected(some):.2f} % | "
              f"{100 * len(accepted) / len(some):.1f} % | {wrong} | {100 * digit_fields.bound(wrong, len(accepted)):.2f} % |")
    print("\n| said | right | fields |\n|---|---|---|")
    for said, was, count in digit_fields.bins_of(fields).values():
        print(f"| {said:.3f} | {was:.3f} | {count} |")
    if options.svg:
        digit_fields.svg(digit_fields.bins_of(fields), options.svg, "field")
    if options.into:
        with open(options.into, encoding="utf-8") as file:
            about = json.load(file)
        write(options.into, {**about, "checked_on": options.about, "measured": measured})


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=["fit", "check"])
    parser.add_argument("fields", nargs="+")
    parser.add_argument("--about", default="", help="seeds, typefaces and degradations, for the json")
    parser.add_argument("--out")
    parser.add_argument("--into")
    parser.add_argument("--svg")
    options = parser.parse_args()
    fit(options) if options.what == "fit" else check(options)


if __name__ == "__main__":
    main()
