"""What the person's own sound teaches: `python models/mouth/habits.py FEATURES NETWORK`. The app's side is `src/engine/painters/reuse/speaker/habits.ts`.

GRID's measured speakers: learned from five clips (15 s), measured on another. Free speech that the network has not heard:
learned from one half, measured on the other.
"""
import argparse
import json
from pathlib import Path

import numpy as np

from data import Basis, load_clips, opening
from export import load_network
from measure import LAGS, answer, clip_measures, correlation, read
from sound import GRID

HERE = Path(__file__).parent
STRENGTHS = (30, 100, 300, 1000, 3000, 10000)
FOLDS = 5


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


def learn(values, features, target, blocks, margin=0.05):
    """For each component the strength that tells held-back stretches best; the plain line unless a ridge is better by `margin`."""
    chosen, functions = [], []
    for k in range(target.shape[1]):
        errors = {}
        for strength in (None,) + STRENGTHS:
            miss = 0
            for block in range(FOLDS):
                kept = blocks != block
                f = fit_component(values[kept, k], features[kept], target[kept, k], strength)
                miss += ((f(values[~kept, k], features[~kept]) - target[~kept, k]) ** 2).sum()
            errors[strength] = miss
        best = min(errors, key=errors.get)
        if errors[best] > (1 - margin) * errors[None]:
            best = None
        chosen.append(best)
        functions.append(fit_component(values[:, k], features, target[:, k], best))
    return (lambda v, f: np.stack([g(v[:, k], f) for k, g in enumerate(functions)], 1)), chosen


def today(values, target):
    """Gain and shift a component, as before."""
    r = np.array([correlation(values[:, k], target[:, k]) for k in range(values.shape[1])])
    trust = np.clip(r / 0.6, 0.3, 1)
    gain = np.clip(target.std(0) / np.maximum(1e-3, values.std(0)) * trust, 0.5 * trust, 2.2)
    return lambda v, f: gain * v + target.mean(0) - gain * values.mean(0)


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
    held = {row["name"] for row in left["held"]}
    def windows(clip):
        heard = ((clip["heard"][0][1].astype("f4") - net.heard_mean.numpy()) / net.heard_std.numpy())
        at = (np.arange(len(heard)) + 0.5) / GRID
        return np.concatenate([read(heard, at + offset) for offset in (-0.08, 0, 0.08)], axis=1)

    def hidden_of(clip):
        return answer(net, *clip["heard"][0][:2])[2]

    kinds = {"hidden": hidden_of, "encoder": windows}
    bases = {}
    for kind, of in kinds.items():
        rows = np.concatenate([of(clip)[::5] for clip in clips if clip["speaker"] not in ("s3", "s5", "s31", "s34")][::3])
        mean = rows.mean(0)
        values, vectors = np.linalg.eigh(np.cov((rows - mean).T))
        bases[kind] = mean, vectors[:, ::-1], np.sqrt(np.maximum(values[::-1], 1e-9))
    projections = {}
    for kind, sizes in (("hidden", (48,)), ("encoder", (32, 64, 128))):
        for n in sizes:
            # Each direction by its own spread, or all by that of the first.
            projections[f"{kind} {n}"] = kind, bases[kind][1][:, :n] / bases[kind][2][:n]
            projections[f"{kind} {n} natural"] = kind, bases[kind][1][:, :n] / bases[kind][2][:n].mean()

    def hear(clip):
        return answer(net, *clip["heard"][0][:2])[0], {kind: of(clip) - bases[kind][0] for kind, of in kinds.items()}

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
        blocks = np.arange(len(target)) * FOLDS // len(target)
        mouth, hidden = hear(clip)
        v = read(mouth, clip["times"][keep] + lag)
        h = {kind: read(table, clip["times"][keep] + lag) for kind, table in hidden.items()}
        note(group, "generic", v / clip["strength"], clip, keep)
        note(group, "today", today(values, target)(v, None), clip, keep)
        for name, (kind, projection) in projections.items():
            learned = np.concatenate([read(hid[kind], c["times"][k] + lag) for (_, hid), c, k in heard]) @ projection
            for margin in (0.02, 0.05):
                f, chosen = learn(values, learned, target, blocks, margin)
                note(group, f"{name}, {margin}", f(v, h[kind] @ projection), clip, keep)

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
    for key, rows_ in results.items():
        rows_ = np.array(rows_)
        print(f"{key[0]:5} {key[1]:28} opening {np.median(rows_[:, 0]):.3f} ({rows_[:, 0].min():.2f})  width {np.median(rows_[:, 1]):.3f}  distance {np.median(rows_[:, 2]):.3f}  range {np.median(rows_[:, 3]):.2f}  n {len(rows_)}")


if __name__ == "__main__":
    main()
