"""Writes resample.fixture.json: what scipy.signal.resample_poly makes of noise with the filter of resample.ts.

Run with scipy 1.11 or newer: python src/engine/speech/spectrum/make-resample-fixture.py
"""

import json
import math
from pathlib import Path

import numpy as np
from scipy import signal

STOP_DB, PASS_BAND = 90.0, 0.9


def reference(samples: np.ndarray, source: int, target: int) -> np.ndarray:
    shared = math.gcd(source, target)
    up, down = target // shared, source // shared
    edge = 0.5 * min(1.0, up / down)
    fall = edge * (1 - PASS_BAND)
    reach = math.ceil((STOP_DB - 7.95) / (14.36 * fall) / 2)
    # The prototype filter at the rate source * up, symmetric around its middle tap, cut-off relative to Nyquist.
    taps = signal.firwin(2 * reach * up + 1, 2 * (edge - fall / 2) / up, window=("kaiser", 0.1102 * (STOP_DB - 8.7)))
    return signal.resample_poly(samples, up, down, window=taps)


def main() -> None:
    random = np.random.default_rng(7)
    cases = []
    for source, target in ((48000, 16000), (44100, 16000), (8000, 16000), (22050, 16000)):
        samples = np.round(random.uniform(-1, 1, 700), 4)
        expected = reference(samples, source, target)
        cases.append({"from": source, "to": target, "input": samples.tolist(), "output": np.round(expected, 7).tolist()})
    path = Path(__file__).with_name("resample.fixture.json")
    path.write_text(json.dumps(cases, separators=(",", ":")) + "\n")


main()
