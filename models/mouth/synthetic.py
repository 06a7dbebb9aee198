"""Makes speech with known phoneme times, heard as the app hears it:

    python models/mouth/synthetic.py ENCODER.onnx OUTPUT.npz [--utterances 2600] [--seed 7]

OUTPUT holds, at 50 rows a second and one after another: `mel` [rows, 160], `heard` [rows, size of the encoder],
`label` [rows] (LABELS below), and `ends`, the row after each utterance.
"""
import argparse

import numpy as np
import librosa

from rooms import babble, coloured_noise, music, spoil
from sentences import WORDS, mandarin
from sound import GRID, RATE, Encoder, level_gain, log_mel, on_grid, pairs
from synthesisers import PHONES, Espeak, festival

UNKNOWN, LABIAL, OPEN, MID, SPREAD, ROUNDED, LABIODENTAL, SILENT, LINGUAL = range(9)
LETTERS = {LABIAL: "pbm", OPEN: "aɑæɐä", MID: "eɛəɜʌɞɤ", SPREAD: "iɪɨ", ROUNDED: "uʊyʏɔoʉwøœɥ", LABIODENTAL: "fv",
           LINGUAL: "tdnlkgɡŋszʃʒɕʑxχɣhɹrɾθðcɲʂʐʈɖʎɫçjqʁ"}
CLASS = {letter: label for label, letters in LETTERS.items() for letter in letters}

#: Variants of espeak-ng's voices that are trained on; others are for measuring (measure.py).
VARIANTS = ("", "+m1", "+m2", "+m3", "+m4", "+m5", "+m6", "+f1", "+f2", "+f3", "+f4", "+klatt", "+klatt3", "+croak", "+Andy", "+Alex", "+anika", "+belinda", "+Denis")
ESPEAK = {"cmn-latn-pinyin": (None, 24), "en-us": ("en", 10), "en-gb-x-rp": ("en", 6), "de": ("de", 7), "fr": ("fr", 7), "es": ("es", 7), "ru": ("ru", 7),
          "ja": ("ja", 7), "it": ("it", 4), "pt-br": ("pt", 4), "pl": ("pl", 4), "nl": ("nl", 4), "tr": ("tr", 4), "fi": ("fi", 2), "cs": ("cs", 2)}
FESTIVAL = {"kal_diphone": "en", "cmu_us_slt_arctic_hts": "en", "lp_diphone": "it", "czech_dita": "cs", "czech_machac": "cs", "hy_fi_mv_diphone": "fi",
            "suo_fi_lj_diphone": "fi", "upc_ca_ona_hts": "ca"}


def phoneme_class(name, family=None):
    name = PHONES["english"].get(name, name) if family == "english" else PHONES["other"].get(name, name)
    name = name.lower()
    return CLASS.get(name[:1], UNKNOWN), name == ""


def labels(phonemes, rows, before, seconds, family=None):
    """A label for each row; `before`: seconds of silence before the utterance, which lasts `seconds`."""
    label = np.zeros(rows, "i1")
    time = (np.arange(rows) + 0.5) / GRID
    label[(time < before - 0.04) | (time > before + seconds + 0.06)] = SILENT
    for i, (start, name) in enumerate(phonemes):
        end = phonemes[i + 1][0] if i + 1 < len(phonemes) else seconds
        kind, silent = phoneme_class(name, family)
        start, end = start + before, end + before
        inner = (time >= start + 0.25 * (end - start)) & (time <= end - 0.15 * (end - start)) & (label != LABIAL)
        if kind == LABIAL:
            label[(time >= start - 0.01) & (time <= max(end - 0.01, start + 0.04))] = LABIAL
        elif kind != UNKNOWN and not (kind == LINGUAL and beside_lips(phonemes, i, family)):
            label[inner] = kind
        elif silent and end - start > 0.2:
            label[(time > start + 0.1) & (time < end - 0.06)] = SILENT
    return label


