"""What the person's own sound teaches: `python models/mouth/habits.py FEATURES NETWORK`. The app's side is `src/engine/painters/reuse/speaker/habits.ts`.

GRID's measured speakers: learned from five clips (15 s), measured on another. Free speech that the network has not heard:
learned from one half, measured on the other.
"""
import argparse
import json
from pathlib import Path

import numpy as np

from data import Basis, load_clips, opening, training_clips
from export import load_network, moments_of, principal_directions
from measure import LAGS, answer, clip_measures, correlation, read
from sound import GRID

HERE = Path(__file__).parent
STRENGTHS = (30, 100, 300, 1000, 3000, 10000)
FOLDS = 5
MARGIN = 0.02
MOST_RANGE = 1.15
COMMON = (0.3, 1.6)
KNOWN_SECONDS = 4
FPS = 25


def ridge(features, target, strength):
    return np.linalg.solve(features.T @ features + strength * np.eye(features.shape[1]), features.T @ target)


def line(heard, seen):
    """Slope and shift of the best line through (heard, seen), the slope drawn towards 1 where there is little to go by."""
    a, b = heard - heard.mean(), seen - seen.mean()
    slope = (a @ b + 5) / (a @ a + 5)
    return slope, seen.mean() - slope * heard.mean()


def fit_component(values, features, target, strength):
    """Answers a function of (values, features)."""
    slope, shift = line(values, target)
    rest = target - slope * values - shift
    if strength is None:
        return lambda v, f: slope * v + shift
    mean = features.mean(0)
    weights = ridge(features - mean, rest - rest.mean(), strength)
    return lambda v, f: slope * v + shift + rest.mean() + (f - mean) @ weights


def strength_of(values, features, target, blocks):
    """The ridge that tells held-back stretches best; None, the plain line, unless that is better by `MARGIN`."""
    misses = {}
    for strength in (None,) + STRENGTHS:
        misses[strength] = 0
        for block in range(FOLDS):
            kept = blocks != block
            tell = fit_component(values[kept], features[kept], target[kept], strength)
            misses[strength] += ((tell(values[~kept], features[~kept]) - target[~kept]) ** 2).sum()
    best = min(misses, key=misses.get)
    return best if misses[best] <= (1 - MARGIN) * misses[None] else None


def learn(values, features, target, seconds):
    """A function of (values, features) that tells this person's mouth, as the app learns it."""
    blocks = np.arange(len(target)) * FOLDS // len(target)
    components = range(target.shape[1])
    lines = [fit_component(values[:, k], features, target[:, k], strength_of(values[:, k], features, target[:, k], blocks))
             for k in components]
    tell = lambda v, f: np.stack([lines[k](v[:, k], f) for k in components], 1)
    told = tell(values, features)
    gain = np.clip(target[:, 0].std() / max(1e-3, told[:, 0].std()), 1, MOST_RANGE)
    common = np.clip(target.std(0) / np.maximum(1e-3, values.std(0)), *COMMON)
    trust = seconds / (seconds + KNOWN_SECONDS)
    learned = lambda v, f: gain * (tell(v, f) - told.mean(0)) + target.mean(0)
    everybody = lambda v: common * (v - values.mean(0)) + target.mean(0)
    return lambda v, f: trust * learned(v, f) + (1 - trust) * everybody(v)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("features", type=Path)
    parser.add_argument("network", type=Path)
    options = parser.parse_args()
    basis = Basis(HERE / "mouth.json")
    net = load_network(options.network)
    clips = load_clips(options.features, basis, json.loads((HERE / "offsets.json").read_text()))
    left = json.loads((options.network / "log.json").read_text())["clips"]
    free = {row["name"] for row in left["free"] + left["web"]}
    mean, directions = principal_directions(net, training_clips(clips))

    def hear(clip):
        mouth, _ = answer(net, *clip["heard"][0][:2])
        return mouth, (moments_of(net, clip["heard"][0][1]) - mean) @ directions

    def lag_of(groups):
        def r(lag):
            return correlation(np.concatenate([opening(basis.shapes(read(mouth, times + lag))) for mouth, times, _ in groups]),
                               np.concatenate([opening(shapes) for _, _, shapes in groups]))
        return max(LAGS, key=r)

    results = {}
    def note(group, name, predicted, clip, keep):
        part = dict(clip, own=clip["own"][keep], shapes=clip["shapes"][keep], times=(np.arange(keep.sum()) + 0.5) / GRID)
        measures = clip_measures(predicted, part, basis)
        results.setdefault((group, name), []).append([measures[key] for key in ("opening", "width", "distance", "range")])

    def compare(group, own, clip, keep):
        """`own`: (clip, which frames) to learn from."""
        heard = [(hear(c), c, k) for c, k in own]
        lag = lag_of([(mouth, c["times"][k], c["shapes"][k]) for (mouth, _), c, k in heard])
        target = np.concatenate([c["own"][k] for _, c, k in heard])
        values = np.concatenate([read(mouth, c["times"][k] + lag) for (mouth, _), c, k in heard])
        features = np.concatenate([read(hidden, c["times"][k] + lag) for (_, hidden), c, k in heard])
        mouth, hidden = (read(rows, clip["times"][keep] + lag) for rows in hear(clip))
        note(group, "generic", mouth / clip["strength"], clip, keep)
        note(group, "learned", learn(values, features, target, len(target) / FPS)(mouth, hidden), clip, keep)

    every = lambda clip: np.ones(len(clip["times"]), bool)
    for speaker in ("s3", "s5", "s31", "s34"):
        group = [clip for clip in clips if clip["speaker"] == speaker][:10]
        for i, clip in enumerate(group[:6]):
            compare("grid", [(other, every(other)) for other in group if other is not clip][:5], clip, every(clip))
    for clip in clips:
        if clip["name"] in free and len(clip["times"]) > 100:
            half = np.arange(len(clip["times"])) < len(clip["times"]) // 2
            compare("free", [(clip, half)], clip, ~half)
            compare("free", [(clip, ~half)], clip, half)
    for (group, name), rows in results.items():
        rows = np.array(rows)
        change = rows - np.array(results[(group, "generic")])
        print(f"{group:5} {name:8} opening {np.median(rows[:, 0]):.3f} ({rows[:, 0].min():.2f})  width {np.median(rows[:, 1]):.3f}  distance {np.median(rows[:, 2]):.3f}  "
              f"range {np.median(rows[:, 3]):.2f}  n {len(rows)}; worse than generic by over 0.02: opening {(change[:, 0] < -0.02).sum()}, width {(change[:, 1] < -0.02).sum()}, "
              f"distance {(change[:, 2] > 0.02).sum()}")


if __name__ == "__main__":
    main()
