import { likeness } from '../../face/people/likeness';
import type { FaceRun, PeoplePart } from '../../face/people/face-run';
import type { Picture } from '../../picture/picture';
import type { TaskContext } from '../../core/progress';
import { brightness, isShotChange } from '../../face/scan/shot-change';
import { isSameAbove } from '../../face/track/choice/face-look';
import { faceExtent } from '../../face/track/face-window';
import { EYE_CORNERS } from '../../face/track/landmarks';
import { CUT } from '../../face/track/smooth';
import { stepFor } from '../../face/track/steps';
import { FaceFollower } from './face-follower';
import { MESH_POINTS, type FacesDetector, type MeshDetector } from './face-landmarker';
import { findFaces, isSameFace, type Search, type Upright } from './find-faces';
import { measureMesh } from './measure-mesh';
import { RunRecorder, type Seen } from './run-recorder';

export type TrackInput = Upright & {
  /** Presentation time of every frame, seconds. */
  readonly times: Float64Array;
  /** Every frame, in order; a picture is done with when the next is asked for. */
  readonly pictures: AsyncIterable<{ readonly picture: Picture }>;
  /** Pose points of the reference face. */
  readonly reference: ArrayLike<number>;
};

/** What faces are found and followed with. */
export type Trackers = {
  readonly faces: FacesDetector;
  /** One for each face that is followed at a time. */
  readonly follower: (place: number) => Promise<MeshDetector>;
};

/** Faces that are followed at a time. */
const MOST_FACES = 4;
/** While no face is in sight, the picture is searched only every so many frames. */
const SEARCH_EVERY = 3;
/** So often (s) somebody new is looked for beside those who are followed; and small faces, which takes long. */
const GLANCE_EVERY = 0.4;
const DEEP_EVERY = 5;
/** Likeness to the frame before under which a face is another one in the same place. */
const SAME_FACE = 0.45;

/** A face that is followed, and what is known of it so far. */
type Followed = {
  readonly follower: FaceFollower;
  readonly place: number;
  run: RunRecorder;
  seen: Seen;
};

/** Finds and follows all faces of some frames; who is who is not decided here (`joinPeople`). */
export async function trackPeople(
  input: TrackInput,
  trackers: Trackers,
  context: TaskContext,
): Promise<PeoplePart> {
  const crowd = new Crowd(input, trackers);
  let index = 0;
  for await (const { picture } of input.pictures) {
    context.signal.throwIfAborted();
    await crowd.next(picture, index);
    context.report({ step: 'track', done: ++index, total: input.times.length });
  }
  return crowd.finish();
}

class Crowd {
  readonly #input: TrackInput;
  readonly #trackers: Trackers;
  readonly #step: number;
  readonly #cuts: Uint8Array;
  readonly #runs: FaceRun[] = [];
  #followed: Followed[] = [];
  #light: Float64Array | null = null;
  #searched = { glance: -Infinity, deep: -Infinity, frame: -Infinity };

  constructor(input: TrackInput, trackers: Trackers) {
    this.#input = input;
    this.#trackers = trackers;
    this.#step = stepFor(input.width, input.height);
    this.#cuts = new Uint8Array(input.times.length);
  }

  async next(picture: Picture, index: number): Promise<void> {
    const light = brightness(picture);
    const cut = this.#light !== null && isShotChange(this.#light, light);
    this.#light = light;
    if (cut) {
      this.#cuts[index] = 1;
      this.#endAll(this.#followed);
    }
    const lost = this.#follow(picture, index);
    const search = this.#whetherToSearch(index, cut, lost);
    if (search) await this.#search(picture, index, search);
  }

