"""Finds how far the sound of each clip lies behind its picture: `python models/mouth/offsets.py FEATURES`, into offsets.json.

Clips of the web are out of step with themselves. Each is told by a line that was fitted on other people; the lag at which the told
opening follows the seen one best is added to what was known. Two rounds, since the first ones are fitted on what was not yet right.
Of GRID's clips, which are in step, a few are not: those are moved by themselves.
"""
import json
import sys
from pathlib import Path

import numpy as np

from data import Basis, load_clips, training_clips
from line import fit_line, rows_of
from measure import best_lag, read
from sound import GRID
from split import folds, is_free

HERE = Path(__file__).parent
COUNT = 3
#: A GRID clip is moved that lies so far off (s) and is told so much better where it belongs (opening r).
FAR, BETTER = 0.2, 0.1


def told(clip, weights, bias, mean, std):
    """Coefficients at 50 rows a second."""
    size = len(mean)
    rows = len(clip["heard"][0][1])
    whole = dict(clip, times=(np.arange(rows) + 0.5) / GRID)
    x = (rows_of(whole, 0) - np.tile(mean, weights.shape[2])) / np.tile(std, weights.shape[2])
    return x @ weights.transpose(2, 1, 0).reshape(-1, weights.shape[0]) + bias


def moments(clips):
    rows = np.concatenate([clip["heard"][0][1].astype("f4") for clip in clips])
    return rows.mean(0), rows.std(0) + 1e-3


def stray_clips(clips, mean, std, basis):
    """Offsets of GRID clips that are not in step, by name; `s1` has half of the clips and is told by the others alone."""
    found = {}
    for told_ones in ({"s1"}, {clip["speaker"] for clip in clips if not is_free(clip["speaker"])} - {"s1"}):
        weights, bias = fit_line(training_clips(clips, told_ones), mean, std, np.random.default_rng(0))
        for clip in clips:
            if clip["speaker"] not in told_ones or clip["speaker"].startswith("n"):
                continue
            coefficients = told(clip, weights, bias, mean, std) / clip["strength"]
            (r, lag), (before, _) = best_lag(coefficients, clip, basis), best_lag(coefficients, clip, basis, [0.0])
            if abs(lag) >= FAR and r - before >= BETTER:
                found[clip["name"]] = round(float(lag), 2)
                print(clip["name"], f"r {before:.2f} -> {r:.2f} moved by {lag:+.2f}", flush=True)
    return found


def main():
    folder, basis = Path(sys.argv[1]), Basis(HERE / "mouth.json")
    offsets = json.loads((HERE / "offsets.json").read_text())
    for round_ in range(2):
        clips = load_clips(folder, basis, offsets)
        mean, std = moments(clips)
        for fold in folds({clip["speaker"] for clip in clips}, COUNT):
            weights, bias = fit_line(training_clips(clips, fold), mean, std, np.random.default_rng(0))
            for clip in clips:
                if clip["speaker"] in fold:
                    r, lag = best_lag(told(clip, weights, bias, mean, std) / clip["strength"], clip, basis)
                    offsets[clip["speaker"]] = round(offsets.get(clip["speaker"], 0) + float(lag), 2)
                    print(round_, clip["speaker"], f"r {r:.2f} moved by {lag:+.2f} to {offsets[clip['speaker']]:+.2f}", flush=True)
    offsets.update(stray_clips(load_clips(folder, basis, offsets), mean, std, basis))
    (HERE / "offsets.json").write_text(json.dumps(dict(sorted(offsets.items())), indent=1) + "\n")


if __name__ == "__main__":
    main()
