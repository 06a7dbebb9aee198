"""How well a network tells a mouth: against real mouths, and against known phonemes."""
import numpy as np
import torch

from data import opening, width
from sound import GRID

LAGS = np.arange(-0.4, 0.401, 0.01)


def answer(net, mel, heard):
    net.eval()
    with torch.no_grad():
        mouth, voice = net(torch.tensor(mel[None].astype("f4")), torch.tensor(heard[None].astype("f4")))
    return mouth[0].numpy(), voice[0].numpy()


def read(rows, times):
    """[rows, n] at 50 a second, row r centred on (r + 0.5) / 50 s, read at times."""
    position = np.clip(np.asarray(times) * GRID - 0.5, 0, len(rows) - 1)
    low = position.astype(int)
    high = np.minimum(low + 1, len(rows) - 1)
    part = (position - low)[:, None].astype("f4")
    return rows[low] * (1 - part) + rows[high] * part


def correlation(a, b):
    return float(np.corrcoef(a, b)[0, 1]) if a.std() > 0 and b.std() > 0 else 0.0


def auc(score, positive):
    """Share of (positive, negative) pairs that the score tells apart."""
    if positive.sum() < 3 or (~positive).sum() < 3:
        return float("nan")
    rank = np.argsort(np.argsort(score))
    return float((rank[positive].mean() - (positive.sum() - 1) / 2) / (~positive).sum())


def best_lag(predicted, clip, basis, lags=LAGS):
    true = opening(clip["shapes"])
    found = [(correlation(opening(basis.shapes(read(predicted, clip["times"] + lag), clip["neutral"])), true), lag) for lag in lags]
    return max(found)


def clip_measures(predicted, clip, basis, lag=0.0):
    """Opening r, width r, AUC of closed frames, lips' distance over that of a still mouth, range of the opening over the true one."""
    values = read(predicted, clip["times"] + lag)
    shapes, true = basis.shapes(values, clip["neutral"]), clip["shapes"]
    gap, true_gap = opening(shapes), opening(true)
    low, high = np.quantile(true_gap, [0.05, 0.95])
    lips = lambda coefficients: basis.shapes(coefficients)[:, :40, :2]
    a, b = lips(values), lips(clip["own"])
    a = a - a.mean(0) + b.mean(0)
    distance = np.linalg.norm(a - b, axis=-1).mean() / np.linalg.norm(b - b.mean(0), axis=-1).mean()
    return dict(opening=correlation(gap, true_gap), width=correlation(width(shapes), width(true)), closed=auc(-gap, true_gap < low + 0.15 * (high - low)),
                distance=float(distance), range=float(gap.std() / true_gap.std()))


def free_and_held(net, clips, basis):
    """Each clip: measures at zero lag (`zero` has the opening's r) and, of free speech, at the clip's best lag."""
    rows = []
    for clip in clips:
        predicted = answer(net, *clip["heard"][0][:2])[0] / clip["strength"]
        wide = clip["speaker"][0] in "zn"
        r, lag = best_lag(predicted, clip, basis, LAGS if wide else np.arange(-0.06, 0.061, 0.01))
        measures = clip_measures(predicted, clip, basis, lag if wide else 0.0)
        zero = clip_measures(predicted, clip, basis)["opening"] if wide else measures["opening"]
        rows.append(dict(name=clip["name"], speaker=clip["speaker"], zero=zero, best=r, lag=round(float(lag), 2), **measures))
    return rows


def summary(rows):
    """Means over speakers of their medians."""
    keys = ("zero", "best", "width", "closed", "distance", "range")
    speakers = sorted({row["speaker"] for row in rows})
    medians = [[np.nanmedian([row[key] for row in rows if row["speaker"] == speaker]) for key in keys] for speaker in speakers]
    return {key: round(float(value), 3) for key, value in zip(keys, np.nanmean(medians, axis=0))} if rows else {}
