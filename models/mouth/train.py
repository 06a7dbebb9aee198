"""Trains the mouth model: log-mel of speech -> mouth shape.

    python models/mouth/train.py FEATURES OUTPUT [--minutes 40] [--resume]

FEATURES is what models/mouth/features.ts wrote; OUTPUT gets checkpoint.pt, mouth.onnx, mouth.json and
measures.json. Speakers in HELD_OUT are never trained on; every figure in the card comes from them.
"""
import argparse
import json
import time
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from torch import nn

HELD_OUT = ("s3", "s5", "s31", "s34")
COMPONENTS = 12
LIP = 40  # the first 40 of the 60 points are lips
LOWER, UPPER = 20 + 5, 20 + 15  # inner-lip entries that face each other in the middle of the mouth
CLOSED_SHARE = 0.2


def opening(shapes):
    return np.linalg.norm(shapes[:, LOWER, :2] - shapes[:, UPPER, :2], axis=-1)


def load(folder):
    clips = []
    for entry in json.loads((folder / "clips.json").read_text()):
        shapes = np.fromfile(folder / f"{entry['name']}.shapes", "f4").reshape(-1, 60, 3)
        mel = np.fromfile(folder / f"{entry['name']}.mel", "f4").reshape(-1, 80)
        times = np.array(entry["times"])
        if not all(entry["present"]) or len(times) < 50:
            continue
        rows = np.round(100 * (times + 0.5 * np.median(np.diff(times)))).astype(int)  # the middle of each frame
        inside = rows < len(mel)
        clips.append(dict(name=entry["name"], speaker=entry["speaker"], mel=mel, shapes=shapes[inside], rows=rows[inside]))
    return clips


def take_out_person(clips):
    """Shape minus the speaker's closed mouth, at one strength for all: people open their mouths by different amounts."""
    speakers = sorted({clip["speaker"] for clip in clips})
    spread = {}
    for speaker in speakers:
        own = [clip for clip in clips if clip["speaker"] == speaker]
        shapes = np.concatenate([clip["shapes"] for clip in own])
        gap = opening(shapes)
        neutral = np.median(shapes[gap <= np.quantile(gap, CLOSED_SHARE)], axis=0)
        spread[speaker] = gap.std()
        for clip in own:
            clip["delta"] = (clip["shapes"] - neutral).reshape(len(clip["shapes"]), -1)
            clip["neutral"] = neutral
    common = np.median(list(spread.values()))
    for clip in clips:
        clip["delta"] = clip["delta"] * (common / spread[clip["speaker"]])


def principal_components(train):
    by_speaker = {}
    for clip in train:
        by_speaker.setdefault(clip["speaker"], []).append(clip["delta"])
    rng = np.random.default_rng(0)
    rows = [d[rng.permutation(len(d))[:6000]] for d in (np.concatenate(v) for v in by_speaker.values())]
    data = np.concatenate(rows)
    # Depth is the landmark model's guess and the jaw moves as one: lips and picture plane weigh more.
    weight = np.ones((60, 3)); weight[:, 2] = 0.5; weight[LIP:] *= 0.5
    weight = weight.reshape(-1)
    mean = data.mean(0)
    _, values, vectors = np.linalg.svd((data - mean) * weight, full_matrices=False)
    encode = vectors[:COMPONENTS] * weight          # coefficients = encode @ (delta - mean)
    decode = vectors[:COMPONENTS] / weight          # delta = mean + coefficients @ decode
    spread = ((data - mean) @ encode.T).std(0)
    print("explained", np.round(np.cumsum(values**2 / (values**2).sum())[:COMPONENTS], 3))
    return mean, encode / spread[:, None], decode * spread[:, None], spread


class Block(nn.Module):
    def __init__(self, width, dilation, dropout):
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv1d(width, width, 3, padding=dilation, dilation=dilation), nn.BatchNorm1d(width), nn.ReLU(),
            nn.Dropout(dropout), nn.Conv1d(width, width, 1))

    def forward(self, x):
        return x + self.body(x)


class MouthNet(nn.Module):
    """[B, T, 80] log-mel at 100 Hz (T even) -> [B, T, 12]; works at 50 Hz inside, sees about 0.6 s either side."""

    def __init__(self, mean, std, width=160, dropout=0.2):
        super().__init__()
        self.register_buffer("mean", mean)
        self.register_buffer("std", std)
        self.ear = nn.Sequential(nn.Conv1d(80, width, 6, stride=2, padding=2), nn.BatchNorm1d(width), nn.ReLU())
        self.blocks = nn.Sequential(*[Block(width, d, dropout) for d in (1, 2, 4, 8, 1, 2, 4, 8)])
        self.mouth = nn.Sequential(nn.BatchNorm1d(width), nn.ReLU(), nn.Conv1d(width, 2 * COMPONENTS, 3, padding=1))

    def forward(self, mel):
        x = ((mel - self.mean) / self.std).transpose(1, 2)
        y = self.mouth(self.blocks(self.ear(x))).transpose(1, 2)  # [B, T/2, 24]: two rows at a time
        return y.reshape(y.shape[0], -1, COMPONENTS)


