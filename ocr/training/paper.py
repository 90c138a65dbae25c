"""Writing on a paper form and scanning it: the cell, the pen, the hand's place and slant, the wear of paper and scanner.

Everything random comes from one numpy Generator, so a seed repeats a run.
"""
import cv2
import numpy as np

DPI = 300
MM = DPI / 25.4                      # pixels per millimetre


class Paper:
    """One cell after another at 300 dpi: ink as float 0…1, then the grey crop that a reader gets."""

    def __init__(self, rng):
        self.rng, self.neat = rng, False     # neat: the writing stays inside the box
        self.coarse = None                   # scanned at 200 dpi: as it happens, or always, or never

    def chance(self, p):
        return self.rng.random() < p

    def between(self, low, high):
        return low + (high - low) * self.rng.random()

    def blank(self):
        """A fresh cell: its size in pixels with the 0.3 mm margin around it, and no ink yet."""
        self.pen = (self.between(0.4, 0.8) if self.chance(0.75) else self.between(0.8, 1.5)) * MM    # ballpoint, or felt pen
        self.margin = 0.3 * MM
        self.width = round((self.between(5, 8) + 0.6) * MM)
        self.height = round((self.between(7, 10) + 0.6) * MM)
        return np.zeros((self.height, self.width), np.float32)

    def placing(self, share=None, aside=0.0):
        """Matrix from a unit box to cell pixels: size, place, slant and turn as people write them."""
        height = self.height * (share or self.between(0.42, 0.72 if self.neat else 0.86))
        aspect = self.between(0.78, 1.12)
        turn, slant = np.deg2rad(self.between(-8, 8)), self.between(-0.18, 0.18)
        matrix = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]]) @ np.array([[1, slant], [0, 1]])
        matrix = matrix @ np.diag([height * aspect, height])
        shift = 0.04 if self.neat else 0.08
        centre = np.array([self.width * self.between(0.5 - shift, 0.5 + shift) + aside * self.width, self.height * self.between(0.5 - shift, 0.5 + shift)])
        return matrix, centre

    def bend(self, amount, shape):
        """A smooth random displacement field (two channels)."""
        knots = self.rng.normal(0, amount, (4, 4, 2)).astype(np.float32)
        return cv2.resize(knots, (shape[1], shape[0]), interpolation=cv2.INTER_CUBIC)

    def paste(self, image, unit, share=None, aside=0.0, limit=0.9, keep_pen=False):
        """The digit image (unit = its height in its own pixels) bent into the cell, its strokes brought to the pen's width."""
        matrix, centre = self.placing(share, aside)
        points = cv2.findNonZero(image)
        _, _, w, h = cv2.boundingRect(points)
        wide = np.abs(matrix[0, 0]) * w / unit + np.abs(matrix[0, 1]) * h / unit
        limit = min(limit, 0.78) if self.neat else limit
        if wide > limit * self.width:
            matrix[:, 0] *= limit * self.width / wide
        inverse = np.linalg.inv(matrix) * unit
        x, y = np.arange(self.width) - centre[0], np.arange(self.height)[:, None] - centre[1]
        field = self.bend(self.between(0, 0.035) * unit, (self.height, self.width))
        middle = image.shape[0] / 2 - 0.5
        for n in (0, 1):
            field[:, :, n] += (inverse[n, 0] * x + middle).astype(np.float32)
            field[:, :, n] += (inverse[n, 1] * y).astype(np.float32)
        soft = cv2.remap(image, field, None, cv2.INTER_CUBIC)
        soft = cv2.GaussianBlur(soft, (0, 0), max(0.6, 0.012 * self.height))
        if keep_pen:
            return np.clip((soft.astype(np.float32) - 128) / 90 + 0.5, 0, 1)
        binary = (soft > 255 * self.between(0.35, 0.5)).astype(np.uint8)
        inside = cv2.distanceTransform(binary, cv2.DIST_L2, 3)
        count = int(binary.sum())
        half = 2 * float(inside.sum()) / max(1, count)
        change = half - self.pen / 2
        if change > 0.7:
            # A thinner pen: what lies deep enough inside, and the middle line so that nothing breaks.
            line = cv2.ximgproc.thinning(cv2.resize(binary * 255, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_NEAREST))
            line = cv2.dilate(line, ellipse(self.pen * 0.35))
            line = cv2.resize(line, (self.width, self.height), interpolation=cv2.INTER_LINEAR)
            line = cv2.threshold(line, 100, 255, cv2.THRESH_BINARY)[1]
            binary = cv2.bitwise_or(((inside > change).astype(np.uint8)) * 255, line)
        else:
            binary = binary * 255
            if change < -0.7:
                binary = cv2.dilate(binary, ellipse(-2 * change + 1))
        return cv2.GaussianBlur(binary, (0, 0), 0.7).astype(np.float32) / 255

    def trace(self, ink, strokes, matrix, centre, wobble=0.02, pen=None, loose=0.03):
        """Strokes given in a unit box, drawn with the pen; each stroke sits a little elsewhere and the whole is bent."""
        pen = pen or self.pen
        field = self.bend(wobble, (16, 16))
        canvas = np.zeros(ink.shape, np.uint8)
        for stroke in strokes:
            points = stroke * self.between(1 - loose, 1 + loose) + self.rng.normal(0, loose / 2, 2)
            index = np.clip(((points + 0.5) * 16).astype(int), 0, 15)
            points = points + field[index[:, 1], index[:, 0]] if len(points) > 3 else points
            points = points @ matrix.T + centre
            cv2.polylines(canvas, [np.round(points * 16).astype(np.int32)], False, 255, max(1, round(pen)), cv2.LINE_AA, 4)
        return np.maximum(ink, canvas.astype(np.float32) / 255)

    def strike(self, ink):
        """What is written crossed out: double line, cross, or zigzag."""
        ys, xs = np.nonzero(ink > 0.5)
        if len(xs) < 10:
            return self.scribble(ink)
        w, h = max(xs.max() - xs.min(), 0.3 * self.width), max(ys.max() - ys.min(), 0.3 * self.height)
        centre = np.array([(xs.min() + xs.max()) / 2, (ys.min() + ys.max()) / 2])
        size = np.diag([w * self.between(1.15, 1.6), h * self.between(0.9, 1.2)])
        kind = self.rng.integers(4)
        gap, tilt = self.between(0.05, 0.13), self.between(-0.25, 0.25)
        if kind == 0:
            strokes = [np.array([[-0.5, s * gap + tilt / 2], [0.5, s * gap - tilt / 2]]) for s in (-1, 1)]
        elif kind == 1:
            strokes = [np.array([[-0.5, -0.5], [0.5, 0.5]]), np.array([[-0.5, 0.5], [0.5, -0.5]])]
        elif kind == 2:
            turns = self.rng.integers(5, 12)
            x = np.linspace(-0.5, 0.5, turns)
            strokes = [np.stack([x, np.where(np.arange(turns) % 2, 0.4, -0.4) + self.rng.normal(0, 0.06, turns)], 1)]
        else:
            strokes = [np.array([[-0.5 + s, 0.5], [0.5 + s, -0.5]]) for s in (-gap, gap)]
        return self.trace(ink, strokes, size, centre, 0.03, None, 0.02)

    def scribble(self, ink):
        count = self.rng.integers(6, 30)
        points = self.rng.uniform(-0.5, 0.5, (count, 2))
        if self.chance(0.5):
            angle = np.linspace(0, self.between(2, 7) * 2 * np.pi, 60)
            points = np.stack([np.cos(angle) * 0.35 + np.linspace(-0.2, 0.2, 60), np.sin(angle) * 0.4], 1) + self.rng.normal(0, 0.02, (60, 2))
        return self.trace(ink, [points], *self.placing(self.between(0.4, 0.9)))

    def sign(self, ink, kinds=tuple(range(9))):
        """Ticks, crosses, dashes, triangles, double circles, asterisks, filled cells."""
        a, b, c = (self.between(0.8, 1.2) for _ in range(3))
        kind = kinds[self.rng.integers(len(kinds))]
        angle = np.linspace(0, 2 * np.pi, 24)
        circle = np.stack([np.cos(angle), np.sin(angle)], 1) * 0.45
        dash = np.array([[-0.45, 0.03 * a], [0.45, -0.06 * b]])
        shapes = [
            [np.array([[-0.45 * a, 0.0], [-0.15 * b, 0.4 * c], [0.5, -0.5 * a]])],
            [np.array([[-0.5, -0.4 * a], [0.5, 0.45]]), np.array([[0.45, -0.45 * b], [-0.5, 0.4]])],
            [dash], [dash + [0, -0.2], dash + [0, 0.2]],
            [np.array([[0, -0.45], [-0.45, 0.4], [0.45, 0.4], [0, -0.45]])],
            [circle, circle * self.between(0.4, 0.65)],
            [np.array([[np.cos(t), np.sin(t)], [-np.cos(t), -np.sin(t)]]) * 0.4 for t in (0.1, 1.1, 2.2)],
            [np.array([[-0.4, -0.4], [0.4, -0.4], [0.4, 0.4], [-0.4, 0.4], [-0.4, -0.4]])],
        ]
        matrix, centre = self.placing(self.between(0.35, 0.75))
        if kind < len(shapes):
            return self.trace(ink, shapes[kind], matrix, centre, 0.015)
        w, h = self.width * self.between(0.3, 0.5), self.height * self.between(0.2, 0.5)
        cv2.ellipse(ink, (int(centre[0]), int(centre[1])), (int(w), int(h)), 0, 0, 360, 1, -1, cv2.LINE_AA)
        return ink

    def neighbour(self, ink):
        """The end of a stroke of the cell beside, above or below."""
        side, reach = self.rng.integers(4), self.between(0.05, 0.24)
        along = self.between(0.15, 0.85)
        points = np.array([[-0.1, along + self.between(-0.3, 0.3)], [reach, along], [-0.1, along + self.between(-0.3, 0.3)]])
        if self.chance(0.5):
            points = points[:2]
        if side & 1:
            points[:, 0] = 1 - points[:, 0]
        if side & 2:
            points = points[:, ::-1]
        return self.trace(ink, [points - 0.5], np.diag([self.width, self.height]), np.array([self.width, self.height]) / 2, 0, None, 0)

    def remnants(self, ink, strength):
        """What is left of the printed box after its lines were painted out: dashes along the edges."""
        canvas = np.zeros_like(ink)
        for side in range(4):
            if self.chance(0.5):
                continue
            long = self.width if side < 2 else self.height
            offset = self.margin + self.between(-0.25, 0.25) * MM
            thick = max(1, round(self.between(0.08, 0.3) * MM))
            for _ in range(self.rng.integers(1, 5)):
                start = self.between(-0.1, 0.95) * long
                end = start + self.between(0.02, 0.5) * long
                place = offset if side & 1 else (self.height if side < 2 else self.width) - 1 - offset
                a, b = ((start, place), (end, place)) if side < 2 else ((place, start), (place, end))
                cv2.line(canvas, (int(a[0]), int(a[1])), (int(b[0]), int(b[1])), strength, thick, cv2.LINE_AA)
        return np.maximum(ink, canvas)

    def paint_out(self, ink):
        """The caller paints the printed lines over with paper, which cuts writing that crosses them."""
        half = self.between(0.08, 0.25) * MM
        for place, limit, axis in ((self.margin, self.width, 1), (self.width - self.margin, self.width, 1),
                                   (self.margin, self.height, 0), (self.height - self.margin, self.height, 0)):
            low, high = max(0, int(place - half)), min(limit, int(place + half) + 1)
            if axis:
                ink[:, low:high] = 0
            else:
                ink[low:high] = 0
        return ink

    def clean(self, ink, boxed=True):
        """Good paper, a good pen, a good scan; `boxed`: printed lines around it were painted over."""
        if boxed:
            ink = self.paint_out(ink)
        paper, dark = self.between(225, 255), self.between(10, 80)
        grey = paper - (paper - dark) * cv2.GaussianBlur(ink, (0, 0), 0.6)
        return np.clip(grey + 2 * self.rng.standard_normal(grey.shape, np.float32), 0, 255).astype(np.uint8)

    def worn(self, ink, boxed=True):
        """Paper, pen and scan as they come: any of the faults, several at once."""
        if self.chance(0.12):
            ink = self.cut(ink)
        if boxed:
            ink = self.paint_out(ink)
            if self.chance(0.25):
                ink = self.remnants(ink, self.between(0.25, 1))
        if self.chance(0.18 if boxed else 0.06):
            ink = self.neighbour(ink)
        return self.scanned(ink)

    def scanned(self, ink):
        """Specks, pencil, blur, shade, noise, a low resolution, a bilevel scan, JPEG."""
        if self.chance(0.2):
            for _ in range(self.rng.integers(1, 6)):
                x, y, size = self.between(0, self.width), self.between(0, self.height), self.between(0.05, 0.22) * MM
                cv2.circle(ink, (int(x), int(y)), max(1, round(size)), self.between(0.4, 1), -1, cv2.LINE_AA)
        if self.chance(0.25):                # pencil: grey, uneven
            grain = cv2.resize(self.rng.random((self.height // 3 + 1, self.width // 3 + 1)).astype(np.float32), (self.width, self.height))
            ink = ink * (0.7 + 0.3 * grain)
            paper = self.between(210, 255)
            dark = paper - self.between(65, 140)
        else:
            paper = self.between(195, 255)
            dark = self.between(10, 110)
        ink = cv2.GaussianBlur(ink, (0, 0), self.between(0.4, 1.6))
        grey = paper - (paper - dark) * ink
        if self.chance(0.3):
            slope = np.linspace(-1, 1, self.width) * self.between(-12, 12)
            grey = grey + slope[None, :] + (np.linspace(-1, 1, self.height) * self.between(-12, 12))[:, None]
        grey = grey + self.rng.standard_normal(grey.shape, np.float32) * self.between(0.5, 10)
        grey = np.clip(grey, 0, 255).astype(np.uint8)
        low = self.chance(0.35) if self.coarse is None else self.coarse
        if low:                              # a 200 dpi scan
            grey = cv2.resize(grey, None, fx=2 / 3, fy=2 / 3, interpolation=cv2.INTER_AREA)
        if self.chance(0.2):                 # a bilevel scan or fax
            level = paper - (paper - dark) * self.between(0.35, 0.6)
            grey = np.where(grey < level, 0, 255).astype(np.uint8)
        if self.chance(0.35):
            _, packed = cv2.imencode(".jpg", grey, [cv2.IMWRITE_JPEG_QUALITY, int(self.between(25, 90))])
            grey = cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE)
        if low:
            grey = cv2.resize(grey, (self.width, self.height), interpolation=cv2.INTER_LINEAR)
        return grey

    def cut(self, ink):
        """A streak of the scanner's, or a fold, takes a thin strip out of the strokes."""
        place, half = self.between(0.15, 0.85), self.between(0.04, 0.16) * MM
        if self.chance(0.5):
            at = int(place * self.width)
            ink[:, at:at + max(1, round(2 * half))] *= self.between(0, 0.4)
        else:
            at = int(place * self.height)
            ink[at:at + max(1, round(2 * half))] *= self.between(0, 0.4)
        return ink


def ellipse(size):
    size = max(1, int(round(size)))
    return cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))
