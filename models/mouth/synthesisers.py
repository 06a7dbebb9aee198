"""Speech with known phoneme times, from free synthesisers: espeak-ng (a hundred languages, formant synthesis with many
voices) and Festival (recorded diphones, units and HMM voices). Debian: espeak-ng libespeak-ng1 festival festvox-*.
"""
import ctypes
import subprocess
import tempfile
from pathlib import Path

import numpy as np
import soundfile

SYNCHRONOUS, PHONEME_EVENTS, IPA = 2, 1, 2
EVENT_END, EVENT_PHONEME = 0, 7


class Event(ctypes.Structure):
    class Id(ctypes.Union):
        _fields_ = [("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8)]

    _fields_ = [("type", ctypes.c_int), ("unique_identifier", ctypes.c_uint), ("text_position", ctypes.c_int),
                ("length", ctypes.c_int), ("audio_position", ctypes.c_int), ("sample", ctypes.c_int),
                ("user_data", ctypes.c_void_p), ("id", Id)]


class Espeak:
    """`speak` answers samples, their rate, and a list of (seconds, phoneme in IPA)."""

    def __init__(self):
        self.library = ctypes.CDLL("libespeak-ng.so.1")
        self.rate = self.library.espeak_Initialize(SYNCHRONOUS, 0, None, PHONEME_EVENTS | IPA)
        signature = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(Event))
        self.callback = signature(self.collect)
        self.library.espeak_SetSynthCallback(self.callback)

    def collect(self, samples, count, events):
        if samples and count > 0:
            self.samples.append(np.ctypeslib.as_array(samples, (count,)).copy())
        at = 0
        while events[at].type != EVENT_END:
            if events[at].type == EVENT_PHONEME:
                name = bytes(events[at].id.string).split(b"\0")[0].decode("utf8", "ignore")
                self.phonemes.append((events[at].audio_position / 1000, name))
            at += 1
        return 0

    def speak(self, voice, text, words_a_minute=165, pitch=50):
        self.samples, self.phonemes = [], []
        if self.library.espeak_SetVoiceByName(voice.encode()) != 0:
            raise ValueError(f"espeak-ng has no voice {voice}")
        self.library.espeak_SetParameter(1, int(words_a_minute), 0)
        self.library.espeak_SetParameter(3, int(pitch), 0)
        data = text.encode() + b"\0"
        self.library.espeak_Synth(data, len(data), 0, 0, 0, 1, None, None)
        self.library.espeak_Synchronize()
        if not self.samples:
            return np.zeros(0, "f4"), self.rate, []
        return np.concatenate(self.samples).astype("f4") / 32768, self.rate, self.phonemes


# Festival's names of phones, by voice family, as IPA where the first letter would mislead.
PHONES = {
    "english": {"aa": "ɑ", "ae": "æ", "ah": "ʌ", "ao": "ɔ", "aw": "a", "ax": "ə", "ay": "a", "eh": "ɛ", "er": "ɜ", "ey": "e", "ih": "ɪ",
                "iy": "i", "ow": "o", "oy": "ɔ", "uh": "ʊ", "uw": "u", "ch": "tʃ", "dh": "ð", "hh": "h", "jh": "dʒ", "ng": "ŋ", "sh": "ʃ",
                "th": "θ", "zh": "ʒ", "y": "j", "r": "ɹ"},
    "other": {"pau": "", "#": "", "_": "", "SIL": "", "sil": ""},
}


def festival(voice, texts, folder=None):
    """Speaks texts with one voice; yields samples, rate and (seconds, phoneme) for each that worked."""
    with tempfile.TemporaryDirectory(dir=folder) as place:
        script = [f"(voice_{voice})"]
        for i, text in enumerate(texts):
            plain = text.replace('"', "")
            script.append(f'(set! u (SynthText "{plain}"))(utt.save.wave u "{place}/{i}.wav")(utt.save.segs u "{place}/{i}.seg")')
        Path(place, "all.scm").write_text("\n".join(script))
        subprocess.run(["festival", "-b", f"{place}/all.scm"], capture_output=True)
        for i in range(len(texts)):
            try:
                samples, rate = soundfile.read(f"{place}/{i}.wav", dtype="float32")
                rows = Path(place, f"{i}.seg").read_text().split("#\n", 1)[1].split("\n")
            except (OSError, IndexError, RuntimeError):
                continue
            ends = [(float(row.split()[0]), row.split()[2]) for row in rows if len(row.split()) >= 3]
            starts = [0.0] + [end for end, _ in ends[:-1]]
            yield samples, rate, [(start, name) for start, (_, name) in zip(starts, ends)]
