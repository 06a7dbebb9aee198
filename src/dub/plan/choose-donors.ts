import { openSign, type MouthModel } from '../speech/mouth-model';
import type { Similarity } from '../track/similarity';
import { LIP_POINTS } from '../track/mouth-shape';
import type { Person } from './person';

/** A lip that is off by this much on average (eye distances) costs 1. */
const SHAPE_SCALE = 0.016;
/** A head turned by this much (radians) against the frame it shall fit costs 1. */
const TURN_SCALE = 0.12;
/** Cost of leaving a run of consecutive source frames, of staying on a frame and of running backwards. */
const JUMP = 0.5;
const STAY = 0.08;
const BACK = 0.12;
/** A jump costs more the less the mouths before and after it are alike, up to this. */
const MOST_MISMATCH = 3;
/** Closed lips cannot be pulled open (there are no teeth behind them), open ones can be closed: factor on the former. */
const TOO_CLOSED = 4;
/** Best candidates kept for each output frame. */
const BEAM = 40;
/** Their neighbours come along, up to so many in all: neighbours of neighbours would add up. */
const WIDEST = 2 * BEAM;

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

/** What one output frame may borrow: positions among the candidates, and what the best way to each costs. */
type Beam = {
  readonly candidate: Int32Array;
  readonly cost: Float64Array;
  /** Where in the beam before that way comes from. */
  readonly from: Uint8Array;
};

/**
 * For every output frame the source frame whose mouth it borrows: mouths alike and heads alike, in runs as long
 * as possible, since a run of real footage moves like one (teeth, tongue and light stay consistent). Viterbi
 * over the best `BEAM` candidates of each frame and the neighbours of the frame before.
 */
export function chooseDonors(query: DonorQuery): Int32Array {
  const costs = new CandidateCosts(query);
  const frames = query.base.length;
  const traces = new Traces(frames);
  let beam: Beam | undefined;
  for (let frame = 0; frame < frames; frame++) {
    beam =
      query.keep[frame] && beam
        ? { ...beam, from: identity(beam.candidate.length) }
        : step(costs, frame, beam);
    traces.keep(frame, beam);
  }
  return beam ? traces.back(beam.cost, query.candidates) : new Int32Array(0);
}

const identity = (count: number) => Uint8Array.from({ length: count }, (_, i) => i);

function step(costs: CandidateCosts, frame: number, before: Beam | undefined): Beam {
  costs.prepare(frame);
  const chosen = new Set(costs.best(BEAM));
  if (before)
    for (const candidate of before.candidate)
      for (const near of costs.neighbours(candidate)) chosen.add(near);
  const candidate = Int32Array.from(chosen);
  const cost = new Float64Array(candidate.length);
  const from = new Uint8Array(candidate.length);
  for (let i = 0; i < candidate.length; i++) {
    const own = costs.unary[candidate[i] as number] as number;
    let least = Infinity;
    if (!before) least = 0;
    else {
      for (let j = 0; j < before.candidate.length; j++) {
        const so = before.cost[j] as number;
        const limit = least - so;
        if (limit <= 0) continue;
        const way = costs.transition(before.candidate[j] as number, candidate[i] as number, limit);
        const total = so + way;
        if (way < limit && total < least) {
          least = total;
          from[i] = j;
        }
      }
    }
    cost[i] = own + least;
  }
  return prune({ candidate, cost, from });
}

function prune({ candidate, cost, from }: Beam): Beam {
  if (candidate.length <= WIDEST) return { candidate, cost, from };
  const order = [...cost.keys()].sort((a, b) => (cost[a] as number) - (cost[b] as number)).slice(0, WIDEST);
  return {
    candidate: Int32Array.from(order, (i) => candidate[i] as number),
    cost: Float64Array.from(order, (i) => cost[i] as number),
    from: Uint8Array.from(order, (i) => from[i] as number),
  };
}

/** What is kept of the beams to the end, 240 bytes a frame: two hours are 180,000 frames. */
class Traces {
  readonly #frames: number;
  readonly #candidate: Uint16Array;
  readonly #from: Uint8Array;

  constructor(frames: number) {
    this.#frames = frames;
    this.#candidate = new Uint16Array(frames * WIDEST);
    this.#from = new Uint8Array(frames * WIDEST);
  }

