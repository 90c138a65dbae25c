#!/usr/bin/python3
"""What `digit_fields read` wrote, as figures: four quadrants with their bound, automation at a target accuracy, calibration, a diagram.

    digit_fields.py FIELDS.jsonl… [--svg docs/digits-reliability.svg]

A field is all its number places on the page; it is right when all are, and accepted when none is in doubt.
"""
import argparse
import collections
import json
import math

HARD = ("a digit is hard to read", "digits written without boxes were not read with certainty")


def significant(text, kind, part):
    """As the field's type compares it: leading zeros and signs of amounts and dates mean nothing."""
    text = text.strip()
    if kind == "money":
        text = text.replace(",", "").replace("¥", "").replace("円", "")
    if (kind == "money" or part in ("year", "month", "day")) and text.isdigit():
        text = text.lstrip("0") or "0"
    return text


def load(paths):
    places = [json.loads(line) for path in paths for line in open(path)]
    for place in places:
        best = place["candidates"][0][0] if place["candidates"] else ""
        place["right"] = significant(best, place["type"], place["part"]) == significant(place["text"], place["type"], place["part"])
        place["confidence"] = float(place["confidence"])
    return places


def fields_of(places):
    groups = collections.defaultdict(list)
    for place in places:
        groups[place["page"], place["field"]].append(place)
    return [{"type": group[0]["type"], "profile": group[0]["profile"], "boxes": sum(p["boxes"] for p in group),
             "written": any(p["text"] for p in group), "right": all(p["right"] for p in group), "doubt": any(p["doubt"] for p in group),
             "hard": any(p["doubt"] and p["why"] not in HARD for p in group), "confidence": math.prod(p["confidence"] for p in group)}
            for group in groups.values()]


def bound(wrong, count, level=0.95):
    """Clopper–Pearson, upper, one-sided: the error rate under which so few wrong ones have a chance of 1 − level."""
    low, high = 0.0, 1.0
    for _ in range(60):
        p = (low + high) / 2
        term, total = (1 - p) ** count, 0.0
        for k in range(wrong + 1):
            total += term
            term *= (count - k) / (k + 1) * p / max(1e-300, 1 - p)
        low, high = (p, high) if total > 1 - level else (low, p)
    return high if count else 1.0


def row(name, some):
    accepted = [f for f in some if not f["doubt"]]
    wrong = sum(not f["right"] for f in accepted)
    doubtful = [f for f in some if f["doubt"]]
    right = sum(f["right"] for f in some)
    print(f"| {name} | {len(some)} | {100 * right / max(1, len(some)):.2f} % | {100 * len(accepted) / max(1, len(some)):.1f} % | "
          f"{wrong} | {100 * bound(wrong, len(accepted)):.2f} % | {sum(f['right'] for f in doubtful)} | "
          f"{sum(not f['right'] for f in doubtful)} |")


def automation(some, target=0.999):
    """The most that may be accepted, surest first, with no more than 1 − target of them wrong; what no bar lets through stays out."""
    order = sorted((f for f in some if not f["hard"]), key=lambda f: -f["confidence"])
    wrong, best = 0, (0, 0, 1.0)
    for n, field in enumerate(order, 1):
        wrong += not field["right"]
        if wrong <= (1 - target) * n:
            best = (n, wrong, field["confidence"])
    return best


def bins_of(places):
    """By confidence: ten bins below 0.9 and ten above, where nearly all of them are."""
    bins = collections.defaultdict(list)
    for place in places:
        c = place["confidence"]
        bins[min(9, int(c * 10)) if c < 0.9 else 10 + min(9, int((c - 0.9) * 100))].append((c, place["right"]))
    return {n: (sum(c for c, _ in b) / len(b), sum(r for _, r in b) / len(b), len(b)) for n, b in sorted(bins.items())}


def svg(bins, path, what="place"):
    side, margin = 360, 40
    x = lambda p: margin + p * side
    y = lambda p: margin + (1 - p) * side
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{side + 2 * margin}" height="{side + 2 * margin}" font-family="sans-serif" font-size="11">',
           f'<rect x="{margin}" y="{margin}" width="{side}" height="{side}" fill="none" stroke="#888"/>',
           f'<line x1="{x(0)}" y1="{y(0)}" x2="{x(1)}" y2="{y(1)}" stroke="#bbb"/>']
    for said, was, count in bins.values():
        out.append(f'<circle cx="{x(said):.1f}" cy="{y(was):.1f}" r="{1.5 + math.log10(count):.1f}" fill="#2a6"/>')
    for p in (0, 0.5, 1):
        out += [f'<text x="{x(p)}" y="{y(0) + 16}" text-anchor="middle">{p}</text>', f'<text x="{x(0) - 6}" y="{y(p) + 4}" text-anchor="end">{p}</text>']
    out += [f'<text x="{x(0.5)}" y="{y(0) + 32}" text-anchor="middle">confidence of a {what}</text>',
            f'<text x="{x(0)}" y="{margin - 10}">share right; a dot\'s size is the logarithm of its {what}s</text>', "</svg>"]
    with open(path, "w") as file:
        file.write("\n".join(out) + "\n")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("fields", nargs="+")
    parser.add_argument("--svg")
    options = parser.parse_args()
    places = load(options.fields)
    every = fields_of(places)
    written = [f for f in every if f["written"]]
    print("| fields | count | right | accepted | of them wrong | bound (95 %) | doubt, right | doubt, wrong |\n|---|---|---|---|---|---|---|---|")
    row("all", every)
    row("written", written)
    row("7–13 boxes, written", [f for f in written if 7 <= f["boxes"] <= 13])
    for key in ("type", "profile"):
        for name in sorted({f[key] for f in written}):
            row(name, [f for f in written if f[key] == name])
    for boxes in sorted({f["boxes"] for f in written}):
        row(f"{boxes} boxes", [f for f in written if f["boxes"] == boxes])
    for name, some in (("all", every), ("written", written)):
        count, wrong, least = automation(some)
        print(f"\nAt 99.9 %: {100 * count / len(some):.1f} % of {name} ({count} of {len(some)}, {wrong} wrong, bound {100 * bound(wrong, count):.2f} %), "
              f"confidence ≥ {least:.4f}")
    bins = bins_of(places)
    error = sum(abs(said - was) * count for said, was, count in bins.values()) / len(places)
    print(f"\nExpected calibration error of {len(places)} places: {100 * error:.2f} %\n\n| said | right | places |\n|---|---|---|")
    for said, was, count in bins.values():
        print(f"| {said:.3f} | {was:.3f} | {count} |")
    print("\nDoubts:", collections.Counter(p["why"] for p in places if p["doubt"]).most_common())
    for place in places:
        if not place["doubt"] and not place["right"]:
            print("WRONG", place["page"], place["field"], place["part"], repr(place["text"]), place["candidates"][:2])
    if options.svg:
        svg(bins, options.svg)


if __name__ == "__main__":
    main()
