"""Heads of MP3 files and what FFmpeg makes of the files: `python src/engine/media/container/make-mp3-fixture.py`.

Writes mp3-tag.fixture.json: the first bytes (base64), the time of the first sample that FFmpeg plays, and how many it
plays. LAME's own files need `lame` on the PATH.
"""
import base64
import json
import subprocess
import tempfile
from pathlib import Path

SHAPES = [(44100, 1), (48000, 2), (32000, 1), (22050, 2), (16000, 1), (11025, 1), (8000, 2)]


def run(*words):
    return subprocess.run(words, check=True, capture_output=True).stdout


def ffmpeg(*words):
    return run("ffmpeg", "-v", "error", "-y", *words)


def facts(name, path, rate):
    start = run("ffprobe", "-v", "error", "-show_entries", "stream=start_time", "-of", "csv=p=0", path)
    samples = len(ffmpeg("-i", path, "-ac", "1", "-f", "s16le", "-")) // 2
    head = Path(path).read_bytes()[:400]
    return {"name": name, "rate": rate, "start": float(start.decode().strip(",\n")), "samples": samples, "head": base64.b64encode(head).decode()}


with tempfile.TemporaryDirectory() as folder:
    path = f"{folder}/a.mp3"
    found = []
    for rate, channels in SHAPES:
        sine = ["-f", "lavfi", "-i", "sine=440:d=0.7:r=48000", "-ar", str(rate), "-ac", str(channels)]
        ffmpeg(*sine, "-c:a", "libmp3lame", path)
        found.append(facts(f"{rate} Hz, {channels} channels", path, rate))
    sine = ["-f", "lavfi", "-i", "sine=440:d=0.7:r=44100"]
    ffmpeg(*sine, "-c:a", "libmp3lame", "-q:a", "4", "-metadata", "title=t", path)
    found.append(facts("variable rate", path, 44100))
    ffmpeg(*sine, "-c:a", "libmp3lame", "-write_xing", "0", path)
    found.append(facts("no tag", path, 44100))
    ffmpeg(*sine, f"{folder}/a.wav")
    run("lame", "--quiet", "-b", "128", f"{folder}/a.wav", path)
    found.append(facts("LAME", path, 44100))
Path(__file__).with_name("mp3-tag.fixture.json").write_text(json.dumps(found, indent=2) + "\n")
