"""Writes what the app runs of a trained network: `python models/mouth/export.py FEATURES NETWORK OUTPUT`, NETWORK a folder with network.pt.

`mouth.onnx`: `mel` [1, T, 160] and `heard` [1, T, n] -> `mouth` [1, T, 12], `voice` [1, T] (0 to 1), `hidden` [1, T, 48]: the encoder's answer
at three moments in its principal directions over training speech, in units of their mean spread, from which the app learns a person's
habits. (Directions of the network's own hidden layer told less: lips' distance on GRID 0.62 instead of 0.60, on free speech 0.83 and 0.81.)
"""
import argparse
import json
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from torch import nn

from data import Basis, load_clips, training_clips
from network import MouthNet

HERE = Path(__file__).parent
ROWS = 60
FEATURES = 48
#: Moments, in rows of 0.02 s, at which the encoder's answer is read for them.
MOMENTS = (-4, 0, 4)


def load_network(folder):
    state = torch.load(folder / "network.pt", weights_only=False)["net"]
    moments = [(state[f"{name}_mean"], state[f"{name}_std"]) for name in ("mel", "heard")]
    net = MouthNet(*moments)
    net.load_state_dict(state)
    return net.eval()


class Shipped(nn.Module):
    """`mean` [3 n] and `directions` [3 n, features] of what `moments_of` gives."""

    def __init__(self, net, mean, directions):
        super().__init__()
        self.net = net
        size = len(net.heard_mean)
        step = MOMENTS[1] - MOMENTS[0]
        self.features = nn.Conv1d(size, directions.shape[1], len(MOMENTS), dilation=step, padding=step)
        weights = directions.reshape(len(MOMENTS), size, -1).transpose(2, 1, 0)
        self.features.weight.data = torch.as_tensor(weights.copy(), dtype=torch.float32)
        self.features.bias.data = torch.as_tensor(-mean @ directions, dtype=torch.float32)

    def forward(self, mel, heard):
        mouth, voice = self.net(mel, heard)
        standard = ((heard - self.net.heard_mean) / self.net.heard_std).transpose(1, 2)
        return mouth, torch.sigmoid(voice), self.features(standard).transpose(1, 2)


def moments_of(net, heard):
    """The encoder's answer [T, n], standardised, at three moments around each row: [T, 3 n]. Zeros beyond its ends."""
    standard = (heard.astype("f4") - net.heard_mean.numpy()) / net.heard_std.numpy()
    reach = max(MOMENTS)
    padded = np.pad(standard, ((reach, reach), (0, 0)))
    return np.concatenate([padded[reach + moment:][: len(standard)] for moment in MOMENTS], axis=1)


def principal_directions(net, clips):
    """Mean of `moments_of` over the clips' own sound, and their first directions, divided by their mean spread."""
    rows = np.concatenate([moments_of(net, clip["heard"][0][1])[::5] for clip in clips[::3]])
    values, vectors = np.linalg.eigh(np.cov((rows - rows.mean(0)).T))
    return rows.mean(0), vectors[:, ::-1][:, :FEATURES] / np.sqrt(values[::-1][:FEATURES]).mean()


def check_input(width, phase):
    """A pattern that a formula gives; `src/engine/inference/speech/mouth-session.ts` has the same."""
    row, column = np.arange(ROWS)[:, None], np.arange(width)[None]
    return (np.sin(0.13 * row + 0.31 * column + phase) + np.sin(0.047 * row * (1 + column / 40))).astype("f4")


def halve(path):
    """Stores large weights in half precision, which is half of the download; they are made single again when the file is opened."""
    model = onnx.load(path)
    graph = model.graph
    for tensor in list(graph.initializer):
        values = onnx.numpy_helper.to_array(tensor)
        if values.dtype != np.float32 or values.size < 1000:
            continue
        graph.initializer.remove(tensor)
        graph.initializer.append(onnx.numpy_helper.from_array(values.astype("f2"), tensor.name + ".half"))
        graph.node.insert(0, onnx.helper.make_node("Cast", [tensor.name + ".half"], [tensor.name], to=onnx.TensorProto.FLOAT))
    onnx.checker.check_model(model)
    onnx.save(model, path)


def export(net, mean, directions, output):
    width = net.heard_mean.shape[0]
    torch.onnx.export(Shipped(net, mean, directions).eval(), (torch.zeros(1, 100, 160), torch.zeros(1, 100, width)), str(output / "mouth.onnx"),
                      input_names=["mel", "heard"], output_names=["mouth", "voice", "hidden"], opset_version=17, dynamo=False,
                      dynamic_axes={name: {1: "rows"} for name in ("mel", "heard", "mouth", "voice", "hidden")})
    halve(str(output / "mouth.onnx"))
    session = onnxruntime.InferenceSession(str(output / "mouth.onnx"), providers=["CPUExecutionProvider"])
    question = {"mel": check_input(160, 0)[None] - 2, "heard": check_input(width, 1)[None]}
    mouth, voice, hidden = session.run(None, question)
    rounded = lambda values: [round(float(v), 5) for v in values.reshape(-1)]
    (output / "check.json").write_text(json.dumps(dict(rows=ROWS, components=mouth.shape[-1], features=hidden.shape[-1],
                                                       mouth=rounded(mouth), voice=rounded(voice), hidden=rounded(hidden))))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("features", type=Path)
    parser.add_argument("network", type=Path)
    parser.add_argument("output", type=Path)
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    net = load_network(options.network)
    offsets = json.loads((HERE / "offsets.json").read_text())
    clips = training_clips(load_clips(options.features, Basis(HERE / "mouth.json"), offsets))
    export(net, *principal_directions(net, clips), options.output)


if __name__ == "__main__":
    main()
