"""Wav2Lip's published inference, written down independently of src/, as the thing to compare with.

    pip install librosa opencv-python-headless onnxruntime && python scripts/wav2lip/reference.py

Writes src/engine/painters/wav2lip/network/published.json: what the published method makes of three drawn frames and a second of sound
with the small network of tests/fixtures (made by network.py), as planes of YUV. Everything but the network is by
other people's code: librosa, OpenCV, onnxruntime.

    python scripts/wav2lip/reference.py --clip FOLDER

instead compares with what the app made of a real clip: `compare.ts` fills the folder and starts this. With --torch the
network is run by PyTorch, from the seed that network.py made the file from, not by onnxruntime from the file.
"""
import argparse
import base64
import json
import wave
from pathlib import Path

import cv2
import librosa
import numpy as np
import onnxruntime

ROOT = Path(__file__).parents[2]
NETWORK = ROOT / "tests/fixtures/wav2lip-tiny.onnx"
TARGET = ROOT / "src/engine/painters/wav2lip/network/published.json"


def melspectrogram(wav):
    emphasised = np.append(wav[0], wav[1:] - 0.97 * wav[:-1])
    spectrum = np.abs(librosa.stft(emphasised, n_fft=800, hop_length=200, win_length=800, center=True, pad_mode="reflect"))
    mel = librosa.filters.mel(sr=16000, n_fft=800, n_mels=80, fmin=55, fmax=7600) @ spectrum
    decibel = 20 * np.log10(np.maximum(1e-5, mel)) - 20
    return np.clip(8 * ((decibel + 100) / 100) - 4, -4, 4)


def mel_chunks(mel, fps):
    chunks, i = [], 0
    while True:
        start = int(i * (80.0 / fps))
        if start + 16 > mel.shape[1]:
            chunks.append(mel[:, mel.shape[1] - 16:])
            return chunks
        chunks.append(mel[:, start:start + 16])
        i += 1


def smoothed(boxes, span=5):
    boxes = boxes.copy()
    for i in range(len(boxes)):
        boxes[i] = np.mean(boxes[len(boxes) - span:] if i + span > len(boxes) else boxes[i:i + span], axis=0)
    return boxes


def onnx_network(path):
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    names = [tensor.name for tensor in session.get_inputs()]
    return session.get_inputs()[1].shape[2], lambda mel, face: session.run(None, {names[0]: mel, names[1]: face})[0]


def torch_network():
    import torch
    from network import seeded

    network = seeded("full", 96)
    with torch.no_grad():
        return 96, lambda mel, face: network(torch.from_numpy(mel), torch.from_numpy(face)).detach().numpy()


