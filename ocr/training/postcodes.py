"""Postcodes and the places they stand for, from Debian's skkdic-extra into one text file.

    apt-get download skkdic-extra && dpkg -x skkdic-extra_*.deb skk
    python3 ocr/training/postcodes.py skk/usr/share/skk/SKK-JISYO.zipcode ocr/weights/postcodes.txt

The source is Japan Post's postcode data (KEN_ALL.CSV), on which Japan Post claims no copyright, as the SKK project
publishes it: "Public domain dictionary. Share and enjoy." (/usr/share/doc/skkdic-extra/copyright, zipcode/*).

The file: comments begin with #; a line "=PREFECTURE MUNICIPALITY" opens a municipality, its towns follow in the order of
their postcodes, one a line: the last digits of the postcode that differ from the line before (all seven in the first
line), a space, the town (none: the whole municipality). Floors of tall buildings, which have postcodes of their
own, are left out.
"""

import re
import sys

PREFECTURE = re.compile(r"北海道|東京都|(?:京都|大阪)府|.{2,3}県")


def rows(path):
    with open(path, "rb") as file:
        for line in file.read().decode("euc_jis_2004").split("\n"):
            entry = re.match(r"(\d{7}) /(.*)/$", line)
            for place in entry[2].split("/") if entry else ():
                place = place.split(";")[0]
                if not place.endswith("階"):
                    yield place, entry[1]


def municipality_of(place, bare):
    """The shortest beginning that is an entry of its own and ends like a municipality: 三重県四日市市, not 三重県四日市."""
    for length in range(4, len(place) + 1):
        if place[:length] in bare:
            return place[:length]
    return place  # a village with one postcode, which KEN_ALL lists without its bare name


def main(source, target):
    entries = sorted(set(rows(source)))
    bare = {place for place, _ in entries if place[-1] in "市区町村"}
    towns = {}
    for place, postcode in entries:
        municipality = municipality_of(place, bare)
        towns.setdefault(municipality, set()).add((postcode, place[len(municipality):]))
    with open(target, "w", encoding="utf-8") as out:
        out.write("# Postcodes of Japan. Public domain: Japan Post's data of May 2022 as published by the SKK project.\n"
                  "# Made by ocr/training/postcodes.py, which says how to read and renew it.\n")
        for municipality in sorted(towns, key=lambda name: min(towns[name])):
            prefecture = PREFECTURE.match(municipality)[0]
            out.write(f"={prefecture} {municipality[len(prefecture):]}\n")
            before = ""
            for postcode, town in sorted(towns[municipality]):
                same = next((n for n in range(7) if before[n:n + 1] != postcode[n]), 7)
                out.write(f"{postcode[same:]} {town}".rstrip() + "\n")
                before = postcode


if __name__ == "__main__":
    main(*sys.argv[1:])
