import { DonorCosts, type DonorQuery } from './donor-costs';

/** Best candidates kept for each output frame. */
const BEAM = 40;
/** Their neighbours come along, up to so many in all: neighbours of neighbours would add up. */
const WIDEST = 2 * BEAM;

/** What one output frame may borrow: positions among the candidates, and what the best way to each costs. */
type Beam = {
  readonly candidate: Int32Array;
  readonly cost: Float64Array;
  /** Where in the beam before that way comes from. */
  readonly from: Uint8Array;
  /** For how many frames that way has been on this candidate. */
  readonly held: Uint8Array;
};

/**
 * For every output frame the source frame whose mouth it borrows: mouths alike and heads alike, in runs as long
 * as possible, since a run of real footage moves like one (teeth, tongue and light stay consistent). Viterbi
 * over the best `BEAM` candidates of each frame and the neighbours of the frame before.
 */
export function chooseDonors(query: DonorQuery): Int32Array {
  const costs = new DonorCosts(query);
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

function step(costs: DonorCosts, frame: number, before: Beam | undefined): Beam {
  costs.prepare(frame);
  const chosen = new Set(costs.best(BEAM));
  if (before)
    for (const candidate of before.candidate)
      for (const near of costs.neighbours(candidate)) chosen.add(near);
  const candidate = Int32Array.from(chosen);
  const cost = new Float64Array(candidate.length);
  const from = new Uint8Array(candidate.length);
  const held = new Uint8Array(candidate.length).fill(1);
  const resting = before !== undefined && costs.rests(frame);
  for (let i = 0; i < candidate.length; i++) {
    const own = costs.unary[candidate[i] as number] as number;
    let least = Infinity;
    if (!before) least = 0;
    else {
      for (let j = 0; j < before.candidate.length; j++) {
        const so = before.cost[j] as number;
        const limit = least - so;
        if (limit <= 0) continue;
        const stayed = before.held[j] as number;
        const way = costs.transition(
          before.candidate[j] as number,
          candidate[i] as number,
          stayed,
          resting,
          limit,
        );
        const total = so + way;
        if (way < limit && total < least) {
          least = total;
          from[i] = j;
        }
      }
    }
    cost[i] = own + least;
    const last = from[i] as number;
    if (before && before.candidate[last] === candidate[i] && !resting)
      held[i] = Math.min(255, (before.held[last] as number) + 1);
  }
  return prune({ candidate, cost, from, held });
}

function prune({ candidate, cost, from, held }: Beam): Beam {
  if (candidate.length <= WIDEST) return { candidate, cost, from, held };
  const order = [...cost.keys()].sort((a, b) => (cost[a] as number) - (cost[b] as number)).slice(0, WIDEST);
  return {
    candidate: Int32Array.from(order, (i) => candidate[i] as number),
    cost: Float64Array.from(order, (i) => cost[i] as number),
    from: Uint8Array.from(order, (i) => from[i] as number),
    held: Uint8Array.from(order, (i) => held[i] as number),
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