def beside_lips(phonemes, i, family):
    """A consonant beside one of the lips may share its mouth: nothing is asked of it."""
    beside = [phoneme_class(phonemes[k][1], family)[0] for k in (i - 1, i + 1) if 0 <= k < len(phonemes)]
    return any(kind in (LABIAL, LABIODENTAL) for kind in beside)


def with_quiet(samples, rng):
    before = float(rng.uniform(0.25, 0.6))
    after = int(rng.uniform(0.25, 0.7) * RATE)
    padded = np.concatenate([np.zeros(int(before * RATE)), samples, np.zeros(after)])
    return padded + 1e-4 * np.abs(samples).max() * rng.standard_normal(len(padded)), before


def heard(samples, encoder):
    samples = (samples * level_gain(samples)).astype("f4")
    mel = pairs(log_mel(samples))
    return mel.astype("f2"), on_grid(encoder(samples), len(mel)).astype("f2")


def utterance(samples, rate, phonemes, encoder, rng, family=None, clean=False):
    samples = librosa.resample(samples, orig_sr=rate, target_sr=RATE, res_type="soxr_mq")
    seconds = len(samples) / RATE
    padded, before = with_quiet(samples, rng)
    mel, answer = heard(padded if clean else spoil(padded, rng), encoder)
    return mel, answer, labels(phonemes, len(mel), before, seconds, family)


def random_text(words, rng, least=4, most=9):
    if words is None:
        return mandarin(rng, rng.integers(3, 7))
    known = WORDS[words].split()
    return " ".join(known[rng.integers(len(known))] for _ in range(rng.integers(least, most)))


def voiceless(encoder, rng, seconds=4):
    """Noise, music, a room: nothing speaks, so the mouth stays closed."""
    count = int(seconds * RATE)
    kind = rng.random()
    samples = music(count, rng) if kind < 0.55 else coloured_noise(count, rng) if kind < 0.85 else babble(count, rng)
    samples = (samples * level_gain(samples) * 10 ** rng.uniform(-1.8, 0)).astype("f4")
    mel = pairs(log_mel(samples))
    return mel.astype("f2"), on_grid(encoder(samples), len(mel)).astype("f2"), np.full(len(mel), SILENT, "i1")


def generate(encoder, count, rng):
    speaker = Espeak()
    total = sum(share for _, share in ESPEAK.values())
    for voice, (words, share) in ESPEAK.items():
        for _ in range(round(0.66 * count * share / total)):
            variant = VARIANTS[rng.integers(len(VARIANTS))]
            samples, rate, phonemes = speaker.speak(voice + variant, random_text(words, rng), rng.integers(110, 230), rng.integers(20, 80))
            if len(phonemes) > 5:
                yield utterance(samples, rate, phonemes, encoder, rng)
        print(voice, flush=True)
    for voice, words in FESTIVAL.items():
        texts = [random_text(words, rng) for _ in range(round(0.24 * count / len(FESTIVAL)))]
        family = "english" if words == "en" else None
        for samples, rate, phonemes in festival(voice, texts):
            yield utterance(samples, rate, phonemes, encoder, rng, family)
        print(voice, flush=True)
    for _ in range(round(0.1 * count)):
        yield voiceless(encoder, rng)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("encoder")
    parser.add_argument("output")
    parser.add_argument("--utterances", type=int, default=2600)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--layers", nargs="+", default=["heard"])
    options = parser.parse_args()
    encoder = Encoder(options.encoder, options.layers)
    parts = list(generate(encoder, options.utterances, np.random.default_rng(options.seed)))
    mel, answer, label = (np.concatenate(column) for column in zip(*parts))
    np.savez(options.output, mel=mel, heard=answer, label=label, ends=np.cumsum([len(part[2]) for part in parts]))
    print(len(parts), "utterances,", round(len(label) / GRID / 60, 1), "minutes; rows by label", np.bincount(label, minlength=9))


if __name__ == "__main__":
    main()