  keep(frame: number, { candidate, from }: Beam): void {
    this.#candidate.set(candidate, frame * WIDEST);
    this.#from.set(from, frame * WIDEST);
  }

  /** The way that ends with the least of the `last` costs: a source frame for every output frame. */
  back(last: Float64Array, candidates: Int32Array): Int32Array {
    const path = new Int32Array(this.#frames);
    let at = last.indexOf(Math.min(...last));
    for (let frame = this.#frames - 1; frame >= 0; frame--) {
      const place = frame * WIDEST + at;
      path[frame] = candidates[this.#candidate[place] as number] as number;
      at = this.#from[place] as number;
    }
    return path;
  }
}

class CandidateCosts {
  readonly unary: Float64Array;
  #query: DonorQuery;
  #weights: Float64Array;
  #turns: Float64Array;
  /** Sign of the first component that means "more open". */
  #openSign: number;

  constructor(query: DonorQuery) {
    this.#query = query;
    this.#weights = lipWeights(query.model);
    this.unary = new Float64Array(query.candidates.length);
    this.#turns = turnsOf(query.candidates, query.poses);
    this.#openSign = openSign(query.model);
  }

  /** Computes `unary`: how badly each candidate suits output frame `frame`. */
  prepare(frame: number): void {
    const { base, poses, wanted, model, candidates, person } = this.#query;
    const k = model.components;
    const pose = poses[base[frame] as number];
    const turn = pose ? turnOf(pose) : null;
    for (let c = 0; c < candidates.length; c++) {
      const at = (candidates[c] as number) * k;
      let cost = this.#distance(wanted, frame * k, person.coefficients, at);
      const lacking = this.#openSign * ((wanted[frame * k] as number) - (person.coefficients[at] as number));
      if (lacking > 0) cost += (TOO_CLOSED - 1) * (this.#weights[0] as number) * lacking * lacking;
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

  neighbours(candidate: number): number[] {
    const { candidates } = this.#query;
    return [candidate - 1, candidate, candidate + 1].filter(
      (near) =>
        near >= 0 &&
        near < candidates.length &&
        Math.abs((candidates[near] as number) - (candidates[candidate] as number)) <= 1,
    );
  }

  /** Cost of following on a candidate with another; where it is not below `limit`, any number that is not either. */
  transition(from: number, to: number, limit: number): number {
    const { candidates, person, model } = this.#query;
    const step = (candidates[to] as number) - (candidates[from] as number);
    if (step === 1) return 0;
    if (step === 0) return STAY;
    if (step === -1) return BACK;
    // Most jumps lose already here, and the rest is what planning spends its time on.
    if (JUMP >= limit) return JUMP;
    // What would have come next, against what comes instead.
    const next = this.neighbours(from).at(-1) ?? from;
    const k = model.components;
    const mismatch = this.#distance(
      person.coefficients,
      (candidates[next] as number) * k,
      person.coefficients,
      (candidates[to] as number) * k,
    );
    return JUMP + Math.min(MOST_MISMATCH, mismatch);
  }

  #distance(a: Float32Array, at: number, b: Float32Array, bt: number): number {
    let sum = 0;
    for (let k = 0; k < this.#weights.length; k++) {
      const difference = (a[at + k] as number) - (b[bt + k] as number);
      sum += (this.#weights[k] as number) * difference * difference;
    }
    return sum;
  }
}

/** What a unit of each component moves the lips by: mean squared shift of a lip point over `SHAPE_SCALE`². */
function lipWeights({ components, decode }: MouthModel): Float64Array {
  const row = decode.length / components;
  return Float64Array.from({ length: components }, (_, k) => {
    let sum = 0;
    for (let i = 0; i < LIP_POINTS * 3; i++) if (i % 3 !== 2) sum += (decode[k * row + i] as number) ** 2;
    return sum / LIP_POINTS / SHAPE_SCALE ** 2;
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

/** The head's turn as three small angles: about the picture's axis, sideways, up and down (radians). */
export function turnOf({ rotation }: Similarity): [number, number, number] {
  return [
    Math.atan2(rotation[3], rotation[0]),
    Math.asin(clampUnit(rotation[2])),
    Math.asin(clampUnit(rotation[5])),
  ];
}

function clampUnit(value: number): number {
  return Math.min(1, Math.max(-1, value));
}
