"""Networks of Wav2Lip's contract with seeded random weights, as ONNX: what the engine is tested with.

    pip install torch onnx && python scripts/wav2lip/network.py --kind tiny --out tiny.onnx

`full` is the published architecture (36.3 million parameters; layers as in `models/wav2lip.py` of
Rudrabha/Wav2Lip), `tiny` a small one with the same inputs and outputs; both begin with a convolution of 6 channels.
`other` has another contract. `--fixtures` writes the small ones that tests/fixtures holds.
"""
import argparse
from pathlib import Path

import torch
from torch import nn


class Block(nn.Module):
    """Convolution, batch norm, ReLU; with a shortcut where `residual`; transposed where `up`."""

    def __init__(self, into, out, kernel, stride=1, padding=0, residual=False, up=None):
        super().__init__()
        layer = nn.Conv2d(into, out, kernel, stride, padding) if up is None else nn.ConvTranspose2d(into, out, kernel, stride, padding, up)
        self.layers = nn.Sequential(layer, nn.BatchNorm2d(out))
        self.residual = residual

    def forward(self, x):
        y = self.layers(x)
        return torch.relu(y + x if self.residual else y)


def same(channels):
    return Block(channels, channels, 3, 1, 1, residual=True)


class Full(nn.Module):
    def __init__(self):
        super().__init__()
        self.face = nn.ModuleList([nn.Sequential(*layers) for layers in (
            [Block(6, 16, 7, 1, 3)],
            [Block(16, 32, 3, 2, 1), same(32), same(32)],
            [Block(32, 64, 3, 2, 1), same(64), same(64), same(64)],
            [Block(64, 128, 3, 2, 1), same(128), same(128)],
            [Block(128, 256, 3, 2, 1), same(256), same(256)],
            [Block(256, 512, 3, 2, 1), same(512)],
            [Block(512, 512, 3, 1, 0), Block(512, 512, 1)],
        )])
        self.sound = nn.Sequential(
            Block(1, 32, 3, 1, 1), same(32), same(32),
            Block(32, 64, 3, (3, 1), 1), same(64), same(64),
            Block(64, 128, 3, 3, 1), same(128), same(128),
            Block(128, 256, 3, (3, 2), 1), same(256),
            Block(256, 512, 3, 1, 0), Block(512, 512, 1),
        )
        self.paint = nn.ModuleList([nn.Sequential(*layers) for layers in (
            [Block(512, 512, 1)],
            [Block(1024, 512, 3, 1, 0, up=0), same(512)],
            [Block(1024, 512, 3, 2, 1, up=1), same(512), same(512)],
            [Block(768, 384, 3, 2, 1, up=1), same(384), same(384)],
            [Block(512, 256, 3, 2, 1, up=1), same(256), same(256)],
            [Block(320, 128, 3, 2, 1, up=1), same(128), same(128)],
            [Block(160, 64, 3, 2, 1, up=1), same(64), same(64)],
        )])
        self.last = nn.Sequential(Block(80, 32, 3, 1, 1), nn.Conv2d(32, 3, 1))

    def forward(self, mel, face):
        features = []
        for part in self.face:
            face = part(face)
            features.append(face)
        x = self.sound(mel)
        for part in self.paint:
            x = torch.cat((part(x), features.pop()), 1)
        return torch.sigmoid(self.last(x))


class Tiny(nn.Module):
    """Sees the reference through its first convolution and shifts it by what it hears."""

    def __init__(self, size):
        super().__init__()
        self.size = size
        self.first = nn.Conv2d(6, 8, 7, 1, 3)
        self.down = nn.Conv2d(8, 8, 3, 2, 1)
        self.sound = nn.Linear(80 * 16, 8)
        self.up = nn.ConvTranspose2d(8, 8, 3, 2, 1, 1)
        self.last = nn.Conv2d(16, 3, 3, 1, 1)

    def forward(self, mel, face):
        wide = torch.relu(self.first(face))
        heard = torch.tanh(self.sound(mel.flatten(1)) * 0.2)[:, :, None, None]
        deep = torch.relu(self.down(wide) + heard)
        return torch.sigmoid(3 * self.last(torch.cat((wide, torch.relu(self.up(deep))), 1)) + 2 * face[:, 3:] - 1)


class Other(nn.Module):
    """A network of another contract: it sees one face, not two."""

    def __init__(self):
        super().__init__()
        self.first = nn.Conv2d(3, 3, 3, 1, 1)
        self.sound = nn.Linear(80 * 16, 3)

    def forward(self, mel, face):
        return torch.sigmoid(self.first(face) + self.sound(mel.flatten(1))[:, :, None, None])


