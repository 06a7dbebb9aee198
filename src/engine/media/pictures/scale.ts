import { createPicture, planes, type Picture, type Plane } from '../../picture/picture';

/** Lobes of the kernel: three keep edges crisp with hardly any ringing. */
const LOBES = 3;
/** Weights are whole numbers that add up to this. */
const ONE = 1 << 14;
/** Bits of a fraction that are kept between the two passes. */
const FRACTION = 6;

type Size = { readonly width: number; readonly height: number };

/**
 * Brings pictures to another size by Lanczos' kernel, stretched to what a sample of a smaller picture covers, so that
 * nothing finer than it can show becomes a pattern. Works on the planes as they are; the result's buffer is used again.
 */
export class PictureScaler {
  readonly #into: Picture;
  readonly #planes: readonly PlaneScaler[];

  constructor(from: Size, to: Size) {
    this.#into = createPicture(to.width, to.height);
    const half = ({ width, height }: Size) => ({
      width: Math.ceil(width / 2),
      height: Math.ceil(height / 2),
    });
    const chroma = new PlaneScaler(half(from), half(to));
    this.#planes = [new PlaneScaler(from, to), chroma, chroma];
  }

  scale(picture: Picture): Picture {
    const into = planes(this.#into);
    planes(picture).forEach((plane, index) => this.#planes[index]?.scale(plane, into[index] as Plane));
    return this.#into;
  }
}

/** For each of some samples, the `count` neighbours it is made of: where they begin, and their weights [n, count]. */
type Taps = { readonly first: Int32Array; readonly weights: Int32Array; readonly count: number };

/** The neighbours of each of `to` samples among `from`; beyond the edge the last one counts again. */
function lanczosTaps(from: number, to: number): Taps {
  const step = from / to;
  const stretch = Math.max(1, step);
  const radius = LOBES * stretch;
  const count = Math.min(from, Math.ceil(2 * radius) + 1);
  const first = new Int32Array(to);
  const weights = new Int32Array(to * count);
  for (let i = 0; i < to; i++) {
    const centre = (i + 0.5) * step - 0.5;
    const start = Math.min(Math.max(Math.ceil(centre - radius), 0), from - count);
    const exact = new Float64Array(count);
    for (let at = Math.ceil(centre - radius); at <= centre + radius; at++) {
      const place = Math.min(Math.max(at, 0), from - 1) - start;
      exact[place] = (exact[place] as number) + lanczos((at - centre) / stretch);
    }
    first[i] = start;
    weights.set(wholeWeights(exact), i * count);
  }
  return { first, weights, count };
}

function lanczos(x: number): number {
  if (x === 0) return 1;
  if (Math.abs(x) >= LOBES) return 0;
  const turn = Math.PI * x;
  return (LOBES * Math.sin(turn) * Math.sin(turn / LOBES)) / (turn * turn);
}

/** Weights as whole numbers that add up to `ONE`: what rounding leaves goes to the largest. */
function wholeWeights(exact: Float64Array): Int32Array {
  const sum = exact.reduce((total, value) => total + value, 0);
  const whole = Int32Array.from(exact, (value) => Math.round((value / sum) * ONE));
  const largest = whole.indexOf(Math.max(...whole));
  whole[largest] = (whole[largest] as number) + ONE - whole.reduce((total, value) => total + value, 0);
  return whole;
}

class PlaneScaler {
  readonly #down: Taps;
  readonly #across: Taps;
  readonly #line: Int32Array;

  constructor(from: Size, to: Size) {
    this.#down = lanczosTaps(from.height, to.height);
    this.#across = lanczosTaps(from.width, to.width);
    this.#line = new Int32Array(from.width);
  }

  scale(from: Plane, into: Plane): void {
    for (let row = 0; row < into.height; row++) {
      this.#gather(from, row);
      this.#spread(into.data, row * into.width, into.width);
    }
  }

  /** One line of the new picture at the old one's width, with some bits of fraction. */
  #gather({ data, width }: Plane, row: number): void {
    const { first, weights, count } = this.#down;
    const line = this.#line.fill(1 << (13 - FRACTION));
    const top = (first[row] as number) * width;
    // Two rows at a time: what costs is reading and writing the line.
    for (let k = 0; k < count; k += 2) {
      const one = weights[row * count + k] as number;
      const two = k + 1 < count ? (weights[row * count + k + 1] as number) : 0;
      const at = top + k * width;
      const below = two === 0 ? at : at + width;
      for (let x = 0; x < width; x++)
        line[x] = (line[x] as number) + one * (data[at + x] as number) + two * (data[below + x] as number);
    }
    for (let x = 0; x < width; x++) line[x] = (line[x] as number) >> (14 - FRACTION);
  }

  #spread(into: Uint8Array, at: number, width: number): void {
    const { first, weights, count } = this.#across;
    const line = this.#line;
    for (let x = 0; x < width; x++) {
      const start = first[x] as number;
      let sum = 1 << (13 + FRACTION);
      for (let k = 0; k < count; k++) sum += (weights[x * count + k] as number) * (line[start + k] as number);
      const value = sum >> (14 + FRACTION);
      into[at + x] = value < 0 ? 0 : value > 255 ? 255 : value;
    }
  }
}
