"""Trains the painter: two pictures and a mouth shape -> the picture with that mouth.

    python models/wav2lip-mini/train_painter.py FACES OUTPUT [--minutes 60] [--resume]

FACES is what faces.ts wrote. OUTPUT gets painter.pt (resumable) and look.png, held-out people painted from their
true shapes: reference, painted, true.
"""
import argparse
import copy
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from augment import bend, noisy, recolour
from data import LIPS, clip_weights, load, pairs
from network import HALF, TOP, Painter
from measure import contact_sheet, mouth_numbers

TAUGHT = 0.4


def attention(lips):
    """Weight of every pixel, [n, 1, 96, 96]: 1 around the lips of [n, 40, 2], little elsewhere."""
    low, high = lips.amin(1), lips.amax(1)
    middle, half = (low + high) / 2, (high - low) / 2
    reach = torch.stack([half[:, 0] + 0.08, half[:, 1].clamp(min=0.06) + 0.1], 1)
    line = (torch.arange(96) + 0.5) / 96
    dx = (line[None, None] - middle[:, :1, None]) / reach[:, :1, None]
    dy = (line[None, :, None] - middle[:, 1:, None]) / reach[:, 1:, None]
    return (0.12 + torch.exp(-((dx**2 + dy**2) ** 2)))[:, None]


def weighted(difference, weight):
    return (difference.abs() * weight).sum() / (weight.sum() * difference.shape[1])


def edges(x):
    return x[:, :, 1:] - x[:, :, :-1], x[:, :, :, 1:] - x[:, :, :, :-1]


def picture_loss(made, true, weight):
    """L1 of the picture, of its edges, and of both at half and quarter size."""
    total = 0.0
    for scale in (1.0, 0.5, 0.5):
        difference = made - true
        total = total + scale * weighted(difference, weight)
        down, across = edges(difference)
        total = total + scale * (weighted(down, weight[:, :, 1:]) + weighted(across, weight[:, :, :, 1:]))
        made, true, weight = (F.avg_pool2d(x, 2) for x in (made, true, weight))
    return total


def contrast(x):
    """Standard deviation within 5 x 5 pixels."""
    mean = F.avg_pool2d(x, 5, 1, 2, count_include_pad=False)
    return (F.avg_pool2d((x - mean) ** 2, 5, 1, 2, count_include_pad=False) + 1e-5).sqrt()


def teacher(points):
    """Gives some examples the true points instead of those found, so that painting is learned beside finding."""
    told = torch.rand(len(points[0]), 1, 1) < TAUGHT
    return lambda *found: [torch.where(told, true, own) for true, own in zip(points, found)]


def loss_of(painter, faces, shape, true, points):
    """`points`: the true ones of reference and target."""
    with torch.autocast("cpu", torch.bfloat16):
        moved, paint, share, more, found = painter.parts(faces, shape, teacher(points))
    made = moved + share * (paint - moved)
    below = slice(HALF - TOP, None)
    # The few pixels between the lips decide whether a mouth looks open.
    between = painter.move.inside(points[1])[:, :1, below]
    weight = attention(points[1][:, :LIPS])[:, :, HALF:] + 1.5 * between
    true = true[:, :, HALF:]
    # The moved reference alone is to come near: it keeps the person, where paint knows only those seen in training.
    loss = picture_loss(made[:, :, below], true, weight) + 0.3 * picture_loss(moved[:, :, below], true, weight)
    # The average of teeth and dark is grey, which no mouth is: so much contrast as there is, wherever it lies.
    loss = loss + 0.7 * weighted(contrast(made[:, :, below]) - contrast(true), weight)
    astray = sum((own - true).abs().mean() for own, true in zip(found, points))
    parted = (found[1] - found[0] - (points[1] - points[0])).abs().mean()
    loss = loss + 4 * astray + 4 * parted + 0.02 * share.mean() + 0.5 * (more**2).mean()
    return loss, (weighted(made[:, :, below].detach() - true, weight).item(), astray.item(), parted.item())


