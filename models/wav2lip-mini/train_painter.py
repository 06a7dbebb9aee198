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


def loss_of(painter, faces, shape, true, weight):
    with torch.autocast("cpu", torch.bfloat16):
        flow, moved, paint, share = painter.parts(faces, shape)
    flow, paint, share = flow.float(), paint.float(), share.float()
    made = moved + share * (paint - moved)
    below = slice(HALF - TOP, None)
    true, weight = true[:, :, HALF:], weight[:, :, HALF:]
    # The moved reference alone is to come near: it keeps the person, where paint knows only those seen in training.
    loss = picture_loss(made[:, :, below], true, weight) + 0.3 * picture_loss(moved[:, :, below], true, weight)
    rough = sum((b**2).mean() for part in edges(flow) for b in edges(part))
    return loss + 30 * rough + 0.005 * share.mean(), weighted(made[:, :, below].detach() - true, weight).item()


def batch_of(clips, weights, size, rng):
    target, reference, shape, lips = pairs(clips, weights, size, rng)
    target, reference = (torch.tensor(x.astype("f4") / 255) for x in (target, reference))
    target, reference, weight = bend(target, reference, attention(torch.tensor(lips)))
    target, reference = recolour(target, reference)
    hidden = noisy(target)
    hidden[:, :, HALF:] = 0
    shape = torch.tensor(shape)
    faces = torch.cat([hidden, noisy(reference)], 1).contiguous(memory_format=torch.channels_last)
    return faces, shape + 0.1 * torch.randn_like(shape), target, weight


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
    _, train, _, held_out = load(options.faces)
    weights = clip_weights(train)
    print(len(train), "clips to train on,", len(held_out), "held out", flush=True)
    painter = Painter().to(memory_format=torch.channels_last)
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
        loss, plain = loss_of(painter, *batch_of(train, weights, options.batch, rng))
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(painter.parameters(), 1.0)
        optimizer.step()
        step += 1
        recent.append((loss.item(), plain))
        keep = min(0.998, step / (step + 100))
        with torch.no_grad():
            for slow, fast in zip(smooth.state_dict().values(), painter.state_dict().values()):
                slow.lerp_(fast, 1 - keep) if slow.is_floating_point() else slow.copy_(fast)
        if spent >= report or spent >= options.minutes:
            report = spent + 5
            torch.save(dict(net=painter.state_dict(), smooth=smooth.state_dict(), optimizer=optimizer.state_dict(), step=step, spent=spent), checkpoint)
            mean = np.mean(recent, 0)
            recent = []
            print(f"{spent:5.1f} min, step {step}, loss {mean[0]:.4f}, mouth L1 {255 * mean[1]:.2f}", mouth_numbers(smooth, held_out), flush=True)
            contact_sheet(smooth, held_out, options.output / "look.png")


if __name__ == "__main__":
    main()
