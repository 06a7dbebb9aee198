import type { MouthModel } from '../../../face/mouth-model';
import { LOWER_MIDDLE, UPPER_MIDDLE } from '../../../face/track/mouth/mouth-shape';
import { turnOf, type Similarity } from '../../../math/similarity';
import { lipMetric, mouthFeatures, openingPerUnit } from './donor-features';
import type { Person } from '../speaker/person';

/** A head turned by this much (radians) against the frame it shall fit costs 1. */
const TURN_SCALE = 0.12;
/** What it costs that the lips are in another place than wanted (the square of `mouthFeatures`) and move otherwise. */
const SHAPE = 2;
const MOVEMENT = 2;
/** Cost of leaving a run of consecutive source frames, of running on at double speed, and of running backwards. */
const JUMP = 1;
const SKIP = 0.15;
const BACK = 0.3;
/** Staying on a frame costs so much … */
const STAY = 0.6;
/** … and is out of the question on the frame after these, unless the mouth that is wanted rests too. */
const MOST_STAYED = 3;
const FROZEN = 1e6;
/** A mouth that moves by less than this (the square of `mouthFeatures`) rests. */
const RESTS = 0.06;
/** A jump costs more the less the mouths before and after it are alike, up to this. */
const MOST_MISMATCH = 8;
/** An opening that is off by this (eye distances) costs 1 more … */
const OPENING_SCALE = 0.02;
/** … times this where the donor's is too small: closed lips cannot be pulled open, for there are no teeth behind them. */
const TOO_CLOSED = 1.5;
/** Lips that are to part by less than this shall touch: an open mouth that is squeezed shut keeps a line of teeth. */
const TOUCHING = 0.03;
const TOO_OPEN = 1;

export type DonorQuery = {
  readonly model: MouthModel;
  readonly person: Person;
  readonly poses: readonly (Similarity | null)[];
  /** Source frames that may be borrowed from, ascending. */
  readonly candidates: Int32Array;
  /** Base frame of each output frame. */
  readonly base: Int32Array;
  /** 1 where nothing is painted. */
  readonly keep: Uint8Array;
  /** [frames, components]: what is wanted. */
  readonly wanted: Float32Array;
};

/** What it costs to borrow the mouth of a source frame for an output frame, and of one after another. */
export class DonorCosts {
  /** How badly each candidate suits the frame that was prepared last. */
  readonly unary: Float64Array;
  readonly #query: DonorQuery;
  /** `mouthFeatures` of the candidates and of what is wanted. */
  readonly #seen: Float32Array;
  readonly #wanted: Float32Array;
  readonly #seenOpenings: Float64Array;
  readonly #wantedOpenings: Float64Array;
  readonly #turns: Float64Array;
  readonly #size: number;

  constructor(query: DonorQuery) {
    const { model, person, candidates, wanted, poses } = query;
    const { components } = model;
    this.#query = query;
    this.#size = components;
    this.unary = new Float64Array(candidates.length);
    const coefficients = new Float32Array(candidates.length * components);
    candidates.forEach((frame, c) =>
      coefficients.set(
        person.coefficients.subarray(frame * components, (frame + 1) * components),
        c * components,
      ),
    );
    const metric = lipMetric(model);
    const isNext = (c: number) => (candidates[c] as number) === (candidates[c - 1] as number) + 1;
    this.#seen = mouthFeatures(coefficients, components, metric, isNext);
    this.#wanted = mouthFeatures(wanted, components, metric, () => true);
    this.#seenOpenings = openings(model, person, coefficients);
    this.#wantedOpenings = openings(model, person, wanted);
    this.#turns = turnsOf(candidates, poses);
  }