def augment(mel, rng):
    """Other voices and rooms: level, vocal tract length, spectral tilt and shape, a floor of noise."""
    bands = np.arange(80)
    mel = mel + rng.uniform(-0.4, 0.4)
    position = np.clip(bands * rng.uniform(0.8, 1.25), 0, 79)
    low = position.astype(int)
    high = np.minimum(low + 1, 79)
    part = (position - low).astype("f4")
    mel = mel[:, low] * (1 - part) + mel[:, high] * part
    t = np.linspace(0, 1, 80)
    mel = mel + rng.uniform(-0.6, 0.6) * (t - 0.5) + 0.25 * rng.standard_normal() * np.sin(np.pi * (t * rng.uniform(1, 3) + rng.random()))
    if rng.random() < 0.5:
        floor = rng.uniform(-4.8, -2.4)
        mel = np.log10(10**mel + 10 ** (floor + rng.uniform(-0.5, 0.5) * (t - 0.5) + 0.15 * rng.standard_normal(mel.shape)))
    if rng.random() < 0.3:  # a band is missing (telephone, cheap microphone)
        start = rng.integers(0, 70)
        mel[:, start : start + rng.integers(2, 10)] = mel.min()
    return np.maximum(mel, -5)


class Sampler:
    """Random pieces; speakers with few clips come up more often than their share."""

    def __init__(self, clips, encode, mean, seconds=2.4):
        self.clips, self.length = clips, int(100 * seconds)
        counts = {}
        for clip in clips:
            clip["y"] = ((clip["delta"] - mean) @ encode.T).astype("f4")
            counts[clip["speaker"]] = counts.get(clip["speaker"], 0) + 1
        weights = np.array([counts[clip["speaker"]] ** -0.7 for clip in clips])
        self.weights = weights / weights.sum()

    def batch(self, size, rng):
        mels, rows, targets, clip_of = [], [], [], []
        for slot, index in enumerate(rng.choice(len(self.clips), size, p=self.weights)):
            clip = self.clips[index]
            rate = rng.uniform(0.8, 1.2)
            start = rng.uniform(-20, max(-19, len(clip["mel"]) - self.length * rate + 20))
            position = np.clip(start + np.arange(self.length) * rate, 0, len(clip["mel"]) - 1)
            low = position.astype(int)
            high = np.minimum(low + 1, len(clip["mel"]) - 1)
            part = (position - low)[:, None].astype("f4")
            mels.append(augment(clip["mel"][low] * (1 - part) + clip["mel"][high] * part, rng))
            at = (clip["rows"] - start) / rate
            keep = (at >= 4) & (at <= self.length - 6)
            rows.append(at[keep]); targets.append(clip["y"][keep]); clip_of.append(np.full(keep.sum(), slot))
        return np.stack(mels).astype("f4"), np.concatenate(clip_of), np.concatenate(rows), np.concatenate(targets)


def read_at(curves, slot, row):
    low = torch.floor(row).long()
    part = (row - low)[:, None].float()
    return curves[slot, low] * (1 - part) + curves[slot, low + 1] * part


def measure(net, clips, mean, decode):
    """Correlation of predicted and true lip opening, clip by clip, at zero lag and at the best lag."""
    net.eval()
    results = {}
    with torch.no_grad():
        for clip in clips:
            mel = np.concatenate([clip["mel"], np.full((len(clip["mel"]) % 2, 80), -5, "f4")])
            curve = net(torch.tensor(mel[None]))[0].numpy()
            shapes = (mean + curve @ decode).reshape(-1, 60, 3) + clip["neutral"]
            predicted, true = opening(shapes), opening(clip["shapes"])
            lags = {}
            for lag in range(-12, 13):
                rows = np.clip(clip["rows"] + lag, 0, len(predicted) - 1)
                lags[lag] = np.corrcoef(predicted[rows], true)[0, 1]
            best = max(lags, key=lags.get)
            results.setdefault(clip["speaker"], []).append((lags[0], lags[best], best * 10))
    net.train()
    return results


def summary(results):
    return {speaker: dict(clips=len(r), median_r=round(float(np.median([x[0] for x in r])), 3),
                          median_best_r=round(float(np.median([x[1] for x in r])), 3),
                          median_lag_ms=float(np.median([x[2] for x in r]))) for speaker, r in results.items()}


