import { foldGains, framesOf, type Planes } from '../planes';

/** Samples over which the likeness of channels is remembered: a tenth of a second or so. */
const MEMORY = 4096;
/** Correlation below which a channel is taken upside down, and above which it is taken as it is again. */
const OPPOSITE = -0.5;
const ALIKE = 0;
/** Samples in which a channel is turned over, so that nothing clicks. */
const TURN = 256;
/** Energies below this are silence. */
const SILENCE = 1e-9;

/** How one channel goes with the sum of those before it. */
type Likeness = { product: number; before: number; own: number; sign: 1 | -1 };

/**
 * One channel to be heard by a model, made of all: their mean, or, of more than two, the mean of what they fold into
 * (`foldGains`). A channel that is another upside down, as from a balanced microphone in a stereo socket, would take that
 * away; it is turned over.
 */
export class MonoMixer {
  #likeness: Likeness[] = [];

  /** The next piece of a sound. */
  mix(planes: Planes): Float32Array<ArrayBuffer> {
    const [first] = planes;
    if (planes.length < 2) return first ?? new Float32Array(0);
    const mono = new Float32Array(framesOf(planes));
    foldGains(planes.length).forEach(([left, right], channel) => {
      const gain = (left + right) / 2;
      if (gain > 0) this.#add(mono, planes[channel] as Float32Array, channel, gain);
    });
    return mono;
  }

  #add(mono: Float32Array, plane: Float32Array, channel: number, gain: number): void {
    const known = this.#likeness[channel];
    const likeness = (this.#likeness[channel] = follow(known, mono, plane));
    const from = (known ?? likeness).sign;
    for (let i = 0; i < mono.length; i++) {
      const share = Math.min(1, i / TURN);
      mono[i]! += gain * (from + share * (likeness.sign - from)) * plane[i]!;
    }
  }
}

function follow(known: Likeness | undefined, before: Float32Array, own: Float32Array): Likeness {
  const keep = Math.exp(-own.length / MEMORY);
  const next: Likeness = {
    product: keep * (known?.product ?? 0),
    before: keep * (known?.before ?? 0),
    own: keep * (known?.own ?? 0),
    sign: known?.sign ?? 1,
  };
  for (let i = 0; i < own.length; i++) {
    next.product += before[i]! * own[i]!;
    next.before += before[i]! ** 2;
    next.own += own[i]! ** 2;
  }
  if (next.before < SILENCE || next.own < SILENCE) return next;
  const correlation = next.product / Math.sqrt(next.before * next.own);
  if (correlation < OPPOSITE) next.sign = -1;
  if (correlation > ALIKE) next.sign = 1;
  return next;
}
