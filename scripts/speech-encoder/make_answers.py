"""What the second and fourth layer answer for a second of chirp, by ONNX's own cutting tool and ONNX Runtime:

    python scripts/speech-encoder/make_answers.py ENCODER_MODEL.onnx > scripts/speech-encoder/answers.json

ENCODER_MODEL.onnx is the file inside the npm package. Needs `pip install onnx onnxruntime numpy`.
"""
import json
import sys
import tempfile

import numpy as np
import onnx.utils
import onnxruntime

LAYERS = ["/layers.1/Add_1_output_0", "/layers.3/Add_1_output_0"]
t = np.arange(16000) / 16000
sound = (0.1 * np.sin(2 * np.pi * (200 * t + 400 * t**2))).astype("f4")
with tempfile.NamedTemporaryFile(suffix=".onnx") as cut:
    onnx.utils.extract_model(sys.argv[1], cut.name, ["input_values"], LAYERS)
    session = onnxruntime.InferenceSession(cut.name, providers=["CPUExecutionProvider"])
    answers = np.concatenate(session.run(None, {"input_values": sound[None]}), axis=-1)[0]
json.dump(dict(frames=answers.shape[0], width=answers.shape[1], spread=round(float(answers.std()), 4),
               every97th=[round(float(v), 4) for v in answers.reshape(-1)[::97]]), sys.stdout)
print()