def export(net, output, folder, mean, encode, decode, neutral):
    net.eval()
    torch.onnx.export(net, torch.zeros(1, 200, 80), str(output / "mouth.onnx"), input_names=["mel"], output_names=["mouth"],
                      dynamic_axes={"mel": {1: "rows"}, "mouth": {1: "rows"}}, opset_version=17, dynamo=False)
    (output / "mouth.json").write_text(json.dumps(dict(
        components=COMPONENTS, reference=rounded(json.loads((folder / "reference.json").read_text())),
        neutral=rounded(neutral), mean=rounded(mean), encode=rounded(encode), decode=rounded(decode))))
    question = check_input()
    session = onnxruntime.InferenceSession(str(output / "mouth.onnx"), providers=["CPUExecutionProvider"])
    answer = session.run(None, {"mel": question[None]})[0][0]
    (output / "check.json").write_text(json.dumps(dict(rows=len(question), components=COMPONENTS, answer=rounded(answer))))
    net.train()


def rounded(values):
    return [round(float(v), 6) for v in np.asarray(values).reshape(-1)]


def check_input(rows=120):
    """A spectrogram-like pattern that a formula gives; src/inference/mouth-session.ts has the same."""
    row, band = np.arange(rows)[:, None], np.arange(80)[None]
    return (-2 + np.sin(0.13 * row + 0.31 * band) + np.sin(0.047 * row * (1 + band / 40))).astype("f4")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("features", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--minutes", type=float, default=40)
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(options.threads)
    torch.manual_seed(0)

    clips = load(options.features)
    take_out_person(clips)
    test = [clip for clip in clips if clip["speaker"] in HELD_OUT]
    own = [clip for clip in clips if clip["speaker"] not in HELD_OUT]
    check, train = own[::40], [clip for i, clip in enumerate(own) if i % 40]
    print(len(train), "clips to train on,", len(check), "of known and", len(test), "of unknown speakers to measure")
    mean, encode, decode, spread = principal_components(train)
    sampler = Sampler(train, encode, mean)
    mels = np.concatenate([clip["mel"] for clip in train])
    net = MouthNet(torch.tensor(mels.mean(0)), torch.tensor(mels.std(0)))
    smooth = torch.optim.swa_utils.AveragedModel(net, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.998), use_buffers=True)
    print(round(sum(p.numel() for p in net.parameters()) / 1e6, 3), "M parameters")
    optimizer = torch.optim.AdamW(net.parameters(), 1.5e-3, weight_decay=2e-2)
    weight = torch.tensor(spread / spread[0], dtype=torch.float32)

    closed = {clip["speaker"]: clip["neutral"] for clip in train}
    neutral = np.mean(list(closed.values()), axis=0)

    def report(model, step):
        known, unknown = (summary(measure(model, c, mean, decode)) for c in (check, test))
        print("  unknown", {k: v["median_r"] for k, v in unknown.items()}, "known", {k: v["median_r"] for k, v in known.items()}, flush=True)
        export(model, options.output, options.features, mean, encode, decode, neutral)
        (options.output / "measures.json").write_text(json.dumps(dict(steps=step, known_speakers=known, unknown_speakers=unknown), indent=1))

    begun, spent, step, next_report = time.time(), 0.0, 0, 0.0
    checkpoint = options.output / "checkpoint.pt"
    if options.resume and checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        net.load_state_dict(state["net"]); smooth.load_state_dict(state["smooth"]); optimizer.load_state_dict(state["optimizer"])
        step = state["step"]
    rng = np.random.default_rng(step)
    while spent < options.minutes:
        spent = (time.time() - begun) / 60
        share = min(1.0, spent / options.minutes)
        for group in optimizer.param_groups:
            group["lr"] = float(1.5e-3 * min(1, (step + 1) / 100) * (0.5 + 0.5 * np.cos(np.pi * share)) + 1e-6)
        mel, slot, row, target = sampler.batch(32, rng)
        slot, row, target = torch.tensor(slot), torch.tensor(row), torch.tensor(target)
        predicted = read_at(net(torch.tensor(mel)), slot, row)
        error = (predicted - target) * weight
        same = slot[1:] == slot[:-1]
        change = (error[1:] - error[:-1])[same]
        loss = (error**2).mean() + 2 * (change**2).mean()
        optimizer.zero_grad(); loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step(); smooth.update_parameters(net)
        step += 1
        if spent >= next_report:
            next_report = spent + 2
            print(f"{spent:5.1f} min, step {step}, loss {loss.item():.4f}", flush=True)
            torch.save(dict(net=net.state_dict(), smooth=smooth.state_dict(), optimizer=optimizer.state_dict(), step=step), checkpoint)
            report(smooth.module, step)
    report(smooth.module, step)


if __name__ == "__main__":
    main()
