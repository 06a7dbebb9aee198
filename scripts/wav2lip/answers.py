"""What onnxruntime makes of the small networks of tests/fixtures, for src/engine/inference/networks/wav2lip-session.test.ts.

    pip install numpy onnxruntime && python scripts/wav2lip/answers.py

Writes tests/fixtures/wav2lip-answers.json: every 397th number of the answers to eleven frames that a formula gives,
each frame asked for by itself.
"""
import json
from pathlib import Path

import numpy as np
import onnxruntime

FOLDER = Path(__file__).parents[2] / "tests/fixtures"
COUNT, STEP = 11, 397


def question(frame, size):
    i = np.arange(80 * 16)
    mel = 3 * np.sin(0.05 * i + frame) * np.cos(0.011 * i)
    i = np.arange(6 * size * size)
    face = 0.5 + 0.5 * np.sin(0.013 * i + 0.7 * frame) * np.cos(0.0007 * i * (1 + frame))
    return mel.reshape(1, 1, 80, 16).astype(np.float32), face.reshape(1, 6, size, size).astype(np.float32)


def answers(path):
    session = onnxruntime.InferenceSession(path.read_bytes(), providers=["CPUExecutionProvider"])
    inputs = session.get_inputs()
    shape = inputs[1].shape
    size, five = shape[-1], len(shape) == 5
    kind = np.float16 if "float16" in inputs[0].type else np.float32
    batch = shape[0] if isinstance(shape[0], int) else 1
    rows = []
    for frame in range(COUNT):
        mel, face = question(frame, size)
        if five:
            # The frame stands in the middle of the time axis, the others are silent and black.
            whole = np.zeros((1, shape[2], 1, 80, 16), np.float32), np.zeros((1, 6, shape[2], size, size), np.float32)
            whole[0][:, 2], whole[1][:, :, 2] = mel, face
            mel, face = whole
        elif batch > 1:
            mel, face = np.repeat(mel, batch, 0), np.repeat(face, batch, 0)
        answer = session.run(None, {inputs[0].name: mel.astype(kind), inputs[1].name: face.astype(kind)})[0]
        own = answer[0, :, 2] if five else answer[0]
        rows.append([round(float(v), 6) for v in own.reshape(-1)[::STEP]])
    return dict(file=path.name, size=size, answers=rows)


def main():
    files = sorted(FOLDER.glob("wav2lip-tiny*.onnx"))
    TARGET = FOLDER / "wav2lip-answers.json"
    TARGET.write_text(json.dumps(dict(count=COUNT, step=STEP, networks=[answers(file) for file in files])) + "\n")


if __name__ == "__main__":
    main()