  /** Computes `unary` for output frame `frame`. */
  prepare(frame: number): void {
    const { base, poses, candidates } = this.#query;
    const pose = poses[base[frame] as number];
    const turn = pose ? turnOf(pose) : null;
    const size = this.#size;
    const own = 2 * frame * size;
    const opening = this.#wantedOpenings[frame] as number;
    const touching = opening < TOUCHING;
    for (let c = 0; c < candidates.length; c++) {
      const at = 2 * c * size;
      let [place, movement] = [0, 0];
      for (let k = 0; k < size; k++) {
        const off = (this.#wanted[own + k] as number) - (this.#seen[at + k] as number);
        place += off * off;
        const otherwise = (this.#wanted[own + size + k] as number) - (this.#seen[at + size + k] as number);
        movement += otherwise * otherwise;
      }
      let cost = SHAPE * place + MOVEMENT * movement;
      const lacking = (opening - (this.#seenOpenings[c] as number)) / OPENING_SCALE;
      if (lacking > 0) cost += TOO_CLOSED * lacking * lacking;
      else if (touching) cost += TOO_OPEN * lacking * lacking;
      if (turn) {
        for (let axis = 0; axis < 3; axis++) {
          const difference = (turn[axis] as number) - (this.#turns[3 * c + axis] as number);
          cost += (difference / TURN_SCALE) ** 2;
        }
      }
      this.unary[c] = cost;
    }
  }

  /** The `count` candidates of least cost, best first; of equal ones the earlier. */
  best(count: number): number[] {
    const { unary } = this;
    const order: number[] = [];
    let worst = Infinity;
    for (let c = 0; c < unary.length; c++) {
      const cost = unary[c] as number;
      if (order.length === count && cost >= worst) continue;
      let at = order.length < count ? order.length : count - 1;
      for (; at > 0 && (unary[order[at - 1] as number] as number) > cost; at--)
        order[at] = order[at - 1] as number;
      order[at] = c;
      worst = unary[order[order.length - 1] as number] as number;
    }
    return order;
  }

  /** The candidate itself and those that follow it in the footage, at either speed, or come before it. */
  neighbours(candidate: number): number[] {
    const { candidates } = this.#query;
    return [candidate - 1, candidate, candidate + 1, candidate + 2].filter(
      (near) =>
        near >= 0 &&
        near < candidates.length &&
        Math.abs((candidates[near] as number) - (candidates[candidate] as number)) <= 2,
    );
  }

  /** Whether what is wanted in an output frame has the same shape as in the one before, near enough. */
  rests(frame: number): boolean {
    const size = this.#size;
    let moved = 0;
    for (let k = 0; k < size; k++) {
      const by =
        (this.#wanted[2 * frame * size + k] as number) - (this.#wanted[2 * (frame - 1) * size + k] as number);
      moved += by * by;
    }
    return moved < RESTS;
  }

  /**
   * Cost of following on a candidate, which has been shown for `held` frames in a row, with another; where it is not
   * below `limit`, any number that is not either.
   */
  transition(from: number, to: number, held: number, resting: boolean, limit: number): number {
    const { candidates } = this.#query;
    const step = (candidates[to] as number) - (candidates[from] as number);
    if (step === 1) return 0;
    if (step === 0) return held >= MOST_STAYED && !resting ? FROZEN : STAY;
    if (step === 2) return SKIP;
    if (step === -1) return BACK;
    // Most jumps lose already here, and the rest is what planning spends its time on.
    if (JUMP >= limit) return JUMP;
    // What would have come next, against what comes instead.
    const next =
      from + 1 < candidates.length && (candidates[from + 1] as number) === (candidates[from] as number) + 1
        ? from + 1
        : from;
    const size = this.#size;
    let mismatch = 0;
    for (let k = 0; k < size; k++) {
      const off = (this.#seen[2 * next * size + k] as number) - (this.#seen[2 * to * size + k] as number);
      mismatch += off * off;
    }
    return JUMP + Math.min(MOST_MISMATCH, mismatch);
  }
}

/** Lip openings that rows of coefficients stand for, eye distances. */
function openings(model: MouthModel, { neutral }: Person, coefficients: Float32Array): Float64Array {
  const per = openingPerUnit(model);
  const at = (point: number) => (neutral[3 * point + 1] as number) + (model.mean[3 * point + 1] as number);
  const rest = at(LOWER_MIDDLE) - at(UPPER_MIDDLE);
  return Float64Array.from({ length: coefficients.length / per.length }, (_, row) => {
    let opening = rest;
    for (let k = 0; k < per.length; k++)
      opening += (per[k] as number) * (coefficients[row * per.length + k] as number);
    return opening;
  });
}

function turnsOf(candidates: Int32Array, poses: readonly (Similarity | null)[]): Float64Array {
  const turns = new Float64Array(candidates.length * 3);
  candidates.forEach((frame, c) => {
    const pose = poses[frame];
    if (pose) turns.set(turnOf(pose), 3 * c);
  });
  return turns;
}