  finish(): PeoplePart {
    this.#endAll(this.#followed);
    const { width, height, times } = this.#input;
    const runs = this.#runs.sort((a, b) => a.from - b.from);
    return { width, height, times, cuts: this.#cuts, step: this.#step, runs };
  }

  /** Goes on with those who are followed; true where one was lost. */
  #follow(picture: Picture, index: number): boolean {
    const before = this.#followed;
    const lost: Followed[] = [];
    for (const each of before) {
      const { follower } = each;
      const isDouble = (other: Followed) =>
        other !== each && !lost.includes(other) && isSameFace(other.follower.extent, follower.extent);
      if (!follower.follow(picture) || before.some(isDouble)) {
        lost.push(each);
        continue;
      }
      const seen = this.#see(picture, follower.mesh);
      if (isAnother(each.seen, seen)) {
        this.#cuts[index] = 1;
        this.#runs.push(each.run.run);
        each.run = new RunRecorder(index, this.#step);
      }
      each.run.add(seen);
      each.seen = seen;
    }
    this.#endAll(lost);
    return lost.length > 0;
  }

  #endAll(ended: readonly Followed[]): void {
    for (const { run } of ended) this.#runs.push(run.run);
    this.#followed = this.#followed.filter((each) => !ended.includes(each));
  }

  #whetherToSearch(index: number, cut: boolean, lost: boolean): Search | null {
    const { times } = this.#input;
    const time = times[index] as number;
    const isDeep = cut || time - this.#searched.deep >= DEEP_EVERY;
    const isNobody = this.#followed.length === 0;
    const isDue = time - this.#searched.glance >= GLANCE_EVERY;
    if (!isDeep && !lost && !isDue && !(isNobody && index - this.#searched.frame >= SEARCH_EVERY))
      return null;
    this.#searched = { glance: time, deep: isDeep ? time : this.#searched.deep, frame: index };
    if (isDeep) return 'deep';
    return isNobody ? 'close' : 'glance';
  }

  /** Begins to follow faces that nobody follows yet, the largest first. */
  async #search(picture: Picture, index: number, search: Search): Promise<void> {
    const found = findFaces(picture, this.#input, this.#trackers.faces, search)
      .map((mesh) => faceExtent(mesh, MESH_POINTS))
      .sort((a, b) => b.size - a.size);
    for (const extent of found) {
      if (this.#followed.length === MOST_FACES) return;
      const isFollowed = this.#followed.some(({ follower }) => isSameFace(follower.extent, extent));
      if (!isFollowed) await this.#begin(picture, index, extent);
    }
  }

  async #begin(picture: Picture, index: number, extent: ReturnType<typeof faceExtent>): Promise<void> {
    const taken = new Set(this.#followed.map((each) => each.place));
    const place = Array.from({ length: MOST_FACES }, (_, i) => i).find((each) => !taken.has(each)) ?? 0;
    const follower = new FaceFollower(this.#input, await this.#trackers.follower(place));
    if (!follower.begin(picture, extent)) return;
    if (this.#followed.some((each) => isSameFace(each.follower.extent, follower.extent))) return;
    const run = new RunRecorder(index, this.#step);
    const seen = this.#see(picture, follower.mesh);
    run.add(seen);
    this.#followed.push({ follower, place, run, seen });
  }

  #see(picture: Picture, mesh: Float32Array): Seen {
    const { rotation, reference } = this.#input;
    return { mesh: mesh.slice(), ...measureMesh(picture, rotation, mesh, reference) };
  }
}

/**
 * True where what is followed has become another face within one frame: a cut puts one in the place of the other. A
 * microphone or a hand that is there all at once changes the lower half alone.
 */
function isAnother(before: Seen, now: Seen): boolean {
  const [left, right] = EYE_CORNERS;
  const apart = (a: Float32Array, at: number, b: Float32Array, bt: number) =>
    Math.hypot(
      (a[3 * at] as number) - (b[3 * bt] as number),
      (a[3 * at + 1] as number) - (b[3 * bt + 1] as number),
    );
  const width = apart(now.mesh, left, now.mesh, right);
  if ([left, right].some((corner) => apart(before.mesh, corner, now.mesh, corner) > CUT * width)) return true;
  return (
    before.appearance !== null &&
    now.appearance !== null &&
    likeness(before.appearance, now.appearance) < SAME_FACE &&
    !isSameAbove(before.look, now.look)
  );
}
