"""Other faces, cameras, voices and rooms than the few there are."""
import numpy as np
import torch
from torch.nn import functional as F


def _affine(count, size, turn, shift):
    angle = turn * torch.randn(count)
    across, down = (1 + size * (2 * torch.rand(count) - 1) for _ in range(2))
    move = shift * (2 * torch.rand(count, 2) - 1)
    c, s = angle.cos(), angle.sin()
    return torch.stack([torch.stack([across * c, -down * s, move[:, 0]], 1), torch.stack([across * s, down * c, move[:, 1]], 1)], 1)


def _follow(points, grid):
    """Where points [n, 60, 2], 0 to 1, are after a picture was sampled at `grid` [n, h, w, 2]: its inverse, by iteration."""
    goal = 2 * points - 1
    place, field = goal, grid.permute(0, 3, 1, 2)
    for _ in range(4):
        there = F.grid_sample(field, place[:, None], padding_mode="border", align_corners=False)[:, :, 0].transpose(1, 2)
        place = place - (there - goal)
    return (place + 1) / 2


def bend(target, reference, target_points, reference_points):
    """Faces of other proportions: one soft bend for both pictures, and a small difference of the boxes."""
    count, side = len(target), target.shape[-1]
    field = F.interpolate(torch.randn(count, 2, 4, 4), (side, side), mode="bicubic", align_corners=True)
    field = field * (0.05 * torch.rand(count, 1, 1, 1))
    shared = _affine(count, 0.1, 0.06, 0.03)
    left = torch.rand(count) < 0.3  # some stay as sharp as they are
    pictures, places = [], []
    for picture, points in ((target, target_points), (reference, reference_points)):
        grid = F.affine_grid(_affine(count, 0.02, 0.015, 0.015), [count, 1, side, side], align_corners=False)
        flat = torch.cat([grid, torch.ones(count, side, side, 1)], -1)
        grid = torch.einsum("nij,nyxj->nyxi", shared, flat) + field.permute(0, 2, 3, 1)
        bent, moved = F.grid_sample(picture, grid, padding_mode="reflection", align_corners=False), _follow(points, grid)
        bent[left], moved[left] = picture[left], points[left]
        pictures.append(bent), places.append(moved)
    return *pictures, *places


def recolour(*pictures):
    """Skin, light and camera: the same change for each of the pictures of an example."""
    count, side = len(pictures[0]), pictures[0].shape[-1]
    matrix = torch.eye(3) + 0.1 * torch.randn(count, 3, 3)
    grey = (torch.rand(count, 1, 1) < 0.1) * torch.full((3, 3), 1 / 3)
    matrix = torch.where(grey > 0, grey, matrix)
    gain = torch.exp(0.15 * torch.randn(count, 3, 1, 1) + 0.2 * torch.randn(count, 1, 1, 1))
    gamma = torch.exp(0.25 * torch.randn(count, 1, 1, 1) + 0.08 * torch.randn(count, 3, 1, 1))
    slope = 0.25 * torch.randn(count, 2, 1, 1)
    line = torch.linspace(-1, 1, side)
    light = torch.exp(slope[:, :1] * line[None, None, None] + slope[:, 1:] * line[None, None, :, None])
    lift = 0.04 * torch.randn(count, 3, 1, 1)
    plain = torch.rand(count) < 0.1
    soft = torch.rand(count, 1, 1, 1) * (torch.rand(count, 1, 1, 1) < 0.25)
    results = []
    for picture in pictures:
        changed = torch.einsum("nij,njyx->niyx", matrix, picture)
        changed = (changed.clamp(1e-3, 1.5) ** gamma * gain * light + lift).clamp(0, 1)
        changed = changed + soft * (F.avg_pool2d(F.pad(changed, (1, 1, 1, 1), "replicate"), 3, 1) - changed)
        changed[plain] = picture[plain]
        results.append(changed)
    return results


def noisy(picture):
    return (picture + 0.012 * torch.rand(len(picture), 1, 1, 1) * torch.randn_like(picture)).clamp(0, 1)


def revoice(mel, rng):
    """Windows [n, 80, 16], -4 to 4, as other voices and rooms would sound: 1.6 a factor of ten."""
    count = len(mel)
    t = np.linspace(0, 1, 80)[None, :, None]
    position = np.clip(np.arange(80)[None] * rng.uniform(0.82, 1.22, (count, 1)), 0, 79)
    low = position.astype(int)
    part = (position - low)[..., None]
    rows = np.arange(count)[:, None]
    mel = mel[rows, low] * (1 - part) + mel[rows, np.minimum(low + 1, 79)] * part
    draw = lambda scale: scale * (2 * rng.random((count, 1, 1)) - 1)
    wave = 0.4 * rng.standard_normal((count, 1, 1)) * np.sin(np.pi * (t * rng.uniform(1, 3, (count, 1, 1)) + rng.random((count, 1, 1))))
    mel = np.where(mel > -3.99, mel + draw(0.7) + draw(1.0) * (t - 0.5) + wave, mel)
    floor = np.where(rng.random((count, 1, 1)) < 0.5, rng.uniform(-4, -1.5, (count, 1, 1)), -6) + draw(0.8) * (t - 0.5)
    floor = floor + 0.25 * rng.standard_normal(mel.shape)
    mel = 1.6 * np.log10(10 ** (mel / 1.6) + 10 ** (floor / 1.6))
    start, wide = rng.integers(0, 70, (count, 1, 1)), rng.integers(2, 10, (count, 1, 1))
    band = np.arange(80)[None, :, None]
    missing = (rng.random((count, 1, 1)) < 0.25) & (band >= start) & (band < start + wide)
    return np.clip(np.where(missing, -4, mel), -4, 4).astype("f4")
