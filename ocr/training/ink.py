"""From a grey cell crop to the ink that belongs to the character: the steps that the digit and the kana network share.

The C++ reader repeats them step for step (ocr/recognizers/ink.cpp); the golden cells of both networks hold them together.
round(x) = floor(x + 0.5) throughout; pixels are float32 where they are real.
"""
import math

import cv2
import numpy as np

BLUR_SIGMA, PAPER_SHARE, DARK_SHARE = 0.8, 0.90, 0.005
LEAST_CONTRAST, FULL_CONTRAST = 30, 70
THRESHOLD, EDGE_ZONE, EDGE_SHARE = 0.35, 0.12, 0.6


def nearest(x):
    return int(math.floor(x + 0.5))


def quantile(counts, share):
    """The smallest grey that at least this share of the pixels does not exceed."""
    return int(np.searchsorted(np.cumsum(counts), math.ceil(share * int(counts.sum()))))


def ink_strength(cell):
    """0…1 between the crop's own paper and its darkest strokes; None where there is no contrast."""
    grey = cv2.GaussianBlur(cell, (3, 3), BLUR_SIGMA)
    counts = np.bincount(grey.ravel(), minlength=256)
    paper, dark = quantile(counts, PAPER_SHARE), quantile(counts, DARK_SHARE)
    if paper - dark < LEAST_CONTRAST:
        return None
    dark = min(dark, paper - FULL_CONTRAST)
    return np.clip((paper - grey.astype(np.float32)) / np.float32(paper - dark), 0, 1)


def kept_mask(ink, least_area, edge):
    """1 where a component is that is neither a speck (area < least_area) nor hangs at the crop's edge; edge < 0: any may."""
    height, width = ink.shape
    mask = (ink >= np.float32(THRESHOLD)).astype(np.uint8)
    number, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    mx, my = nearest(EDGE_ZONE * width), nearest(EDGE_ZONE * height)
    inner = np.bincount(labels[my:height - my, mx:width - mx].ravel(), minlength=number)
    kept = np.zeros(number, np.uint8)
    for n in range(1, number):
        x, y, w, h, area = (int(v) for v in stats[n])
        at_edge = edge >= 0 and (x < edge or y < edge or x + w > width - edge or y + h > height - edge)
        outer = area - int(inner[n])
        kept[n] = not area < least_area and not (at_edge and outer >= EDGE_SHARE * area)
    return kept[labels]


def centred(ink, mask, side, inner, most_scale):
    """The ink of the mask (grown by one pixel), its box scaled to `inner` at most, its centre of mass in the middle of side×side."""
    result = np.zeros((side, side), np.float32)
    if not mask.any():
        return result
    x, y, w, h = cv2.boundingRect(mask)
    ink = ink * cv2.dilate(mask, np.ones((3, 3), np.uint8))
    scale = min(inner / max(w, h), most_scale)
    across, down = max(1, nearest(w * scale)), max(1, nearest(h * scale))
    small = cv2.resize(ink[y:y + h, x:x + w], (across, down), interpolation=cv2.INTER_AREA)
    mass = float(small.sum())
    cx = float((small.sum(0) * (np.arange(across) + 0.5)).sum()) / mass
    cy = float((small.sum(1) * (np.arange(down) + 0.5)).sum()) / mass
    left = min(max(nearest(side / 2 - cx), 0), side - across)
    top = min(max(nearest(side / 2 - cy), 0), side - down)
    result[top:top + down, left:left + across] = small
    return result
