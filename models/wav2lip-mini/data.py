"""What faces.ts wrote, as examples: pictures, mouth shapes, windows of sound."""
import json
from pathlib import Path

import numpy as np

# As for the mouth model: never trained on. One person of HDTF is kept apart to be looked at.
HELD_OUT = ("s3", "s5", "s31", "s34", "hdtf-markey")
LOWER, UPPER = 20 + 5, 20 + 15  # inner-lip entries that face each other in the middle of the mouth
LIPS = 40  # the first 40 of the 60 points are lips
CLOSED_SHARE = 0.2
COLUMN_RATE = 80
WINDOW = 16
SILENCE = -4.0
# Frames by which a window begins before its frame; DEFAULT_WAV2LIP.lead of the engine.
LEAD = 0


class Basis:
    """The coefficients of the mouth model that was there when the faces were cut, and what they become in a mirror."""

    def __init__(self, folder):
        model = json.loads((folder / "basis.json").read_text())
        self.mean = np.array(model["mean"], "f4")
        self.encode = np.array(model["encode"], "f4").reshape(-1, 180)
        self.decode = np.array(model["decode"], "f4").reshape(-1, 180)
        # Both lip contours run from one corner to the other and back; the jaw's points stand in pairs.
        lip = (10 - np.arange(20)) % 20
        jaw = [0, 8, 9, 10, 11, 12, 13, 14, 1, 2, 3, 4, 5, 6, 7, 15, 16, 17, 19, 18]
        self.partner = np.concatenate([lip, 20 + lip, 40 + np.array(jaw)])

    def coefficients(self, delta):
        """delta [n, 60, 3]: shape minus the person's closed mouth -> [n, 12]."""
        return ((delta.reshape(len(delta), -1) - self.mean) @ self.encode.T).astype("f4")

    def shapes(self, coefficients):
        return (self.mean + coefficients @ self.decode).reshape(-1, 60, 3)

    def mirrored(self, delta):
        return delta[:, self.partner] * np.array((-1, 1, 1), "f4")


def opening(shapes):
    return np.linalg.norm(shapes[:, LOWER, :2] - shapes[:, UPPER, :2], axis=-1)


def window_starts(times, fps, lead=LEAD):
    """As windowStart in src/engine/painters/wav2lip/network/windows.ts."""
    return np.floor((np.asarray(times) - lead / fps) * COLUMN_RATE + 1e-6).astype(int)


def windows(mel, starts):
    """[n, 80, 16]; silence where there is no sound."""
    columns = np.asarray(starts)[:, None] + np.arange(WINDOW)
    inside = (columns >= 0) & (columns < len(mel))
    picked = mel[np.clip(columns, 0, len(mel) - 1)]
    return np.where(inside[..., None], picked, SILENCE).transpose(0, 2, 1).astype("f4")


class Clip:
    def __init__(self, folder, entry, basis):
        name = entry["name"]
        self.name, self.speaker, self.times = name, entry["speaker"], np.array(entry["times"])
        self.fps = 1 / np.median(np.diff(self.times))
        n = len(self.times)
        self.faces = np.memmap(folder / f"{name}.faces", np.uint8, "r", shape=(n, 2, 3, 96, 96))
        self.places = np.fromfile(folder / f"{name}.places", "f4").reshape(n, 2, 60, 2)
        self.shapes = np.fromfile(folder / f"{name}.shapes", "f4").reshape(n, 60, 3)
        self.mel = np.fromfile(folder / f"{name}.mel", "f4").reshape(-1, 80)
        self.gap = opening(self.shapes)
        self.closed = np.flatnonzero(self.gap <= np.quantile(self.gap, CLOSED_SHARE))

    def set_person(self, neutral, strength, basis):
        """`strength`: by how much more than this person people commonly open their mouths."""
        delta = self.shapes - neutral
        self.own = basis.coefficients(delta)
        self.own_mirrored = basis.coefficients(basis.mirrored(delta))
        self.common = basis.coefficients(delta * strength)
        self.strength = strength
        self.neutral = neutral


def load(folder):
    """Clips to train on, of known speakers to check with, and of speakers held out."""
    folder = Path(folder)
    basis = Basis(folder)
    clips = [Clip(folder, entry, basis) for entry in json.loads((folder / "clips.json").read_text())]
    people = {}
    for clip in clips:
        people.setdefault(clip.speaker, []).append(clip)
    spread, neutral = {}, {}
    for person, own in people.items():
        shapes, gaps = (np.concatenate([getattr(clip, what) for clip in own]) for what in ("shapes", "gap"))
        neutral[person] = np.median(shapes[gaps <= np.quantile(gaps, CLOSED_SHARE)], axis=0)
        spread[person] = gaps.std()
    common = np.median([value for person, value in spread.items() if person not in HELD_OUT])
    for clip in clips:
        clip.set_person(neutral[clip.speaker], common / spread[clip.speaker], basis)
    held_out = [clip for clip in clips if clip.speaker in HELD_OUT]
    known = [clip for clip in clips if clip.speaker not in HELD_OUT]
    check = [clip for clip in known[::40] if len(people[clip.speaker]) > 1]
    return basis, [clip for clip in known if clip not in check], check, held_out


def clip_weights(clips):
    """Speakers with few clips come up more often than their share."""
    counts = {}
    for clip in clips:
        counts[clip.speaker] = counts.get(clip.speaker, 0) + 1
    weights = np.array([counts[clip.speaker] ** -0.7 for clip in clips])
    return weights / weights.sum()


def mirrored(places, basis):
    return places[basis.partner] * np.array((-1, 1), "f4") + np.array((1, 0), "f4")


def pairs(clips, weights, basis, size, rng):
    """Random frames with a reference of the same clip, mostly closed: pictures uint8 [n, 3, 96, 96] and the points in
    them [n, 60, 2], of targets and of references, and shapes [n, 12]."""
    found = []
    for index in rng.choice(len(clips), size, p=weights):
        clip = clips[index]
        frame = rng.integers(len(clip.times))
        other = rng.choice(clip.closed) if rng.random() < 0.75 else rng.integers(len(clip.times))
        example = clip.faces[frame, 1], clip.faces[other, 0], clip.places[frame, 1], clip.places[other, 0], clip.own[frame]
        if rng.random() < 0.5:
            target, reference, *points, _ = example
            example = target[..., ::-1], reference[..., ::-1], *(mirrored(p, basis) for p in points), clip.own_mirrored[frame]
        found.append(example)
    return [np.stack(column) for column in zip(*found)]