def published(frames, boxes, wav, fps, size, network):
    """frames: BGR uint8; boxes: x1 y1 x2 y2 for each of them; gives one BGR picture for each mel window."""
    results = []
    for i, chunk in enumerate(mel_chunks(melspectrogram(wav), fps)):
        source = i % len(frames)
        x1, y1, x2, y2 = boxes[source]
        face = cv2.resize(frames[source][y1:y2, x1:x2], (size, size))
        masked = face.copy()
        masked[size // 2:] = 0
        pair = np.concatenate((masked, face), axis=2)[None] / 255.0
        answer = network(chunk[None, None].astype(np.float32), pair.transpose(0, 3, 1, 2).astype(np.float32))[0].transpose(1, 2, 0) * 255.0
        result = frames[source].copy()
        result[y1:y2, x1:x2] = cv2.resize(answer.astype(np.uint8), (x2 - x1, y2 - y1))
        results.append(result)
    return results


def drawn(index, width, height):
    """The same soft waves that the test draws, as an I420 picture."""
    planes = []
    for plane in range(3):
        scale = 1 if plane == 0 else 2
        y, x = np.mgrid[0:height // scale, 0:width // scale] * scale
        phase = index + 2 * plane
        amplitude = 60 if plane == 0 else 25
        value = 128 + amplitude * np.sin(x / 9 + phase) * np.cos(y / 11) + 15 * np.sin((x + 2 * y) / 23 + phase)
        planes.append(np.floor(value).astype(np.uint8))
    return np.concatenate([plane.reshape(-1) for plane in planes]).reshape(height * 3 // 2, width)


def write_fixture():
    width, height, fps = 144, 128, 25
    n = np.arange(16000)
    wav = 0.5 * np.sin(2 * np.pi * 220 * n / 16000) * (0.5 + 0.5 * np.sin(2 * np.pi * 3 * n / 16000)) + 0.1 * np.sin(2 * np.pi * 1870 * n / 16000)
    # A box larger than the network's faces, one smaller, and one that is neither even nor square.
    boxes = [[10, 6, 134, 126], [40, 30, 120, 112], [21, 13, 118, 125]]
    pictures = [drawn(i, width, height) for i in range(3)]
    frames = [cv2.cvtColor(picture, cv2.COLOR_YUV2BGR_I420) for picture in pictures]
    results = published(frames, boxes, wav, fps, *onnx_network(NETWORK))
    shown = [0, 4, 20, len(results) - 1]
    expected = [base64.b64encode(cv2.cvtColor(results[i], cv2.COLOR_BGR2YUV_I420).tobytes()).decode() for i in shown]
    TARGET.write_text(json.dumps(dict(width=width, height=height, fps=fps, boxes=boxes, count=len(results), shown=shown, expected=expected)) + "\n")


def read_wav(path):
    with wave.open(str(path)) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (16000, 1, 2)
        return np.frombuffer(file.readframes(file.getnframes()), np.int16) / 32768.0


def stored(picture):
    """
    A BGR picture as a video of 4:2:0 holds it, BT.601: one U and one V for the mean of four pixels. (cv2's own
    conversion takes one pixel of the four, which with a random network's colours is another colour.)
    """
    luma = cv2.cvtColor(picture, cv2.COLOR_BGR2YUV_I420)[: picture.shape[0]]
    blue, green, red = np.moveaxis(cv2.resize(picture.astype(np.float32), None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), 2, 0)
    light = 0.299 * red + 0.587 * green + 0.114 * blue
    chroma = [128 + 224 / 255 * (blue - light) / 1.772, 128 + 224 / 255 * (red - light) / 1.402]
    halves = [np.clip(np.round(plane), 0, 255).astype(np.uint8).reshape(-1, picture.shape[1]) for plane in chroma]
    return np.concatenate([luma, *halves])


def differences(values):
    values = np.concatenate(values)
    return dict(mean=round(float(values.mean()), 3), p99=float(np.percentile(values, 99)), most=int(values.max()))


def compare_clip(folder, use_torch):
    """Prints how far the app's frames are off this file's, in the face boxes, of 0 ... 255."""
    facts = json.loads((folder / "facts.json").read_text())
    width, height = facts["width"], facts["height"]
    shape = (-1, height * 3 // 2, width)
    before, after = (np.fromfile(folder / name, np.uint8).reshape(shape) for name in ("before.yuv", "after.yuv"))
    to_bgr = lambda pictures: [cv2.cvtColor(picture, cv2.COLOR_YUV2BGR_I420) for picture in pictures]
    boxes = smoothed(np.array(facts["boxes"], dtype=np.int64).reshape(-1, 4))
    size, network = torch_network() if use_torch else onnx_network(facts["network"])
    frames = to_bgr(before)
    wav = read_wav(folder / "speech.wav")
    own = published(frames, boxes[: len(frames)], wav, facts["fps"], size, network)
    assert len(own) == len(after), f"{len(own)} frames here, {len(after)} there"
    bgr, luma, changed = [], [], []
    for i, (mine, theirs) in enumerate(zip(own, after)):
        source = i % len(frames)
        x1, y1, x2, y2 = boxes[source]
        part = np.s_[y1:y2, x1:x2]
        apart = lambda a, b: np.abs(a[part].astype(int) - b[part]).reshape(-1)
        mine = stored(mine)
        luma.append(apart(mine, theirs))
        bgr.append(apart(*to_bgr([mine, theirs])))
        changed.append(apart(theirs, before[source]).mean())
        outside = np.ones((height, width), bool)
        outside[part] = False
        assert (theirs[:height][outside] == before[source][:height][outside]).all(), "painted outside of the box"
    figures = dict(frames=len(own), network="PyTorch" if use_torch else "onnxruntime", changed=round(float(np.mean(changed)), 1), luma=differences(luma), bgr=differences(bgr))
    print(json.dumps(figures))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--clip", type=Path)
    parser.add_argument("--torch", action="store_true")
    args = parser.parse_args()
    if args.clip:
        compare_clip(args.clip, args.torch)
    else:
        write_fixture()


if __name__ == "__main__":
    main()
