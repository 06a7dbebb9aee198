"""Trains the sound half: 0.2 s of spectrogram -> mouth shape.

    python models/wav2lip-mini/train_sound.py FACES OUTPUT [--minutes 8] [--lead 0]

FACES is what faces.ts wrote. OUTPUT gets sound.pt and sound.json, the correlation of predicted and measured lip
opening by speaker.
"""
import argparse
import copy
import json
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn

from augment import revoice
from data import LEAD, LOWER, UPPER, clip_weights, load, opening, window_starts, windows
from network import Sound

LAGS = range(-4, 5)


def batch_of(clips, weights, lead, size, rng):
    """Windows of any moment, not of frames alone; the mouth between two frames is between their shapes."""
    mels, shapes = [], []
    for index in rng.choice(len(clips), size, p=weights):
        clip = clips[index]
        at = rng.uniform(0, len(clip.times) - 1.001)
        frame, part = int(at), at - int(at)
        seconds = clip.times[frame] + part / clip.fps
        mels.append(windows(clip.mel, window_starts([seconds], clip.fps, lead))[0])
        shapes.append(clip.common[frame] * (1 - part) + clip.common[frame + 1] * part)
    return torch.tensor(revoice(np.stack(mels), rng)), torch.tensor(np.stack(shapes).astype("f4"))


def predict(net, clip, lead):
    net.eval()
    with torch.no_grad():
        answer = net(torch.tensor(windows(clip.mel, window_starts(clip.times, clip.fps, lead)))).numpy()
    net.train()
    return answer


def correlations(net, clips, basis, lead):
    """Median correlation of the opening by speaker at no lag, and at the best lag and which (frames)."""
    people = {}
    for clip in clips:
        said = opening(basis.shapes(predict(net, clip, lead)) + clip.neutral)
        lags = {lag: np.corrcoef(said[4 + lag : len(said) - 4 + lag], clip.gap[4:-4])[0, 1] for lag in LAGS}
        best = max(lags, key=lags.get)
        people.setdefault(clip.speaker, []).append((lags[0], lags[best], best, said.std() / (clip.gap * clip.strength).std()))
    return {person: np.round(np.median(rows, 0), 3).tolist() for person, rows in people.items()}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("faces", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--minutes", type=float, default=8)
    parser.add_argument("--lead", type=float, default=LEAD)
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    torch.manual_seed(0)
    basis, train, check, held_out = load(options.faces)
    # Web clips have delays of their own between picture and sound.
    train = [clip for clip in train if not clip.speaker.startswith("hdtf")]
    weights = clip_weights(train)
    net = Sound()
    mels = np.concatenate([clip.mel for clip in train])
    net.mean.copy_(torch.tensor(mels.mean(0))[:, None]), net.spread.copy_(torch.tensor(mels.std(0))[:, None])
    smooth = copy.deepcopy(net)
    # An error counts as far as it moves points, and once more as far as it opens the lips.
    moves = torch.tensor(np.linalg.norm(basis.decode, axis=1) / np.linalg.norm(basis.decode[0]))
    gap = basis.decode.reshape(-1, 60, 3)[:, LOWER, 1] - basis.decode.reshape(-1, 60, 3)[:, UPPER, 1]
    gap = torch.tensor(gap / np.abs(gap).max())
    optimizer = torch.optim.AdamW(net.parameters(), 2e-3, weight_decay=3e-2)
    rng, begun, step, spent, report = np.random.default_rng(0), time.time(), 0, 0.0, 1.0
    while spent < options.minutes:
        spent = (time.time() - begun) / 60
        for group in optimizer.param_groups:
            group["lr"] = float(2e-3 * min(1, (step + 1) / 100) * (0.5 + 0.5 * np.cos(np.pi * min(1, spent / options.minutes))) + 1e-6)
        mel, shape = batch_of(train, weights, options.lead, 64, rng)
        error = net(mel) - shape
        loss = ((error * moves) ** 2).mean() + 0.5 * ((error @ gap) ** 2).mean()
        optimizer.zero_grad(), loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
        step += 1
        keep = min(0.998, step / (step + 50))
        with torch.no_grad():
            for slow, fast in zip(smooth.state_dict().values(), net.state_dict().values()):
                slow.lerp_(fast, 1 - keep) if slow.is_floating_point() else slow.copy_(fast)
        if spent >= report or spent >= options.minutes:
            report = spent + 2
            known, unknown = (correlations(smooth, clips, basis, options.lead) for clips in (check, held_out))
            torch.save(smooth.state_dict(), options.output / "sound.pt")
            (options.output / "sound.json").write_text(json.dumps(dict(steps=step, known=known, unknown=unknown), indent=1))
            print(f"{spent:4.1f} min, step {step}, loss {loss.item():.4f}", {k: v for k, v in unknown.items()}, known, flush=True)


if __name__ == "__main__":
    main()
