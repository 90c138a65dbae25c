#!/usr/bin/python3
"""Makes the lexicon of Japanese names that the reader decodes name fields with (ocr/weights/names.txt) from two dictionaries of Debian.

    names.py --unidic lex_3_1.csv --naist naist-jdic.csv --out ocr/weights/names.txt

lex_3_1.csv: package unidic-mecab 3.1.1, /usr/share/mecab/dic/unidic/; naist-jdic.csv: package mecab-naist-jdic-eucjp 0.6.3.b-20111013,
/usr/share/mecab/dic/naist-jdic-eucjp/. Both may be used under the 3-clause BSD licence (ocr/weights/names.LICENSE).

One line per reading: 姓 or 名, the reading in katakana, then every way to write it with its cost (smaller: more usual; about −1500·ln of
its share, as far as the dictionaries' costs say anything about it). What only NAIST-jdic has costs more by RARER.
"""
import argparse
import collections
import re

LEAST, MOST, RARER = 1500, 7500, 800
WRITTEN = re.compile(r"[一-鿿㐀-䶿豈-﫿々〆ヶヵノぁ-ゖァ-ヺー]{1,6}")
READ = re.compile(r"[ァ-ヶ][ァ-ヶー]*")
HIRAGANA, KATAKANA = re.compile(r"[ぁ-ゖ]"), re.compile(r"[ァ-ヺー]")


def rows(path, encoding, reading):
    """(姓 or 名, written, read, cost) of a dictionary whose reading stands in that column."""
    with open(path, encoding=encoding, errors="replace") as file:
        for line in file:
            if "固有名詞,人名," in line:
                row = line.rstrip("\n").split(",")
                if row[7] in ("姓", "名") and len(row) > reading:
                    yield row[7], row[0], row[reading], int(row[3])


def usable(written, read):
    mixed = HIRAGANA.search(written) and KATAKANA.search(written.replace("ヶ", "").replace("ノ", ""))
    return WRITTEN.fullmatch(written) and READ.fullmatch(read) and len(read) <= 10 and not mixed


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--unidic", required=True)
    parser.add_argument("--naist", required=True)
    parser.add_argument("--out", required=True)
    options = parser.parse_args()
    costs = {}
    for kind, written, read, cost in rows(options.naist, "euc-jp", 11):
        if usable(written, read):
            costs[kind, read, written] = max(LEAST, min(MOST, cost + RARER))
    for kind, written, read, cost in rows(options.unidic, "utf-8", 24):
        if usable(written, read):
            costs[kind, read, written] = max(LEAST, min(MOST, cost))
    # Entertainers write themselves in katakana; in a register few do.
    for kind, read, written in list(costs):
        if KATAKANA.fullmatch(written[:1]) and KATAKANA.fullmatch(written[-1:]):
            costs[kind, read, written] = MOST if kind == "姓" else max(costs[kind, read, written], 6000)
    names = collections.defaultdict(list)
    for (kind, read, written), cost in costs.items():
        names[kind, read].append((cost, written))
    # A reading that nobody writes in kanji or hiragana is a foreign name in katakana.
    names = {key: sorted(ways) for key, ways in names.items() if any(not KATAKANA.fullmatch(written[:1]) for _, written in ways)}
    with open(options.out, "w", encoding="utf-8") as file:
        file.write("# Japanese family names (姓) and given names (名): reading, then written:cost …, made by ocr/training/names.py from\n"
                   "# UniDic 3.1.1 (The UniDic Consortium) and NAIST-jdic 0.6.3b (NAIST), both BSD-3-Clause: see names.LICENSE.\n")
        for kind, read in sorted(names):
            file.write(f"{kind}\t{read}\t" + " ".join(f"{written}:{cost}" for cost, written in names[kind, read]) + "\n")
    print(sum(k == "姓" for k, _ in names), "readings of family names,", sum(k == "名" for k, _ in names), "of given names,",
          sum(map(len, names.values())), "ways to write them")


if __name__ == "__main__":
    main()
