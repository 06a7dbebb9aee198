"""Wav2Lip's published inference, written down independently of src/, as the thing to compare with.

    pip install librosa opencv-python-headless onnxruntime && python scripts/wav2lip/reference.py

Writes src/dub/wav2lip/published.json: what the published method makes of three drawn frames and a second of sound
with the small network of tests/fixtures (made by network.py), as planes of YUV. Everything but the network is by
other people's code: librosa, OpenCV, onnxruntime.
"""
import base64
import json
from pathlib import Path

import cv2
import librosa
import numpy as np
import onnxruntime

ROOT = Path(__file__).parents[2]
NETWORK = ROOT / "tests/fixtures/wav2lip-tiny.onnx"
TARGET = ROOT / "src/dub/wav2lip/published.json"


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


def published(frames, boxes, wav, fps, session):
    """frames: BGR uint8; boxes: x1 y1 x2 y2 for each of them; gives one BGR picture for each mel window."""
    size = session.get_inputs()[1].shape[2]
    mel_name, face_name = (tensor.name for tensor in session.get_inputs())
    results = []
    for i, chunk in enumerate(mel_chunks(melspectrogram(wav), fps)):
        source = i % len(frames)
        x1, y1, x2, y2 = boxes[source]
        face = cv2.resize(frames[source][y1:y2, x1:x2], (size, size))
        masked = face.copy()
        masked[size // 2:] = 0
        pair = np.concatenate((masked, face), axis=2)[None] / 255.0
        feeds = {mel_name: chunk[None, None].astype(np.float32), face_name: pair.transpose(0, 3, 1, 2).astype(np.float32)}
        answer = session.run(None, feeds)[0][0].transpose(1, 2, 0) * 255.0
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


def main():
    width, height, fps = 144, 128, 25
    n = np.arange(16000)
    wav = 0.5 * np.sin(2 * np.pi * 220 * n / 16000) * (0.5 + 0.5 * np.sin(2 * np.pi * 3 * n / 16000)) + 0.1 * np.sin(2 * np.pi * 1870 * n / 16000)
    # A box larger than the network's faces, one smaller, and one that is neither even nor square.
    boxes = [[10, 6, 134, 126], [40, 30, 120, 112], [21, 13, 118, 125]]
    pictures = [drawn(i, width, height) for i in range(3)]
    frames = [cv2.cvtColor(picture, cv2.COLOR_YUV2BGR_I420) for picture in pictures]
    session = onnxruntime.InferenceSession(NETWORK.read_bytes(), providers=["CPUExecutionProvider"])
    results = published(frames, boxes, wav, fps, session)
    shown = [0, 4, 20, len(results) - 1]
    expected = [base64.b64encode(cv2.cvtColor(results[i], cv2.COLOR_BGR2YUV_I420).tobytes()).decode() for i in shown]
    TARGET.write_text(json.dumps(dict(width=width, height=height, fps=fps, boxes=boxes, count=len(results), shown=shown, expected=expected)) + "\n")


if __name__ == "__main__":
    main()
