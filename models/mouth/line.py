"""The straight part of the network: a ridge regression from the encoder's answer around a moment to the mouth."""
import numpy as np

from measure import read
from network import SPACING, TAPS
from sound import GRID
from split import is_free

OFFSETS = (np.arange(TAPS) - TAPS // 2) * SPACING / GRID
STRENGTH = 1.5e5
#: How much a frame counts: people talk freely, GRID's commands are read, and half of GRID is one speaker's.
WEIGHTS = dict(free=2.0, s1=0.2, grid=1.0)
VERSIONS = 3


def rows_of(clip, version):
    mel, heard, speed = clip["heard"][version]
    times = clip["times"] / speed
    heard = heard.astype("f4")
    return np.concatenate([read(heard, times + offset) for offset in OFFSETS], axis=1)


def fit_line(clips, mean, std, rng, strength=STRENGTH):
    """Weights [12, size, taps] and bias [12], for features that are standardised by `mean` and `std`."""
    size, taps = len(mean), TAPS
    gram, moments = np.zeros((size * taps, size * taps), "f8"), np.zeros((size * taps, 12), "f8")
    weights = [WEIGHTS["free"] if is_free(c["speaker"]) else WEIGHTS.get(c["speaker"], WEIGHTS["grid"]) for c in clips]
    middle = sum(w * c["target"].sum(0) for w, c in zip(weights, clips)) / sum(w * len(c["target"]) for w, c in zip(weights, clips))
    shift, scale = np.tile(mean, taps), np.tile(std, taps)
    batch, targets = [], []

    def flush():
        nonlocal gram, moments
        if not batch:
            return
        x, y = np.concatenate(batch), np.concatenate(targets)
        gram += x.T @ x
        moments += x.T @ y
        batch.clear(), targets.clear()

    for clip, weight in zip(clips, weights):
        others = len(clip["heard"]) - 1
        chosen = [0] + list(1 + rng.permutation(others)[: min(others, VERSIONS)])
        for version in chosen:
            root = np.float32(np.sqrt(weight / len(chosen)))
            batch.append(root * ((rows_of(clip, version) - shift) / scale).astype("f4"))
            targets.append(root * (clip["target"] - middle))
        if sum(map(len, batch)) > 6000:
            flush()
    flush()
    solved = np.linalg.solve(gram + strength * np.eye(len(gram)), moments)
    return solved.reshape(taps, size, 12).transpose(2, 1, 0).astype("f4"), middle.astype("f4")
