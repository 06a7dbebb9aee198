"""Hears every clip, as it is and as other voices in other rooms:

    python models/mouth/listen.py ENCODER.onnx CLIPS FEATURES [--layers NAME ...]

FEATURES is what features.ts wrote. For each clip `<name>.heard.npz` holds, for version v, `mel<v>` [rows, 160] and
`heard<v>` [rows, size] at 50 rows a second, and `speed<v>`: row r of it is heard at r / 50 · speed seconds of the clip.
Version 0 is the clip's own sound. Clips of the measured speakers get no other versions.
"""
import argparse
import json
import zlib
from pathlib import Path

import numpy as np

from rooms import other_voice, spoil
from sound import Encoder, level_gain, log_mel, on_grid, pairs, read_sound
from split import versions


def hear(samples, encoder, before=None, after=None):
    """`before`, `after`: sound around it that the encoder hears too, as it does in the middle of a long speech."""
    samples = (samples * level_gain(samples)).astype("f4")
    mel = pairs(log_mel(samples))
    around = [part * level_gain(part) for part in (before, after) if part is not None]
    if before is None:
        return mel.astype("f2"), on_grid(encoder(samples), len(mel)).astype("f2")
    whole = np.concatenate([around[0], samples, around[1]]).astype("f4")
    return mel.astype("f2"), on_grid(encoder(whole), len(mel), len(before)).astype("f2")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("encoder")
    parser.add_argument("clips", type=Path)
    parser.add_argument("features", type=Path)
    parser.add_argument("--layers", nargs="+", default=["heard"])
    options = parser.parse_args()
    encoder = Encoder(options.encoder, options.layers)
    index = json.loads((options.features / "clips.json").read_text())
    sounds = {}

    def sound_of(entry):
        name = entry["name"]
        if name not in sounds:
            sounds[name] = read_sound(options.clips / entry["speaker"] / f"{name[len(entry['speaker']) + 1:]}.mp4")
        return sounds[name]

    for entry in index:
        output = options.features / f"{entry['name']}.heard.npz"
        samples = sound_of(entry)
        if output.exists() or len(samples) < 8000:
            continue
        rng = np.random.default_rng(zlib.crc32(entry["name"].encode()))
        mel, heard = hear(samples, encoder)
        arrays = dict(mel0=mel, heard0=heard, speed0=1.0)
        same = [other for other in index if other["speaker"] == entry["speaker"]]
        for version in range(1, versions(entry["speaker"]) + 1):
            voice, speed = other_voice(samples, rng)
            around = (None, None)
            if version % 2 and len(samples) < 16_000 * 8:
                around = tuple(spoil(sound_of(same[rng.integers(len(same))])[: 16_000 * 4], rng) for _ in range(2))
            mel, heard = hear(spoil(voice, rng), encoder, *around)
            arrays |= {f"mel{version}": mel, f"heard{version}": heard, f"speed{version}": speed}
        np.savez(output, **arrays)
    print(len(index), "clips heard")


if __name__ == "__main__":
    main()
