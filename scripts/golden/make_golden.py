"""Numbers that the unit tests of src/engine are held against, from other people's code.

    pip install librosa scipy opencv-python-headless && python scripts/golden/make_golden.py

Writes src/engine/speech/spectrum/golden.json (librosa) and src/engine/face/track/golden.json (numpy, scipy, OpenCV).
"""
import json
from pathlib import Path

import cv2
import librosa
import numpy as np
from scipy.interpolate import RBFInterpolator
from scipy.signal import savgol_filter
from scipy.spatial.transform import Rotation

ROOT = Path(__file__).parents[2] / "src/engine"


def rounded(values, digits=7):
    return [round(float(v), digits) for v in np.asarray(values).reshape(-1)]


def speech():
    n = np.arange(16000)
    signal = 0.5 * np.sin(2 * np.pi * 220 * n / 16000) * (0.5 + 0.5 * np.sin(2 * np.pi * 3 * n / 16000)) + 0.1 * np.sin(2 * np.pi * 1870 * n / 16000)
    emphasised = np.append(signal[0], signal[1:] - 0.97 * signal[:-1])
    spectrum = np.abs(librosa.stft(emphasised, n_fft=512, hop_length=160, win_length=400, center=True))
    filters = librosa.filters.mel(sr=16000, n_fft=512, n_mels=80, fmin=55, fmax=7600)
    mel = np.log10(np.maximum(1e-5, filters @ spectrum)).T
    rows = [0, 1, 40, 57, 99, 100]
    random = np.random.default_rng(3).standard_normal(800)
    return dict(rows=rows, count=len(mel), mel=rounded(mel[rows]), filter_sums=rounded(filters.sum(1)),
                noise=rounded(random), noise_spectrum=rounded(np.abs(np.fft.fft(random))))


def umeyama(a, b):
    ma, mb = a.mean(0), b.mean(0)
    u, s, vt = np.linalg.svd((b - mb).T @ (a - ma))
    d = np.diag([1, 1, np.sign(np.linalg.det(u @ vt))])
    rotation = u @ d @ vt
    scale = (s * np.diag(d)).sum() / ((a - ma) ** 2).sum()
    return scale, rotation, mb - scale * rotation @ ma


def geometry():
    rng = np.random.default_rng(7)
    points = rng.standard_normal((18, 3))
    turned = 2.3 * Rotation.from_euler("xyz", [0.2, -0.5, 0.3]).apply(points) + [10, -4, 2] + 0.05 * rng.standard_normal((18, 3))
    scale, rotation, shift = umeyama(points, turned)
    controls, values, places = rng.random((30, 2)) * 100, rng.standard_normal((30, 2)) * 3, rng.random((12, 2)) * 100
    spline = RBFInterpolator(controls, values, kernel="thin_plate_spline", smoothing=0)(places)
    polygon = np.array([[10, 10], [60, 5], [80, 40], [50, 30], [30, 70]], np.float32)
    spots = rng.random((20, 2)) * 90
    series = np.cumsum(rng.standard_normal(40))
    return dict(
        points=rounded(points), turned=rounded(turned), scale=round(scale, 7), rotation=rounded(rotation), shift=rounded(shift),
        controls=rounded(controls), values=rounded(values), places=rounded(places), spline=rounded(spline, 5),
        polygon=rounded(polygon), spots=rounded(spots), distances=rounded([-cv2.pointPolygonTest(polygon, tuple(map(float, s)), True) for s in spots], 5),
        series=rounded(series), smooth5=rounded(savgol_filter(series, 5, 2)[2:-2]), smooth9=rounded(savgol_filter(series, 9, 2)[4:-4]))


if __name__ == "__main__":
    (ROOT / "speech/spectrum/golden.json").write_text(json.dumps(speech()))
    (ROOT / "face/track/golden.json").write_text(json.dumps(geometry()))
