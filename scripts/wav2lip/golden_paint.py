"""Numbers that the pictures of src/engine/painters/wav2lip are held against, from other people's code.

    pip install numpy scipy opencv-python-headless && python scripts/wav2lip/golden_paint.py

Writes src/engine/painters/wav2lip/paint/golden-paint.json: OpenCV's resizing (bilinear and bicubic, bytes and floats), its
blur and its distance to a polygon, scipy's interpolation, numpy's half floats, and ffmpeg's colours.
"""
import json
import subprocess
from pathlib import Path

import cv2
import numpy as np
from scipy.ndimage import map_coordinates

TARGET = Path(__file__).parents[2] / "src/engine/painters/wav2lip/paint/golden-paint.json"
random = np.random.default_rng(7)


def flat(values, digits=None):
    values = np.asarray(values).reshape(-1)
    return values.tolist() if digits is None else [round(float(v), digits) for v in values]


def noise(height, width):
    return cv2.GaussianBlur(random.integers(0, 256, (height, width)).astype(np.uint8), (5, 5), 0)


def cuts():
    """What `cv2.resize` makes of boxes of a grey picture: smaller, half, larger, not square."""
    image = noise(61, 47)
    cases = []
    for (x1, y1, x2, y2), size in (((0, 0, 47, 61), 24), ((0, 0, 46, 46), 23), ((3, 5, 23, 25), 33), ((10, 21, 41, 60), 32)):
        crop = image[y1:y2, x1:x2]
        exact = cv2.resize(crop.astype(np.float32), (size, size))
        cases.append(dict(box=[x1, y1, x2, y2], size=size, pixels=flat(cv2.resize(crop, (size, size))), exact=flat(exact, 2)))
    return dict(width=47, height=61, pixels=flat(image), cases=cases)


def enlarged():
    """A 12 x 12 face at 40 x 31, and at the places of chroma samples of a box that begins at an even pixel."""
    face = cv2.GaussianBlur(random.uniform(0, 255, (12, 12)).astype(np.float32), (3, 3), 0)
    box = [6, 8, 46, 39]
    width, height = box[2] - box[0], box[3] - box[1]
    column = (2 * np.arange(20) + 1) * 12 / width - 0.5
    row = (2 * np.arange(16) + 1) * 12 / height - 0.5
    places = np.meshgrid(row, column, indexing="ij")
    return dict(
        face=flat(face, 4), size=12, box=box,
        linear=flat(cv2.resize(face, (width, height), interpolation=cv2.INTER_LINEAR), 3),
        cubic=flat(cv2.resize(face, (width, height), interpolation=cv2.INTER_CUBIC), 3),
        chroma=flat(map_coordinates(face.astype(np.float64), places, order=1, mode="nearest"), 3),
    )


def sharpened(strength=0.7):
    luma = random.uniform(20, 235, (9, 9)).astype(np.float32)
    kernel = np.array([1, 2, 1], np.float32) / 4
    blurred = cv2.sepFilter2D(luma, -1, kernel, kernel, borderType=cv2.BORDER_REPLICATE)
    return dict(luma=flat(luma, 4), strength=strength, sharp=flat(np.clip(luma + strength * (luma - blurred), 0, 255), 3))


def halves():
    """float32 bit patterns and what numpy rounds them to; ties, subnormals, overflow and the smallest numbers included."""
    words = random.integers(0, 2**32, 150, dtype=np.uint64).astype(np.uint32)
    near = random.normal(0, 3, 150).astype(np.float32).view(np.uint32)
    ties = np.array([1 + 2**-11, 1 + 3 * 2**-11, 2**-25, 3 * 2**-25, 2**-24, 2**-14 - 2**-25, 65504, 65519.99, 65520, -65520, 0, -0.0, np.inf, -np.inf, 1e-8, 2**-26], np.float32)
    values = np.concatenate((words, near, ties.view(np.uint32))).view(np.float32)
    values = values[~np.isnan(values)]
    with np.errstate(over="ignore"):
        return dict(float32=flat(values.view(np.uint32)), float16=flat(values.astype(np.float16).view(np.uint16)))


def colours():
    """RGB of ten patches as ffmpeg turns them into YUV 4:4:4."""
    rgb = np.array([[255, 0, 0], [0, 255, 0], [0, 0, 255], [255, 255, 255], [0, 0, 0], [128, 128, 128], [200, 150, 120], [90, 60, 50], [20, 200, 220], [250, 240, 10]], np.uint8)
    # Wide enough that no filter sees two patches at once.
    row = np.repeat(rgb, 16, axis=0)
    answers = []
    for matrix, name in (("bt601", "bt601"), ("bt709", "bt709"), ("bt2020", "bt2020")):
        for full in (False, True):
            scale = f"scale=out_color_matrix={name}:out_range={'pc' if full else 'tv'}:flags=accurate_rnd+full_chroma_int+full_chroma_inp"
            command = ["ffmpeg", "-v", "error", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{len(row)}x16", "-i", "-", "-vf", scale, "-pix_fmt", "yuv444p", "-f", "rawvideo", "-"]
            raw = subprocess.run(command, input=np.tile(row[None], (16, 1, 1)).tobytes(), capture_output=True, check=True).stdout
            yuv = np.frombuffer(raw, np.uint8).reshape(3, 16, len(row))[:, 8, 8::16]
            answers.append(dict(matrix=matrix, fullRange=full, yuv=flat(yuv.T)))
    return dict(rgb=flat(rgb), answers=answers)


# The outline of src/engine/painters/wav2lip/paint/mouth-region.ts, as places around a chin; the landmarks' numbers are MediaPipe's.
LANDMARKS = [187, 172, 136, 150, 149, 176, 148, 152, 377, 400, 378, 379, 365, 397, 411, 425, 327, 2, 98, 205]


def region():
    """Shares of the painted region: a raised cosine that ends at the outline, by OpenCV's distances."""
    angle = np.linspace(np.pi * 1.05, -np.pi * 0.05, 14)
    chin = np.stack((100 + 52 * np.cos(angle), 96 + 50 * np.sin(angle)), 1)
    cheeks = np.array([[148, 84], [135, 78], [112, 72], [100, 75], [88, 72], [65, 78]])
    outline = np.concatenate((chin, cheeks)).astype(np.float32)
    face = [40, 30, 160, 138]
    unit = 100
    width = 0.13 * unit

    def share(x, y):
        outside = -cv2.pointPolygonTest(outline.reshape(-1, 1, 2), (float(x), float(y)), True)
        outside = max(outside, face[0] - x, x - face[2], face[1] - y, y - face[3])
        return 0.5 + 0.5 * np.cos(np.pi * np.clip(1 + outside / width, 0, 1))

    spots = [[x, y] for y in range(66, 150, 3) for x in range(44, 158, 3)]
    halves = [[x, y] for y in range(34, 74, 2) for x in range(23, 78, 3)]
    return dict(
        landmarks=LANDMARKS, outline=flat(outline, 4), face=face, unit=unit,
        spots=flat(spots), shares=flat([share(x, y) for x, y in spots], 4),
        halfSpots=flat(halves), halfShares=flat([share(2 * x + 0.5, 2 * y + 0.5) for x, y in halves], 4),
    )


def main():
    golden = dict(cuts=cuts(), enlarged=enlarged(), sharpened=sharpened(), halves=halves(), colours=colours(), region=region())
    TARGET.write_text(json.dumps(golden, separators=(",", ":")) + "\n")


main()
