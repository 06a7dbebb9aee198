"""Training examples: real mouths with what is heard of them, and speech with known phonemes."""
import json

import numpy as np

from sound import GRID
from split import HELD_OUT, is_free

LIP = 40  # the first 40 of the 60 points are lips
LOWER, UPPER = 20 + 5, 20 + 15  # inner-lip points that face each other in the middle of the mouth
LEFT, RIGHT = 0, 10  # corners of the mouth
CLOSED_SHARE = 0.2


def opening(shapes):
    return np.linalg.norm(shapes[..., LOWER, :2] - shapes[..., UPPER, :2], axis=-1)


def width(shapes):
    return np.linalg.norm(shapes[..., LEFT, :2] - shapes[..., RIGHT, :2], axis=-1)


class Basis:
    """What the coefficients mean: `mouth.json`, as the app has it."""

    def __init__(self, path):
        model = json.loads(path.read_text())
        self.components = model["components"]
        self.mean, self.neutral = np.array(model["mean"], "f4"), np.array(model["neutral"], "f4").reshape(60, 3)
        self.encode = np.array(model["encode"], "f4").reshape(self.components, 180)
        self.decode = np.array(model["decode"], "f4").reshape(self.components, 180)
        # A component counts by how far it moves the points.
        self.weight = np.linalg.norm(self.decode, axis=1) / np.linalg.norm(self.decode[0])

    def coefficients(self, delta):
        return ((delta - self.mean) @ self.encode.T).astype("f4")

    def shapes(self, coefficients, neutral=None):
        delta = self.mean + coefficients @ self.decode
        return delta.reshape(*delta.shape[:-1], 60, 3) + (self.neutral if neutral is None else neutral)


