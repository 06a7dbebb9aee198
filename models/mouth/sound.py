"""What the app hears of a sound, computed alike: one level, log-mel, and the speech encoder's answer, on one grid of 50 rows a second.

`src/engine/speech/spectrum/log-mel.ts`, `src/engine/speech/encoder-pieces.ts` and `src/engine/inference/speech/speech-encoder.ts` are the app's side.
"""
import subprocess

import librosa
import numpy as np
import onnxruntime

RATE = 16_000
GRID = 50  # rows a second of the network
ENCODER_HOP = 384
ENCODER_CENTRE = 447  # the sample on which the encoder's first frame is centred
ENCODER_SIZE = 288
# The level above is that of pre-emphasised sound, at which the sound itself is too loud for the encoder by this factor.
ENCODER_GAIN = 1 / 6
# Long sound is heard in pieces: attention runs over a whole piece, so its cost would grow with the square of the length.
PIECE = 666 * ENCODER_HOP  # about 16 s
CONTEXT = 167 * ENCODER_HOP  # about 4 s to either side
FLOOR = 1e-5
TARGET_DB = -19  # the loud rows (90th percentile) of a speech are brought to this level
FILTERS = librosa.filters.mel(sr=RATE, n_fft=512, n_mels=80, fmin=55, fmax=7600)


def read_sound(path):
    """Mono samples at 16 kHz of any file."""
    command = ["ffmpeg", "-v", "error", "-i", str(path), "-ac", "1", "-ar", str(RATE), "-f", "f32le", "-"]
    return np.frombuffer(subprocess.run(command, capture_output=True, check=True).stdout, "f4").copy()


def emphasised(samples):
    return np.concatenate([samples[:1], samples[1:] - 0.97 * samples[:-1]])


def loudness(samples):
    """Level of each row of 10 ms, dB of full scale, of the pre-emphasised sound."""
    padded = np.pad(emphasised(samples), 256)
    frames = librosa.util.frame(padded, frame_length=512, hop_length=160)
    window = np.zeros(512)
    window[56:456] = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(400) / 400)
    energy = ((frames * window[:, None]) ** 2).sum(0)
    return 10 * np.log10(np.maximum(1e-12, energy / 400))


def level_gain(samples):
    """The factor that brings a speech to the level at which the networks hear it."""
    levels = np.sort(loudness(samples))
    return 10 ** ((TARGET_DB - levels[int(0.9 * (len(levels) - 1))]) / 20)


def log_mel(samples):
    """[rows, 80] at 100 rows a second."""
    magnitudes = np.abs(librosa.stft(emphasised(samples), n_fft=512, hop_length=160, win_length=400, window="hann",
                                     center=True, pad_mode="constant"))
    return np.log10(np.maximum(FLOOR, FILTERS @ magnitudes)).T.astype("f4")


class Encoder:
    """The speech encoder on one core; `layers` are names of its outputs, joined side by side."""

    def __init__(self, path, layers=("heard",)):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        self.layers = list(layers)

    def run(self, samples):
        answers = self.session.run(self.layers, {"input_values": np.ascontiguousarray(ENCODER_GAIN * samples[None], "f4")})
        return np.concatenate([answer[0] for answer in answers], axis=-1)

    def __call__(self, samples):
        """[frames, size], frame k centred on sample 384 k + 447; long sound in pieces with context."""
        start, parts = 0, []
        while len(samples) > start + PIECE + 2 * CONTEXT:
            low = max(0, start - CONTEXT)
            first = (start - low) // ENCODER_HOP
            parts.append(self.run(samples[low:start + PIECE + CONTEXT])[first:first + PIECE // ENCODER_HOP])
            start += PIECE
        low = max(0, start - CONTEXT)
        parts.append(self.run(samples[low:])[(start - low) // ENCODER_HOP:])
        return np.concatenate(parts)


def on_grid(frames, rows, start=0):
    """Encoder frames read at (row + 0.5) / 50 s of a sound that begins `start` samples into what was encoded."""
    position = (((np.arange(rows) + 0.5) / GRID) * RATE + start - ENCODER_CENTRE) / ENCODER_HOP
    position = np.clip(position, 0, len(frames) - 1)
    low = np.minimum(position.astype(int), max(0, len(frames) - 2))
    high = np.minimum(low + 1, len(frames) - 1)
    part = (position - low)[:, None].astype("f4")
    return frames[low] * (1 - part) + frames[high] * part


def pairs(mel):
    """Two log-mel rows of 10 ms as one row of the grid, [rows, 160]."""
    rows = len(mel) // 2
    return mel[: 2 * rows].reshape(rows, 160)
