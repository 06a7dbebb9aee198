"""Numbers that the unit tests of src/engine/painters/wav2lip are held against, from other people's code.

    pip install librosa && python scripts/wav2lip/golden.py

Writes src/engine/painters/wav2lip/network/golden.json: librosa's mel spectrogram, the window starts of the published loop written
out, and int-array smoothing as numpy does it. `golden_paint.py` has what concerns pictures.
"""
import json
from pathlib import Path

import librosa
import numpy as np

TARGET = Path(__file__).parents[2] / "src/engine/painters/wav2lip/network/golden.json"


def rounded(values, digits=6):
    return [round(float(v), digits) for v in np.asarray(values).reshape(-1)]


def mel(pad_mode):
    n = np.arange(16000)
    signal = 0.5 * np.sin(2 * np.pi * 220 * n / 16000) * (0.5 + 0.5 * np.sin(2 * np.pi * 3 * n / 16000)) + 0.1 * np.sin(2 * np.pi * 1870 * n / 16000)
    emphasised = np.append(signal[0], signal[1:] - 0.97 * signal[:-1])
    spectrum = np.abs(librosa.stft(emphasised, n_fft=800, hop_length=200, win_length=800, center=True, pad_mode=pad_mode))
    filters = librosa.filters.mel(sr=16000, n_fft=800, n_mels=80, fmin=55, fmax=7600)
    decibel = 20 * np.log10(np.maximum(1e-5, filters @ spectrum)) - 20
    return np.clip(8 * ((decibel + 100) / 100) - 4, -4, 4)


def windows(columns, fps):
    starts, i = [], 0
    while True:
        start = int(i * (80.0 / fps))
        if start + 16 > columns:
            starts.append(columns - 16)
            return starts
        starts.append(start)
        i += 1


def smoothed(boxes, span=5):
    boxes = boxes.copy()
    for i in range(len(boxes)):
        window = boxes[len(boxes) - span:] if i + span > len(boxes) else boxes[i:i + span]
        boxes[i] = np.mean(window, axis=0)
    return boxes


def main():
    random = np.random.default_rng(5)
    boxes = {}
    for count in (1, 2, 3, 4, 5, 12):
        raw = random.integers(90, 160, (count, 4))
        boxes[count] = dict(raw=raw.reshape(-1).tolist(), smoothed=smoothed(raw).reshape(-1).tolist())
    tables = {}
    for fps in (24000 / 1001, 24, 25, 30000 / 1001, 30, 50, 60):
        for seconds in (1, 10, 60):
            starts = windows(1 + seconds * 80, fps)
            tables[f"{fps!r}/{seconds}"] = dict(fps=fps, columns=1 + seconds * 80, count=len(starts), first=starts[:40], last=starts[-3:], sum=int(np.sum(starts)))
    golden = dict(
        reflect=rounded(mel("reflect").T), zeros_first=rounded(mel("constant").T[:3]), zeros_last=rounded(mel("constant").T[-3:]),
        windows=list(tables.values()), boxes=list(boxes.values()),
    )
    TARGET.write_text(json.dumps(golden, separators=(",", ":")) + "\n")


main()
