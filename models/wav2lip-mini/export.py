"""Joins the two halves and writes what the app ships.

    python models/wav2lip-mini/export.py FACES SOUND PAINTER OUTPUT

SOUND is sound.pt, PAINTER painter.pt. OUTPUT gets wav2lip-mini.onnx, check.json (a stored question's answer),
measures.json (held-out people, painted from true shapes and from their sound) and sheet.png.
"""
import argparse
import json
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch

from data import LEAD, load, opening, window_starts, windows
from measure import contact_sheet, mouth_numbers
from network import SIZE, Mini
from train_sound import correlations, predict

CHECK_STEP = 31  # every so many numbers of the answer are stored: coprime to rows and columns
MOST_LIVELY = 1.3


def set_liveliness(net, clips, basis):
    """What is heard in noise is told too timidly: openings shall vary as much as the measured ones of known speakers."""
    ratios = []
    for clip in clips:
        said = opening(basis.shapes(predict(net, clip, LEAD)) + clip.neutral)
        ratios.append(said.std() / (clip.gap * clip.strength).std())
    net.liveliness.fill_(float(np.clip(1 / np.median(ratios), 1, MOST_LIVELY)))
    print("liveliness", net.liveliness[0].item(), "from", np.round(ratios, 2))


def question():
    """The test input of src/engine/inference/networks/wav2lip-check.ts."""
    band, column = np.arange(80)[:, None], np.arange(16)[None]
    mel = -1 + 2 * np.sin(0.21 * band + 0.5 * column) * np.cos(0.05 * band * (1 + column / 9))
    channel, row, column = np.arange(6)[:, None, None], np.arange(SIZE)[None, :, None], np.arange(SIZE)[None, None]
    faces = 0.5 + 0.3 * np.sin(0.2 * row + channel) * np.cos(0.13 * column) + 0.15 * np.sin(1.1 * (row + column))
    faces[:3, SIZE // 2 :] = 0
    return mel[None, None].astype("f4"), faces[None].astype("f4")


def write_network(net, file):
    batch = {0: "batch"}
    torch.onnx.export(net, (torch.zeros(2, 1, 80, 16), torch.zeros(2, 6, SIZE, SIZE)), str(file), input_names=["mel", "faces"],
                      output_names=["painted"], dynamic_axes=dict(mel=batch, faces=batch, painted=batch), opset_version=17, dynamo=False)
    onnx.checker.check_model(str(file))
    session = onnxruntime.InferenceSession(str(file), providers=["CPUExecutionProvider"])
    mel, faces = torch.randn(3, 1, 80, 16), torch.rand(3, 6, SIZE, SIZE)
    with torch.no_grad():
        difference = np.abs(session.run(None, dict(mel=mel.numpy(), faces=faces.numpy()))[0] - net(mel, faces).numpy()).max()
    print("ONNX differs by", difference, "of", file.stat().st_size, "bytes")
    return session


def main():
    parser = argparse.ArgumentParser()
    for name in ("faces", "sound", "painter", "output"):
        parser.add_argument(name, type=Path)
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    basis, _, check, held_out = load(options.faces)
    net = Mini()
    net.sound.load_state_dict(torch.load(options.sound, weights_only=True))
    net.painter.load_state_dict(torch.load(options.painter, weights_only=True)["smooth"])
    net.sound.liveliness.fill_(1)
    set_liveliness(net.sound, [clip for clip in check if not clip.speaker.startswith("hdtf")], basis)
    net.eval()
    session = write_network(net, options.output / "wav2lip-mini.onnx")
    answer = session.run(None, dict(zip(("mel", "faces"), question())))[0].reshape(-1)[::CHECK_STEP]
    (options.output / "check.json").write_text(json.dumps(dict(step=CHECK_STEP, answer=[round(float(v), 5) for v in answer])))

    heard = {clip.name: predict(net.sound, clip, LEAD) for clip in held_out}
    from_sound = lambda clip, frame: heard[clip.name][frame]
    grid = [clip for clip in held_out if not clip.speaker.startswith("hdtf")]
    people = {clip.speaker: [c for c in grid if c.speaker == clip.speaker] for clip in grid}
    measures = dict(
        columns=["L1 (grey levels)", "PSNR (dB)", "SSIM", "sharpness over the true mouth's"],
        true_shape={person: mouth_numbers(net.painter, clips) for person, clips in people.items()},
        from_sound={person: mouth_numbers(net.painter, clips, from_sound) for person, clips in people.items()},
        opening=dict(columns=["r", "best r", "its lag in frames", "spread over the true one's"], **correlations(net.sound, held_out, basis, LEAD)),
    )
    (options.output / "measures.json").write_text(json.dumps(measures, indent=1))
    print(json.dumps(measures))
    contact_sheet(net.painter, held_out, options.output / "sheet.png")
    contact_sheet(net.painter, held_out, options.output / "sheet-from-sound.png", from_sound)


if __name__ == "__main__":
    main()
