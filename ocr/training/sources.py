"""What the synthetic cells are made of: MNIST digits, KanjiVG stroke paths, glyphs of the fonts of this machine."""
import glob
import gzip
import os
import re
import zipfile

import cv2
import numpy as np

DIGIT_FONTS = ["DejaVuSans.ttf", "DejaVuSans-Oblique.ttf", "DejaVuSansMono.ttf", "DejaVuSerif.ttf", "DejaVuSansCondensed.ttf",
               "ipag.ttf", "ipam.ttf", "NotoSansCJK-Regular.ttc", "NotoSerifCJK-Regular.ttc", "KleeOne*.ttf", "YuseiMagic*.ttf",
               "kiloji*.ttf", "setofont*.ttf", "YOzRN_.ttf", "YOzRA_.ttf", "YOzRC_.ttf", "YOzRE_.ttf", "YOzRS_.ttf", "YOzRNX.ttf"]

def read_mnist(folder, part):
    with gzip.open(os.path.join(folder, f"{part}-images-idx3-ubyte.gz")) as file:
        images = np.frombuffer(file.read(), np.uint8, offset=16).reshape(-1, 28, 28)
    with gzip.open(os.path.join(folder, f"{part}-labels-idx1-ubyte.gz")) as file:
        labels = np.frombuffer(file.read(), np.uint8, offset=8)
    return images, labels


def path_points(path):
    """The points of one SVG path of M, C and S commands (all that KanjiVG uses), curves cut into straight pieces."""
    points, at, control = [], np.zeros(2), None
    for command, arguments in re.findall(r"([MmCcSsLl])([^MmCcSsLl]*)", path):
        numbers = [float(n) for n in re.findall(r"-?\d*\.?\d+", arguments)]
        base = np.zeros(2)
        size = {"m": 2, "l": 2, "c": 6, "s": 4}[command.lower()]
        for n in range(0, len(numbers) - size + 1, size):
            if command.islower():
                base = at
            pairs = np.array(numbers[n:n + size]).reshape(-1, 2) + base
            if size == 2:
                points.append(pairs[0])
                control = None
            else:
                first = pairs[0] if size == 6 else (2 * at - control if control is not None else at)
                second, end = pairs[-2], pairs[-1]
                for t in np.linspace(0, 1, 7)[1:]:
                    points.append((1 - t) ** 3 * at + 3 * (1 - t) ** 2 * t * first + 3 * (1 - t) * t * t * second + t ** 3 * end)
                control = second
            at = points[-1]
    return np.array(points, np.float32)


def read_strokes(archive):
    """Character → list of strokes, each in a box of side 1 around its own centre."""
    result = {}
    with zipfile.ZipFile(archive) as file:
        for name in file.namelist():
            match = re.fullmatch(r"kanji/([0-9a-f]{5})\.svg", name)
            if not match:
                continue
            text = file.read(name).decode()
            strokes = [path_points(d) for d in re.findall(r'<path [^>]*\sd="([^"]+)"', text)]
            strokes = [s for s in strokes if len(s) > 1]
            if strokes:
                joined = np.concatenate(strokes)
                low, high = joined.min(0), joined.max(0)
                result[chr(int(match[1], 16))] = [(s - (low + high) / 2) / max(1.0, (high - low).max()) for s in strokes]
    return result


def font_files(roots, patterns):
    return sorted(set(p for root in roots for pattern in patterns for p in glob.glob(os.path.join(root, "**", pattern), recursive=True)))


def draw_glyph(font, character, side=200, height=90):
    """White on black, the pen at 30 % of the width, the base line at 70 % of the height."""
    canvas = np.zeros((side, side, 3), np.uint8)
    font.putText(canvas, character, (int(0.3 * side), int(0.7 * side)), height, (255, 255, 255), -1, cv2.LINE_AA, True)
    return np.ascontiguousarray(canvas[:, :, 0])


def open_font(path):
    font = cv2.freetype.createFreeType2()
    font.loadFontData(path, 0)
    return font


def glyph_cuts(paths, characters, em=80):
    """Font file → character → the glyph at this size, cut out with four pixels of paper around it."""
    result = {}
    for path in paths:
        font, glyphs = open_font(path), {}
        missing = draw_glyph(font, "\U0010fffd", em * 2, em)
        for character in characters:
            canvas = draw_glyph(font, character, em * 2, em)
            if canvas.any() and not (canvas == missing).all():
                x, y, w, h = cv2.boundingRect(canvas)
                glyphs[character] = cv2.copyMakeBorder(canvas[y:y + h, x:x + w], 4, 4, 4, 4, cv2.BORDER_CONSTANT, value=0)
        result[os.path.basename(path)] = glyphs
    return result


def digit_glyphs(roots, signs=()):
    """Glyphs of the digits, then of the signs, 84×84 with a 60-pixel digit, of every font found; the built-in stroke fonts without one."""
    result = [[] for _ in range(10 + len(signs))]
    for path in font_files(roots, DIGIT_FONTS) if hasattr(cv2, "freetype") else []:
        font = open_font(path)
        missing = draw_glyph(font, "\U0010fffd")
        for n, character in enumerate([str(digit) for digit in range(10)] + list(signs)):
            glyph = draw_glyph(font, character)
            if not (glyph == missing).all():
                add_glyph(result[n], glyph)
    for face in (cv2.FONT_HERSHEY_SIMPLEX, cv2.FONT_HERSHEY_DUPLEX, cv2.FONT_HERSHEY_COMPLEX):
        for digit in range(10):
            canvas = np.zeros((200, 200), np.uint8)
            cv2.putText(canvas, str(digit), (60, 140), face, 3.0, 255, 6, cv2.LINE_AA)
            add_glyph(result[digit], canvas)
    return result


def add_glyph(glyphs, canvas):
    x, y, w, h = cv2.boundingRect(canvas)
    if w and h:
        scale = 60 / max(w, h)
        small = cv2.resize(canvas[y:y + h, x:x + w], (max(1, round(w * scale)), max(1, round(h * scale))), interpolation=cv2.INTER_AREA)
        glyph = np.zeros((84, 84), np.uint8)
        top, left = (84 - small.shape[0]) // 2, (84 - small.shape[1]) // 2
        glyph[top:top + small.shape[0], left:left + small.shape[1]] = small
        glyphs.append(glyph)