def some_targets(clips):
    """Coefficients of about forty frames of each clip, so that long clips count no more than short ones."""
    return np.concatenate([clip["target"][:: max(1, len(clip["target"]) // 40)] for clip in clips])


def closing_of(clips, basis):
    """Arguments of `MouthNet.set_closing`: how coefficients make the opening, and how they change with it on average."""
    decode, rest = basis.decode.reshape(-1, 60, 3), basis.mean.reshape(60, 3) + basis.neutral
    coefficients = some_targets(clips)
    gap = opening(basis.shapes(coefficients))
    closing = -((coefficients - coefficients.mean(0)) * (gap - gap.mean())[:, None]).mean(0) / gap.var()
    return (decode[:, LOWER, :2] - decode[:, UPPER, :2]).T, rest[LOWER, :2] - rest[UPPER, :2], closing, np.quantile(gap, [0.04, 0.2]).astype("f4")


def load_clips(folder, basis, offsets):
    """`offsets`: seconds by which a clip's sound lies behind its picture, by the clip's name or its speaker's."""
    clips = []
    for entry in json.loads((folder / "clips.json").read_text()):
        path = folder / f"{entry['name']}.heard.npz"
        present = np.array(entry["present"], bool)
        if not path.exists() or present.sum() < 45 or (not present.all() and not is_free(entry["speaker"]) and entry["speaker"][0] != "n"):
            continue
        stored = np.load(path)
        count = sum(1 for key in stored.files if key.startswith("speed"))
        heard = [(stored[f"mel{v}"], stored[f"heard{v}"], float(stored[f"speed{v}"])) for v in range(count)]
        times = np.array(entry["times"])
        times = times + 0.5 * np.median(np.diff(times)) + offsets.get(entry["name"], offsets.get(entry["speaker"], 0.0))
        shapes = np.fromfile(folder / f"{entry['name']}.shapes", "f4").reshape(-1, 60, 3)
        keep = present & (times >= 0) & (times * GRID < len(heard[0][0]) - 1)
        clips.append(dict(name=entry["name"], speaker=entry["speaker"], times=times[keep], shapes=shapes[keep], heard=heard))
    take_out_person(clips, basis)
    return clips


def take_out_person(clips, basis):
    """Coefficients against the speaker's closed mouth, at one strength for all: people open their mouths by different amounts."""
    own = {}
    for clip in clips:
        own.setdefault(clip["speaker"], []).append(clip)
    spread = {}
    for speaker, group in own.items():
        shapes = np.concatenate([clip["shapes"] for clip in group])
        gap = opening(shapes)
        neutral = np.median(shapes[gap <= np.quantile(gap, CLOSED_SHARE)], axis=0)
        spread[speaker] = gap.std()
        for clip in group:
            clip["neutral"] = neutral
    common = np.median(list(spread.values()))
    for clip in clips:
        clip["strength"] = common / spread[clip["speaker"]]
        delta = (clip["shapes"] - clip["neutral"]).reshape(len(clip["shapes"]), -1)
        clip["own"] = basis.coefficients(delta)
        clip["target"] = basis.coefficients(delta * clip["strength"])


def spoil_mel(mel, rng):
    """Further voices and rooms on the spectrogram alone: level, tract length, tilt, a missing band. `mel`: [rows, 160]."""
    rows = mel.reshape(-1, 80).astype("f4") + rng.uniform(-0.3, 0.3)
    if rng.random() < 0.5:
        position = np.clip(np.arange(80) * rng.uniform(0.88, 1.14), 0, 79)
        low = position.astype(int)
        high = np.minimum(low + 1, 79)
        part = (position - low).astype("f4")
        rows = rows[:, low] * (1 - part) + rows[:, high] * part
    t = np.linspace(0, 1, 80)
    rows = rows + rng.uniform(-0.4, 0.4) * (t - 0.5) + 0.15 * rng.standard_normal() * np.sin(np.pi * (t * rng.uniform(1, 3) + rng.random()))
    if rng.random() < 0.3:
        start = rng.integers(0, 70)
        rows[:, start:start + rng.integers(2, 10)] = rows.min()
    return np.maximum(rows, -5).reshape(-1, 160).astype("f4")


class RealSampler:
    """Random pieces of real clips. Free speech gets `free` of the batch; GRID speakers with few clips come up more than their share."""

    def __init__(self, clips, length=120, free=0.5):
        self.clips, self.length = clips, length
        counts = {}
        for clip in clips:
            counts[clip["speaker"]] = counts.get(clip["speaker"], 0) + 1
        weight = np.array([len(clip["times"]) ** 0.5 if is_free(clip["speaker"]) else counts[clip["speaker"]] ** -0.8 for clip in clips])
        isfree = np.array([is_free(clip["speaker"]) for clip in clips])
        for kind, share in ((isfree, free), (~isfree, 1 - free)):
            if kind.any():
                weight[kind] *= share / weight[kind].sum()
        self.weight = weight / weight.sum()

    def batch(self, size, rng):
        mels, heards, slots, rows, targets = [], [], [], [], []
        for slot, index in enumerate(rng.choice(len(self.clips), size, p=self.weight)):
            clip = self.clips[index]
            mel, heard, speed = clip["heard"][0 if rng.random() < 0.3 else rng.integers(len(clip["heard"]))]
            start = rng.integers(-8, max(1, len(mel) - self.length + 8))
            at = np.clip(np.arange(start, start + self.length), 0, len(mel) - 1)
            mels.append(spoil_mel(mel[at], rng))
            heards.append(heard[at].astype("f4"))
            row = clip["times"] / speed * GRID - 0.5 - start
            keep = (row >= 3) & (row <= self.length - 5)
            slots.append(np.full(keep.sum(), slot))
            rows.append(row[keep])
            targets.append(clip["target"][keep])
        return np.stack(mels), np.stack(heards), np.concatenate(slots), np.concatenate(rows).astype("f4"), np.concatenate(targets)


class SyntheticSampler:
    def __init__(self, path, length=120):
        stored = np.load(path)
        self.mel, self.heard, self.label, self.ends = stored["mel"], stored["heard"], stored["label"], stored["ends"]
        self.starts, self.length = np.concatenate([[0], self.ends[:-1]]), length

    def batch(self, size, rng):
        mels, heards, labels = [], [], []
        for index in rng.integers(0, len(self.ends), size):
            first, end = self.starts[index], self.ends[index]
            start = first + rng.integers(0, max(1, end - first - self.length))
            at = np.minimum(np.arange(start, start + self.length), end - 1)
            mels.append(spoil_mel(self.mel[at], rng))
            heards.append(self.heard[at].astype("f4"))
            labels.append(self.label[at])
        return np.stack(mels), np.stack(heards), np.stack(labels).astype("i8")


def training_clips(clips, left_out=()):
    return [clip for clip in clips if clip["speaker"] not in HELD_OUT and clip["speaker"] not in left_out and clip["speaker"][0] != "n"]