def batch_of(clips, weights, basis, size, rng):
    target, reference, *points, shape = pairs(clips, weights, basis, size, rng)
    target, reference = (torch.tensor(x.astype("f4") / 255) for x in (target, reference))
    target, reference, target_points, reference_points = bend(target, reference, *map(torch.tensor, points))
    target, reference = recolour(target, reference)
    hidden = noisy(target)
    hidden[:, :, HALF:] = 0
    shape = torch.tensor(shape)
    faces = torch.cat([hidden, noisy(reference)], 1).contiguous(memory_format=torch.channels_last)
    return faces, shape + 0.1 * torch.randn_like(shape), target, (reference_points, target_points)


def start_geometry(geometry, clips, basis):
    """The usual places of the points, and how pose-free space is usually seen: by least squares over the clips."""
    references, rests, seen = [], [], []
    for clip in clips[::5]:
        shapes, target = clip.shapes, clip.places[:, 1]
        shapes, moves = (shapes - shapes.mean(0)).reshape(-1, 3), (target - target.mean((0, 1)))
        moves = (moves - moves.mean((0,))).reshape(-1, 2)
        seen.append(np.linalg.lstsq(shapes, moves, rcond=None)[0].T)
        references.append(clip.places[:, 0].mean(0)), rests.append(target[clip.closed].mean(0))
    usual = [np.mean(x, 0).reshape(-1) for x in (references, rests, seen)]
    print("pose-free space is seen by", np.round(usual[2], 2))
    geometry.usual.copy_(torch.tensor(np.concatenate(usual)))
    geometry.mean.copy_(torch.tensor(basis.mean)), geometry.decode.copy_(torch.tensor(basis.decode))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("faces", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--resume", action="store_true")
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    torch.manual_seed(0)
    basis, train, _, held_out = load(options.faces)
    weights = clip_weights(train)
    print(len(train), "clips to train on,", len(held_out), "held out", flush=True)
    painter = Painter().to(memory_format=torch.channels_last)
    start_geometry(painter.geometry, train, basis)
    smooth = copy.deepcopy(painter)
    optimizer = torch.optim.AdamW(painter.parameters(), options.rate, weight_decay=1e-2)
    checkpoint, step, spent = options.output / "painter.pt", 0, 0.0
    if options.resume and checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        painter.load_state_dict(state["net"]), smooth.load_state_dict(state["smooth"]), optimizer.load_state_dict(state["optimizer"])
        step, spent = state["step"], state["spent"]
    rng, last, report, recent = np.random.default_rng(step), time.time(), spent + 1, []
    torch.manual_seed(step)
    while spent < options.minutes:
        now = time.time()
        spent, last = spent + (now - last) / 60, now
        share = min(1.0, spent / options.minutes)
        for group in optimizer.param_groups:
            group["lr"] = float(options.rate * min(1, (step + 1) / 200) * (0.5 + 0.5 * np.cos(np.pi * share)) + 1e-6)
        loss, parts = loss_of(painter, *batch_of(train, weights, basis, options.batch, rng))
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(painter.parameters(), 1.0)
        optimizer.step()
        step += 1
        recent.append((loss.item(), *parts))
        keep = min(0.998, step / (step + 100))
        with torch.no_grad():
            for slow, fast in zip(smooth.state_dict().values(), painter.state_dict().values()):
                slow.lerp_(fast, 1 - keep) if slow.is_floating_point() else slow.copy_(fast)
        if spent >= report or spent >= options.minutes:
            report = spent + 5
            torch.save(dict(net=painter.state_dict(), smooth=smooth.state_dict(), optimizer=optimizer.state_dict(), step=step, spent=spent), checkpoint)
            mean = np.mean(recent, 0)
            recent = []
            print(f"{spent:5.1f} min, step {step}, loss {mean[0]:.4f}, mouth L1 {255 * mean[1]:.2f}, points off by {96 * mean[2] / 2:.2f} px, ways by {96 * mean[3]:.2f}", mouth_numbers(smooth, held_out), flush=True)
            contact_sheet(smooth, held_out, options.output / "look.png")


if __name__ == "__main__":
    main()
