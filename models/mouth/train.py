"""Trains the mouth model: what is heard of speech -> mouth shape.

    python models/mouth/train.py FEATURES SYNTHETIC.npz OUTPUT [--steps 300] [--leave-out 0/3] [--seed 0]

FEATURES is what features.ts and listen.py wrote, SYNTHETIC what synthetic.py wrote. OUTPUT gets network.pt and log.json. With
--leave-out, one group of the free speakers is not trained on but measured; GRID's measured speakers never are.
"""
import argparse
import json
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn

from data import Basis, RealSampler, closing_of, SyntheticSampler, load_clips, opening, some_targets, training_clips, width
from gate import train_gate
from line import fit_line
from measure import free_and_held, summary
from network import MouthNet
from schedule import rate_at, running_means
from split import HELD_OUT, folds
from synthetic import LABIAL, LABIODENTAL, LINGUAL, MID, OPEN, ROUNDED, SILENT, SPREAD, UNKNOWN

HERE = Path(__file__).parent
#: What the convolutions have learned to add to the line counts so much in the end: less of it carries over better to people whom they do
#: not know (GRID's opening r 0.86 -> 0.87), and costs free speech little (0.728 -> 0.724).
KEPT = 0.5


def bounds(clips, basis):
    """For each label: least and most opening and width, and how much it counts. Quantiles of real mouths, speakers alike."""
    shapes = basis.shapes(some_targets(clips))
    gap, wide = opening(shapes), width(shapes)
    o, w = (lambda share: float(np.quantile(gap, share))), (lambda share: float(np.quantile(wide, share)))
    free = 9.0
    table = {
        UNKNOWN: (-free, free, -free, free, 0), LABIAL: (-free, o(0.06), -free, free, 3), OPEN: (o(0.6), free, -free, free, 0.6),
        MID: (o(0.4), free, -free, free, 0.6), SPREAD: (o(0.2), o(0.7), w(0.5), free, 0.6), ROUNDED: (o(0.15), o(0.65), -free, w(0.3), 0.8),
        LABIODENTAL: (-free, o(0.25), -free, free, 1), SILENT: (-free, o(0.1), -free, free, 1), LINGUAL: (o(0.22), free, -free, free, 0.8),
    }
    return torch.tensor([table[label] for label in range(9)], dtype=torch.float32), float(gap.std()), float(wide.std())


class SyntheticLoss:
    def __init__(self, clips, basis):
        self.table, self.gap, self.wide = bounds(clips, basis)
        self.mean, self.decode = torch.tensor(basis.mean), torch.tensor(basis.decode)
        self.neutral = torch.tensor(basis.neutral)

    def __call__(self, mouth, voice, label):
        shapes = (self.mean + mouth @ self.decode).reshape(*mouth.shape[:2], 60, 3) + self.neutral
        gap = (shapes[:, :, 25, :2] - shapes[:, :, 35, :2]).norm(dim=-1)
        wide = (shapes[:, :, 0, :2] - shapes[:, :, 10, :2]).norm(dim=-1)
        row = self.table[label]
        beyond = lambda value, low, high: torch.relu(low - value) ** 2 + torch.relu(value - high) ** 2
        miss = beyond(gap, row[..., 0], row[..., 1]) / self.gap**2 + 0.5 * beyond(wide, row[..., 2], row[..., 3]) / self.wide**2
        known = label != UNKNOWN
        spoken = nn.functional.binary_cross_entropy_with_logits(voice[known], (label[known] != SILENT).float())
        return (miss * row[..., 4]).mean(), spoken


def read_at(curves, slot, row):
    low = torch.floor(row).long()
    part = (row - low)[:, None]
    return curves[slot, low] * (1 - part) + curves[slot, low + 1] * part


