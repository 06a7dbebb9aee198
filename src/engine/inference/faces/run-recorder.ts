import type { FaceRun } from '../../face/people/face-run';
import { APPEARANCE_SIZE } from '../../face/people/likeness';
import { FRAME_SIZE } from '../../face/track/face-frames';
import { LOOK_BYTES } from '../../face/track/choice/face-look';
import { TRACKED } from '../../face/track/landmarks';
import { writeSteps } from '../../face/track/steps';
import type { MeasuredFace } from './measure-mesh';

/** What is seen of a face in one frame. `mesh`: [468, 3] in upright pixels. */
export type Seen = MeasuredFace & { readonly mesh: Float32Array };

/** Frames that there is room for at first. */
const ROOM = 64;

/** Writes a run down, frame by frame. */
export class RunRecorder {
  readonly from: number;
  readonly #step: number;
  #values = new Int16Array(ROOM * FRAME_SIZE);
  #looks = new Uint8Array(ROOM * LOOK_BYTES);
  #openings = new Float32Array(ROOM);
  #length = 0;
  readonly #appearance = new Float64Array(APPEARANCE_SIZE);
  #measures = 0;

  constructor(from: number, step: number) {
    this.from = from;
    this.#step = step;
  }

  add({ mesh, look, opening, appearance }: Seen): void {
    const at = this.#length;
    if (at === this.#openings.length) this.#grow();
    const points = new Float32Array(FRAME_SIZE);
    TRACKED.forEach((landmark, i) => points.set(mesh.subarray(3 * landmark, 3 * landmark + 3), 3 * i));
    writeSteps({ step: this.#step, values: this.#values }, at * FRAME_SIZE, points);
    this.#looks.set(look, at * LOOK_BYTES);
    this.#openings[at] = opening;
    this.#length++;
    if (!appearance) return;
    this.#measures++;
    for (let i = 0; i < APPEARANCE_SIZE; i++)
      this.#appearance[i] = (this.#appearance[i] as number) + (appearance[i] as number);
  }

  get run(): FaceRun {
    const count = Math.max(1, this.#measures);
    return {
      from: this.from,
      values: this.#values.slice(0, this.#length * FRAME_SIZE),
      looks: this.#looks.slice(0, this.#length * LOOK_BYTES),
      openings: this.#openings.slice(0, this.#length),
      appearance: Float32Array.from(this.#appearance, (sum) => sum / count),
      measures: this.#measures,
    };
  }

  #grow(): void {
    const twice = <T extends Int16Array | Uint8Array | Float32Array>(array: T, larger: T): T => {
      larger.set(array);
      return larger;
    };
    this.#values = twice(this.#values, new Int16Array(2 * this.#values.length));
    this.#looks = twice(this.#looks, new Uint8Array(2 * this.#looks.length));
    this.#openings = twice(this.#openings, new Float32Array(2 * this.#openings.length));
  }
}
