"""Frames a second of the published network alone in PyTorch, for `npm run bench -- --wav2lip`.

Half precision where there is CUDA, else single precision on the processor. Weights are random: they cost the same.
Prints one line of JSON.
"""
import argparse
import json
import sys
import time
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).parents[1] / "scripts/wav2lip"))
from network import Full  # noqa: E402


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--seconds", type=float, default=5)
    args = parser.parse_args()
    cuda = torch.cuda.is_available()
    device, kind = ("cuda", torch.float16) if cuda else ("cpu", torch.float32)
    network = Full().eval().to(device, kind)
    mel = torch.rand(args.batch, 1, 80, 16, device=device, dtype=kind)
    face = torch.rand(args.batch, 6, 96, 96, device=device, dtype=kind)

    def run():
        # The answer is wanted in the processor's memory, as the app wants it.
        network(mel, face).cpu()

    with torch.inference_mode():
        for _ in range(3):
            run()
        runs, start = 0, time.perf_counter()
        while time.perf_counter() - start < args.seconds:
            run()
            runs += 1
        elapsed = time.perf_counter() - start
    name = torch.cuda.get_device_name() if cuda else "the processor"
    print(json.dumps(dict(device=name, precision=str(kind).removeprefix("torch."), batch=args.batch, framesPerSecond=runs * args.batch / elapsed)))


main()
