"""The model card's pictures: the grid of samples (PNG) and the loss curve (SVG)."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import torch
from PIL import Image

from .data import to_bytes


def save_grid(pictures: torch.Tensor, path: Path, columns: int = 8, scale: int = 2, clear: bool = False) -> None:
    """(N, C, H, W) in [-1, 1], C = 1 or 3, row by row, with a gap of one pixel, magnified by `scale`.

    The gap is black, or with `clear` shows what is behind the picture.
    """
    count, channels, height, width = pictures.shape
    rows = math.ceil(count / columns)
    canvas = torch.zeros(channels, rows * (height + 1) - 1, columns * (width + 1) - 1, dtype=torch.uint8)
    covered = torch.zeros(canvas.shape[1:], dtype=torch.uint8)
    for i, picture in enumerate(to_bytes(pictures)):
        y, x = i // columns * (height + 1), i % columns * (width + 1)
        canvas[:, y : y + height, x : x + width] = picture
        covered[y : y + height, x : x + width] = 255
    image = Image.fromarray(canvas[0].numpy() if channels == 1 else canvas.permute(1, 2, 0).contiguous().numpy())
    if clear:
        image.putalpha(Image.fromarray(covered.numpy()))
    image = image.resize((image.width * scale, image.height * scale), Image.NEAREST)
    image.save(path, optimize=True)


def loss_svg(losses: list[dict[str, Any]], held_out: list[dict[str, Any]]) -> str:
    """Loss against pictures seen, the loss on a logarithmic axis: training as a line, held-out pictures as dots."""
    width, height, left, bottom, top = 640, 320, 56, 40, 12
    points = [(e["images"], e["loss"]) for e in losses]
    dots = [(e["images"], e["held_out"]["mean"]) for e in held_out]
    everything = points + dots
    if not everything:
        return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"></svg>\n'
    last = max(x for x, _ in everything)
    low, high = min(y for _, y in everything) * 0.95, max(y for _, y in everything) * 1.05

    def px(x: float) -> float:
        return left + x / last * (width - left - 16)

    def py(y: float) -> float:
        return top + math.log(high / y) / math.log(high / low) * (height - top - bottom)

    ticks = [m * 10.0**k for k in range(-5, 1) for m in (1, 2, 5) if low <= m * 10.0**k <= high]
    marks = [
        f'<path d="M{left} {py(v):.1f}H{width - 16}" stroke="#ddd"/>'
        f'<text x="{left - 6}" y="{py(v) + 4:.1f}" text-anchor="end">{v:g}</text>'
        for v in ticks
    ]
    marks += [
        f'<text x="{px(last * i / 4):.1f}" y="{height - 20}" text-anchor="middle">{last * i / 4 / 1000:,.0f}k</text>'
        for i in range(5)
    ]
    line = " ".join(f"{px(x):.1f},{py(y):.1f}" for x, y in points)
    circles = "".join(f'<circle cx="{px(x):.1f}" cy="{py(y):.1f}" r="3.5" fill="#d55e00"/>' for x, y in dots)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="12">\n'
        f'<rect width="{width}" height="{height}" fill="#fff"/>\n' + "\n".join(marks) + "\n"
        f'<polyline points="{line}" fill="none" stroke="#0072b2" stroke-width="1.5"/>\n{circles}\n'
        f'<text x="{width - 20}" y="{top + 14}" text-anchor="end" fill="#0072b2">training, means over 100 steps</text>\n'
        f'<text x="{width - 20}" y="{top + 30}" text-anchor="end" fill="#d55e00">held-out pictures, averaged weights</text>\n'
        f'<text x="{(left + width) / 2:.0f}" y="{height - 4}" text-anchor="middle">pictures seen</text>\n'
        f'<text x="{left}" y="{top - 2}" text-anchor="end">loss</text>\n</svg>\n'
    )
