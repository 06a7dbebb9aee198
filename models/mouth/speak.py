"""Speaks the sentences of closures.py to a WAV file, for finished videos to be measured with (`npm run bench -- --closures OUTPUT`):

    python models/mouth/speak.py OUTPUT

OUTPUT is a folder: `speech.wav`, 16 kHz, one language after the other, two voices in turn, and `labels.json`: `rate` rows a second, `label` for
each row (LABELS in synthetic.py), and where each language begins and ends, seconds.
"""
import json
import sys
from pathlib import Path

import librosa
import numpy as np
import soundfile

from sentences import MEASURED
from sound import GRID, RATE
from synthesisers import Espeak
from synthetic import labels

VARIANTS = ("+m7", "+f5")
#: Seconds before a sentence, and before a language.
PAUSE, LANGUAGE = 0.4, 1.0


def main():
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    speaker, parts, label, languages = Espeak(), [], [], []

    def seconds():
        return sum(map(len, parts)) / RATE

    for language, sentences in MEASURED.items():
        begin = seconds()
        for i, text in enumerate(sentences):
            samples, rate, phonemes = speaker.speak(language + VARIANTS[i % 2], text, 165)
            samples = librosa.resample(samples, orig_sr=rate, target_sr=RATE, res_type="soxr_mq")
            # A whole number of rows, so that labels and sound go on together.
            before = PAUSE if i else LANGUAGE
            rows = round((before + len(samples) / RATE) * GRID) + 1
            padded = np.zeros(rows * RATE // GRID, "f4")
            at = round(before * RATE)
            padded[at : at + len(samples)] = samples[: len(padded) - at]
            parts.append(padded)
            label.append(labels(phonemes, rows, before, len(samples) / RATE))
        languages.append(dict(name=language, begin=begin, end=seconds()))
    soundfile.write(folder / "speech.wav", np.concatenate(parts), RATE)
    told = dict(rate=GRID, label=np.concatenate(label).tolist(), languages=languages)
    (folder / "labels.json").write_text(json.dumps(told))
    print(languages)


if __name__ == "__main__":
    main()
