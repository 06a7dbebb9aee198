import { LIPS_SIZE, type Lips } from './lips';

/** How long one source frame lends its mouth. */
export type Freezes = {
  /** Share of the painted frames whose donor is that of the frame before. */
  readonly stays: number;
  /** The longest run of frames with one donor while the mouth that is wanted moves. */
  readonly longest: number;
};

/** Lips that move by less than this on average from frame to frame (eye distances) rest. */
const MOVES = 0.004;

/** Freezes of a choice of donors; `wanted`: the mouth that is asked for; `keep`: 1 where nothing is painted. */
export function freezes(donor: Int32Array, keep: Uint8Array, wanted: Lips): Freezes {
  let [stays, painted, run, longest] = [0, 0, 1, 1];
  for (let i = 1; i < donor.length; i++) {
    if (keep[i] || keep[i - 1]) {
      run = 1;
      continue;
    }
    painted++;
    const stayed = donor[i] === donor[i - 1];
    if (stayed) stays++;
    run = stayed && moves(wanted, i) ? run + 1 : 1;
    longest = Math.max(longest, run);
  }
  return { stays: stays / Math.max(1, painted), longest };
}

/** Whether the lips move between frame `i` and the one before. */
function moves({ points, present }: Lips, i: number): boolean {
  if (!present[i] || !present[i - 1]) return false;
  let sum = 0;
  for (let k = i * LIPS_SIZE; k < (i + 1) * LIPS_SIZE; k += 2) {
    const x = (points[k] as number) - (points[k - LIPS_SIZE] as number);
    sum += Math.hypot(x, (points[k + 1] as number) - (points[k + 1 - LIPS_SIZE] as number));
  }
  return (2 * sum) / LIPS_SIZE > MOVES;
}
