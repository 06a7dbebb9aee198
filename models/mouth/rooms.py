"""Other voices, rooms and lines for a sound (mono, 16 kHz), and music of our own making."""
import librosa
import numpy as np
import scipy.signal


def other_voice(samples, rng, least=0.82, most=1.22):
    """Speed with pitch and formants; returns the sound and the factor by which it is shorter."""
    speed = float(rng.uniform(least, most))
    return librosa.resample(samples, orig_sr=16_000, target_sr=int(round(16_000 / speed)), res_type="soxr_mq"), speed


def tilt(samples, rng):
    spectrum = np.fft.rfft(samples)
    k = np.linspace(0, 1, len(spectrum))
    gain = rng.uniform(-0.45, 0.45) * (k - 0.5) + 0.2 * rng.standard_normal() * np.sin(np.pi * (k * rng.uniform(1, 4) + rng.random()))
    return np.fft.irfft(spectrum * 10**gain, len(samples))


def coloured_noise(count, rng):
    spectrum = np.fft.rfft(rng.standard_normal(count))
    return np.fft.irfft(spectrum * np.linspace(1, 1e-3, len(spectrum)) ** rng.uniform(0, 3), count)


def babble(count, rng):
    """Noise that swells like a room full of talk, without words."""
    envelope = np.abs(scipy.signal.lfilter([1], [1, -0.9995], rng.standard_normal(count)))
    return coloured_noise(count, rng) * (0.3 + envelope / (envelope.mean() + 1e-9))


def music(count, rng):
    """Chords, a tune and a beat: plucked, bowed or organ-like tones in a random key and tempo."""
    t = np.arange(count) / 16_000
    out = np.zeros(count)
    beat = 60 / rng.uniform(60, 170)
    root = 55 * 2 ** (rng.integers(0, 24) / 12)
    scale = np.array([0, 2, 4, 5, 7, 9, 11]) if rng.random() < 0.5 else np.array([0, 2, 3, 5, 7, 8, 10])
    decay = float(rng.choice([0.15, 0.4, 1.5, 6]))
    brightness = rng.uniform(0.3, 0.9)

    def tone(frequency, start, seconds, level):
        a, b = int(start * 16_000), min(count, int((start + seconds) * 16_000))
        if b <= a:
            return
        local = t[a:b] - start
        envelope = np.minimum(1, local / 0.008) * np.exp(-local / decay) * np.minimum(1, (seconds - local) / 0.02)
        vibrato = 1 + 0.003 * np.sin(2 * np.pi * 5 * local) * (decay > 1)
        for harmonic in range(1, 9):
            if frequency * harmonic < 7500:
                out[a:b] += level * brightness ** (harmonic - 1) * envelope * np.sin(2 * np.pi * frequency * harmonic * local * vibrato + rng.random() * 6)

    step = 0
    while step * beat < count / 16_000:
        at = step * beat
        if step % 4 == 0:
            degree = rng.integers(0, 7)
            for third in range(3):
                tone(root * 2 ** (scale[(degree + 2 * third) % 7] / 12 + (degree + 2 * third) // 7), at, 4 * beat, 0.5)
        if rng.random() < 0.7:
            tone(root * 4 * 2 ** (scale[rng.integers(0, 7)] / 12), at, beat * rng.choice([0.5, 1, 2]), 0.5)
        step += 1
    if rng.random() < 0.7:
        for k in range(int(count / 16_000 / beat * 2) + 1):
            a = int(k * beat / 2 * 16_000)
            b = min(count, a + 2400)
            if a < b and rng.random() < 0.8:
                local = np.arange(b - a) / 16_000
                if k % 4 == 0:
                    out[a:b] += 2 * np.sin(2 * np.pi * 60 * local * (1 + 0.5 * np.exp(-local * 40))) * np.exp(-local * 25)
                else:
                    out[a:b] += rng.standard_normal(b - a) * np.exp(-local * rng.uniform(20, 80)) * 0.7
    return out


def mix(samples, other, decibels):
    """`other` under the sound, so many dB below it."""
    power = (samples**2).mean() / ((other**2).mean() + 1e-12)
    return samples + other * np.sqrt(power / 10 ** (decibels / 10))


def room(samples, rng):
    length = int(16_000 * rng.uniform(0.1, 0.5))
    response = rng.standard_normal(length) * np.exp(-np.arange(length) / (length / rng.uniform(4, 8)))
    response[0] = rng.uniform(5, 14)
    return scipy.signal.fftconvolve(samples, response)[: len(samples)]


def telephone(samples, rng):
    band = scipy.signal.butter(4, [rng.uniform(150, 350), rng.uniform(3000, 3800)], "band", fs=16_000, output="sos")
    return np.tanh(scipy.signal.sosfilt(band, samples) * rng.uniform(1, 6) / (np.abs(samples).max() + 1e-9))


def spoil(samples, rng):
    """One random way in which people's recordings differ."""
    samples = tilt(samples, rng)
    if rng.random() < 0.3:
        samples = room(samples, rng)
    if rng.random() < 0.12:
        samples = telephone(samples, rng)
    kind = rng.random()
    if kind < 0.35:
        samples = mix(samples, coloured_noise(len(samples), rng), rng.uniform(5, 40))
    elif kind < 0.5:
        samples = mix(samples, babble(len(samples), rng), rng.uniform(8, 30))
    elif kind < 0.65:
        samples = mix(samples, music(len(samples), rng), rng.uniform(5, 30))
    return samples.astype("f4")