class WithTime(nn.Module):
    """The same network for tensors with a time axis after the batch (sound) or the channels (pictures)."""

    def __init__(self, inner, frames):
        super().__init__()
        self.inner, self.frames = inner, frames

    def forward(self, mel, face):
        mels = mel.flatten(0, 1)
        faces = face.transpose(1, 2).flatten(0, 1)
        return self.inner(mels, faces).unflatten(0, (-1, self.frames)).transpose(1, 2)


def settle(network):
    """
    Makes a full network with random weights answer with contrasts, not grey; not turn the rounding of a byte into
    another picture; and not paint noise from pixel to pixel. No trained network does either.
    """
    first = network.face[0][0].layers[0].weight.data
    first.copy_(nn.functional.avg_pool2d(nn.functional.pad(first, (2, 2, 2, 2)), 5, 1))
    last = network.last[0].layers[0].weight.data
    last.copy_(last.mean((2, 3), keepdim=True).expand_as(last) * 3)
    for module in network.modules():
        if isinstance(module, Block) and module.residual:
            module.layers[1].weight.data *= 0.3
        if isinstance(module, nn.BatchNorm2d):
            module.momentum = 1.0
    mel = nn.functional.interpolate(torch.rand(8, 1, 20, 8) * 8 - 4, (80, 16), mode="bilinear")
    face = nn.functional.interpolate(torch.rand(8, 6, 12, 12), (96, 96), mode="bilinear")
    with torch.no_grad():
        network.train()(mel, face)
        logits = torch.logit(network.eval()(mel, face))
        scale = 0.5 / logits.std()
        network.last[-1].bias.sub_(logits.mean()).mul_(scale)
        network.last[-1].weight.mul_(scale)


def seeded(kind, size):
    torch.manual_seed(20)
    network = dict(full=Full, tiny=lambda: Tiny(size), other=Other)[kind]()
    if kind == "full":
        settle(network)
    return network.eval()


# Those that tests/fixtures holds: every way in which files of the contract differ, and one of another.
FIXTURES = [
    "--kind tiny --out wav2lip-tiny.onnx",
    "--kind tiny --batch 1 --names source,target,output --out wav2lip-tiny-batch1.onnx",
    "--kind tiny --batch 8 --size 64 --out wav2lip-tiny-batch8.onnx",
    "--kind tiny --batch 1 --time 5 --names audio,faces,g --out wav2lip-tiny-time5.onnx",
    "--kind tiny --half --out wav2lip-tiny-half.onnx",
    "--kind other --out wav2lip-other.onnx",
]


def arguments(words=None):
    parser = argparse.ArgumentParser()
    parser.add_argument("--kind", choices=["full", "tiny", "other"], default="tiny")
    parser.add_argument("--size", type=int, default=96, help="of the face; full is made for 96")
    parser.add_argument("--batch", type=int, help="fix the batch axis at this length (else it is free)")
    parser.add_argument("--time", type=int, help="five dimensions, with so many frames on the time axis")
    parser.add_argument("--half", action="store_true", help="float16")
    parser.add_argument("--names", default="mel_spectrogram,video_frames,predicted_frames")
    parser.add_argument("--out")
    parser.add_argument("--fixtures", action="store_true", help="instead: all of tests/fixtures")
    return parser.parse_args(words)


def export(args, folder=Path()):
    network = seeded(args.kind, args.size)
    batch, size = args.batch or 2, args.size
    mel, face = torch.rand(batch, 1, 80, 16) * 8 - 4, torch.rand(batch, 3 if args.kind == "other" else 6, size, size)
    if args.time:
        network = WithTime(network, args.time)
        mel = mel[:, None].repeat(1, args.time, 1, 1, 1)
        face = face[:, :, None].repeat(1, 1, args.time, 1, 1)
    if args.half:
        network, mel, face = network.half(), mel.half(), face.half()
    names = args.names.split(",")
    free = None if args.batch else {name: {0: "batch"} for name in names}
    torch.onnx.export(network, (mel, face), folder / args.out, input_names=names[:2], output_names=names[2:], dynamic_axes=free, dynamo=False, opset_version=17)


def main():
    args = arguments()
    if not args.fixtures:
        return export(args)
    for words in FIXTURES:
        export(arguments(words.split()), Path(__file__).parents[2] / "tests/fixtures")


if __name__ == "__main__":
    main()
