"""Does the mouth know which sound it hears? Sentences and voices that were never trained on, with known phoneme times:

    python models/mouth/closures.py ENCODER.onnx NETWORK [OUTPUT.json]

NETWORK is a folder with network.pt. AUC (0.5 is chance): lips that must be closed (p b m) against vowels and against other
consonants, by the opening; lower lip at the teeth (f v) against vowels; rounded against spread vowels, by the width. Then the share of
frames that are open (more than a tenth of a speaker's openings) where nobody speaks.
"""
import argparse
import json
from pathlib import Path

import numpy as np

from data import Basis, opening, width
from export import load_network
from measure import answer, auc
from rooms import coloured_noise, mix, music
from sentences import MEASURED
from sound import RATE, Encoder
from synthesisers import Espeak, festival
from synthetic import LABIAL, LABIODENTAL, LINGUAL, MID, OPEN, ROUNDED, SILENT, SPREAD, utterance, heard

HERE = Path(__file__).parent
VARIANTS = ("+m7", "+f5", "+Annie", "+klatt2")
RECORDED = {"en-us": ("ked_diphone", "english"), "ru": ("msu_ru_nsh_clunits", None)}


def spoken(encoder, rng):
    """(language, voice) -> list of (mel, heard, label)."""
    speaker, found = Espeak(), {}
    for language, sentences in MEASURED.items():
        for variant in VARIANTS:
            for text in sentences:
                samples, rate, phonemes = speaker.speak(language + variant, text, rng.integers(130, 200))
                found.setdefault((language, variant), []).append(utterance(samples, rate, phonemes, encoder, rng, clean=True))
        if language in RECORDED:
            voice, family = RECORDED[language]
            for samples, rate, phonemes in festival(voice, sentences):
                found.setdefault((language, voice), []).append(utterance(samples, rate, phonemes, encoder, rng, family, clean=True))
    return found


def phonemes(net, basis, examples):
    gap, wide, label = [], [], []
    for mel, told, labels in examples:
        shapes = basis.shapes(answer(net, mel, told)[0])
        gap.append(opening(shapes)), wide.append(width(shapes)), label.append(labels)
    gap, wide, label = map(np.concatenate, (gap, wide, label))
    vowels = np.isin(label, (OPEN, MID, SPREAD, ROUNDED))

    def told_apart(score, positive, negative):
        chosen = positive | negative
        return round(auc(score[chosen], positive[chosen]), 3)

    return {
        "closed / vowels": told_apart(-gap, label == LABIAL, vowels), "closed / consonants": told_apart(-gap, label == LABIAL, label == LINGUAL),
        "f v / vowels": told_apart(-gap, label == LABIODENTAL, vowels), "rounded / spread": told_apart(-wide, label == ROUNDED, label == SPREAD),
    }


def voiceless(net, basis, encoder, limit, rng):
    """Share of open frames in four seconds of nothing, noise or music after two of speech, and how often a voice is heard there."""
    speaker = Espeak()
    shares = {}
    for kind in ("silence", "noise", "music"):
        open_rows, voiced = [], []
        for _ in range(12):
            samples, rate, _ = speaker.speak("en-us+m7", "people began to move boxes back into the room", 150)
            import librosa
            speech = librosa.resample(samples, orig_sr=rate, target_sr=RATE)
            count = 4 * RATE
            under = {"silence": lambda n: np.zeros(n), "noise": lambda n: coloured_noise(n, rng), "music": lambda n: music(n, rng)}[kind](len(speech) + count)
            whole = np.concatenate([speech, np.zeros(count)])
            if kind != "silence":
                whole = mix(whole, under, rng.uniform(6, 20))
            mouth, voice = answer(net, *heard(whole, encoder))
            rows = slice(int(50 * len(speech) / RATE) + 15, -5)
            open_rows.append(opening(basis.shapes(mouth))[rows] > limit)
            voiced.append(voice[rows] > 0)
        shares[kind] = dict(open=round(float(np.concatenate(open_rows).mean()), 3), voice=round(float(np.concatenate(voiced).mean()), 3))
    return shares


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("encoder")
    parser.add_argument("network", type=Path)
    parser.add_argument("output", nargs="?", type=Path)
    parser.add_argument("--layers", nargs="+", default=["heard"])
    options = parser.parse_args()
    basis, encoder, rng = Basis(HERE / "mouth.json"), Encoder(options.encoder, options.layers), np.random.default_rng(1)
    net = load_network(options.network)
    result = dict(phonemes={}, voiceless={})
    groups = spoken(encoder, rng)
    for language in MEASURED:
        every = [example for (spoken_language, voice), examples in groups.items() if spoken_language == language and voice in VARIANTS for example in examples]
        result["phonemes"][language] = phonemes(net, basis, every)
        print(language, result["phonemes"][language], flush=True)
    for language, (voice, _) in RECORDED.items():
        result["phonemes"][f"{language}, {voice}"] = phonemes(net, basis, groups[language, voice])
        print(language, voice, result["phonemes"][f"{language}, {voice}"], flush=True)
    result["voiceless"] = voiceless(net, basis, encoder, 0.02, rng)
    print(result["voiceless"])
    if options.output:
        options.output.write_text(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