def moments(parts):
    rows = np.concatenate([part.astype("f4") for part in parts])
    return rows.mean(0), rows.std(0) + 1e-3


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("features", type=Path)
    parser.add_argument("synthetic", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--steps", type=int, default=300, help="more improve known voices and no longer other people")
    parser.add_argument("--leave-out", default="")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--free", type=float, default=0.5, help="share of free speech in a batch")
    parser.add_argument("--synthetic-weight", type=float, default=0.12)
    parser.add_argument("--gate-steps", type=int, default=1200)
    parser.add_argument("--dropout", type=float, default=0.5)
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--decay", type=float, default=0.05)
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    rng = np.random.default_rng(options.seed)

    basis = Basis(HERE / "mouth.json")
    offsets = json.loads((HERE / "offsets.json").read_text())
    clips = load_clips(options.features, basis, offsets)
    synthetic = SyntheticSampler(options.synthetic)
    left_out = ()
    if options.leave_out:
        fold, count = map(int, options.leave_out.split("/"))
        left_out = folds({clip["speaker"] for clip in clips}, count)[fold]
    train = training_clips(clips, left_out)
    held = [clip for clip in clips if clip["speaker"] in HELD_OUT]
    free = [clip for clip in clips if clip["speaker"] in left_out]
    web = [clip for clip in clips if clip["speaker"].startswith("n")]
    print(len(train), "clips to train on,", len(held), "held out,", len(free), "free and", len(web), "of the web to measure", flush=True)
    sampler, loss_of = RealSampler(train, free=options.free), SyntheticLoss(train, basis)
    some = [clip["heard"][v] for clip in train[::3] for v in range(len(clip["heard"]))][::3]
    net = MouthNet(moments([h[0] for h in some] + [synthetic.mel[::9]]), moments([h[1] for h in some] + [synthetic.heard[::9]]), dropout=options.dropout)
    weights, bias = fit_line(train, net.heard_mean.numpy(), net.heard_std.numpy(), rng)
    net.line.weight.data, net.line.bias.data = torch.tensor(weights), torch.tensor(bias)
    net.line.requires_grad_(False)
    net.set_closing(*closing_of(train, basis))
    train_gate(net, sampler, synthetic, basis, options.gate_steps, rng)
    smooth = running_means(net)
    optimizer = torch.optim.AdamW([p for p in net.parameters() if p.requires_grad], options.rate, weight_decay=options.decay)
    weight = torch.tensor(basis.weight, dtype=torch.float32)
    log, started = [], time.time()
    tensors = lambda batch: [torch.as_tensor(array) for array in batch]

    def report(step, losses):
        rows = {name: free_and_held(smooth.module, group, basis) for name, group in (("held", held), ("free", free), ("web", web))}
        entry = dict(minutes=round((time.time() - started) / 60, 1), step=step, losses=losses, **{name: summary(value) for name, value in rows.items()})
        print(json.dumps(entry), flush=True)
        log.append(entry)
        (options.output / "log.json").write_text(json.dumps(dict(summary=log, clips=rows), indent=1))
        torch.save(dict(net=smooth.module.state_dict()), options.output / "network.pt")
        net.train()
        net.gate.eval()

    report(0, [])
    for step in range(options.steps):
        for group in optimizer.param_groups:
            group["lr"] = rate_at(options.rate, step, options.steps)
        mel, heard, slot, row, target = tensors(sampler.batch(32, rng))
        t_mel, t_heard, label = tensors(synthetic.batch(20, rng))
        with torch.autocast("cpu", dtype=torch.bfloat16):
            mouth, voice = net(torch.cat([mel, t_mel]), torch.cat([heard, t_heard]))
        mouth, voice = mouth.float(), voice.float()
        error = (read_at(mouth[:32], slot, row) - target) * weight
        same = slot[1:] == slot[:-1]
        moving = ((error[1:] - error[:-1])[same] ** 2).mean()
        asked, spoken = loss_of(mouth[32:], voice[32:], label)
        real = (error**2).mean()
        loss = real + 2 * moving + options.synthetic_weight * asked + 0.02 * spoken
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
        smooth.update_parameters(net)
        if step % 150 == 149 and step + 1 < options.steps:
            report(step + 1, [round(x.item(), 4) for x in (real, moving, asked, spoken)])
    report(options.steps, [])
    for parameter in (smooth.module.mouth.weight, smooth.module.mouth.bias):
        parameter.data *= KEPT
    report(options.steps, [])


if __name__ == "__main__":
    main()
