"""Stroke paths as a hand writes them: each stroke a little elsewhere, turned, bowed, run into the next one, cut short or hooked.

A character is a list of polylines in a box of side 1 around its own centre, x to the right, y down (sources.read_strokes).
"""
import numpy as np

POINTS = 20                          # of every stroke
REACH = np.linspace(0, 1, POINTS)
BOW, WAVE = np.sin(np.pi * REACH), np.sin(2 * np.pi * REACH)


def even(stroke):
    """The same stroke by POINTS points at equal distances."""
    lengths = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(stroke, axis=0).T))])
    where = REACH * lengths[-1]
    return np.stack([np.interp(where, lengths, stroke[:, 0]), np.interp(where, lengths, stroke[:, 1])], 1)


def turned(points, degrees):
    angle = np.deg2rad(degrees)
    return points @ np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])


class Hand:
    """One writing of one character; how wild it is comes from the generator too."""

    def __init__(self, rng):
        self.rng = rng
        self.loose = rng.uniform(0.3, 1.3)           # 0: as in the school book
        self.joining = rng.choice([0.0, 0.15, 0.5], p=[0.55, 0.3, 0.15])
        self.round = rng.choice([0.0, 1.0, 2.2], p=[0.5, 0.35, 0.15])

    def write(self, strokes, marks):
        """`marks`: how many strokes at the end are the voicing mark. → list of polylines in about the same box."""
        rng = self.rng
        written = [self.stroke(s) for s in strokes]
        body, mark = written[:len(written) - marks], written[len(written) - marks:]
        if marks:
            mark = self.mark(mark)
        body = self.joined(body)
        if rng.random() < 0.07 and body:
            body = self.lifted(body)
        written = [self.ended(s) for s in body] + mark
        return self.warped(written)

    def stroke(self, points):
        rng, loose = self.rng, self.loose
        centre = (points.min(0) + points.max(0)) / 2
        size = np.hypot(*(points.max(0) - points.min(0)))
        along = points[-1] - points[0]
        normal = np.array([-along[1], along[0]]) / max(np.hypot(*along), 0.25)
        moved = turned(points - centre, rng.normal(0, 5 * loose)) * np.exp(rng.normal(0, 0.08 * loose, 2))
        bowed = rng.normal(0, 0.05 * loose) * BOW + rng.normal(0, 0.025 * loose) * WAVE
        return moved + bowed[:, None] * normal * size + centre + rng.normal(0, 0.028 * loose, 2)

    def mark(self, strokes):
        """The two dots or the ring: further off, larger or smaller, turned."""
        rng = self.rng
        joined = np.concatenate(strokes)
        centre = (joined.min(0) + joined.max(0)) / 2
        size, turn, shift = np.exp(rng.normal(0.05, 0.25)), rng.normal(0, 12), rng.normal(0, 0.05, 2)
        return [turned(s - centre, turn) * size + centre + shift for s in strokes]

    def joined(self, strokes):
        """A stroke's end drawn on to the next one's start, the nearer the likelier."""
        rng, result = self.rng, []
        for points in strokes:
            if result and self.joining:
                gap = points[0] - result[-1][-1]
                if rng.random() < self.joining * np.exp(-np.hypot(*gap) / 0.4):
                    normal = np.array([-gap[1], gap[0]]) * rng.normal(0, 0.25)
                    bridge = result[-1][-1] + REACH[1:-1:3, None] * gap + BOW[1:-1:3, None] * normal
                    result[-1] = np.concatenate([result[-1], bridge, points])
                    continue
            result.append(points)
        return [self.rounded(s) for s in result] if self.round else result

    def rounded(self, points):
        """Corners cut as a quick hand does: a running mean along the stroke, the ends kept."""
        reach = np.arange(-5, 6)
        weights = np.exp(-0.5 * (reach / self.round) ** 2)
        weights /= weights.sum()
        padded = np.concatenate([np.repeat(points[:1], 5, 0), points, np.repeat(points[-1:], 5, 0)])
        return np.stack([np.convolve(padded[:, n], weights, "valid") for n in (0, 1)], 1)

    def lifted(self, strokes):
        """The pen leaves the paper within a stroke, as in そ or ら by two strokes."""
        rng, n = self.rng, self.rng.integers(len(strokes))
        points = strokes[n]
        if len(points) < POINTS:
            return strokes
        start = int(rng.uniform(0.2, 0.65) * len(points))
        return strokes[:n] + [points[:start], points[start + max(2, int(rng.uniform(0.06, 0.14) * len(points))):]] + strokes[n + 1:]

    def ended(self, points):
        """Begun late or early, drawn out or broken off, sometimes with a hook."""
        rng = self.rng
        points = points.copy()
        points[0] += (points[1] - points[0]) * rng.normal(0, 1.0 * self.loose)
        points[-1] += (points[-1] - points[-2]) * rng.normal(0.2, 1.2 * self.loose)
        if rng.random() < 0.1:
            last = turned(points[-1] - points[-3], rng.choice([-1, 1]) * rng.uniform(80, 150))
            points = np.concatenate([points, points[-1:] + last[None] / max(np.hypot(*last), 1e-6) * rng.uniform(0.03, 0.1)])
        return points

    def warped(self, strokes):
        """The whole bent by a few slow waves and cast in perspective, so that parts grow at the cost of others."""
        rng = self.rng
        lengths = [len(s) for s in strokes]
        points = np.concatenate(strokes)
        for amount, cycles in ((0.045, 0.5), (0.025, 1.0)):
            way, angle, phase = rng.normal(0, amount * self.loose, 2), rng.uniform(0, 2 * np.pi), rng.uniform(0, 2 * np.pi)
            wave = np.sin(2 * np.pi * cycles * (points @ np.array([np.cos(angle), np.sin(angle)])) + phase)
            points = points + wave[:, None] * way
        points = points / (1 + points @ rng.normal(0, 0.12 * self.loose, 2))[:, None]
        low, high = points.min(0), points.max(0)
        points = (points - (low + high) / 2) / max((high - low).max(), 0.3)
        return np.split(points, np.cumsum(lengths)[:-1])
