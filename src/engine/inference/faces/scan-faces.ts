import { mostMoving } from '../../face/people/choose-person';
import { mouthMotion } from '../../face/people/mouth-motion';
import type { Picture } from '../../picture/picture';
import { SIDE_VIEW } from '../../painters/shared/kept';
import type { StopSignal } from '../../core/progress';
import { runsOf, stretchesOf } from '../../face/scan/findings';
import { hardlyOpens } from '../../face/scan/mouth-range';
import { gatherPeople, type Sample, type SeenFace, type Sightings } from '../../face/scan/people';
import type { Fault, ScannedPerson, VideoScan } from '../../face/scan/scan';
import { brightness, isShotChange } from '../../face/scan/shot-change';
import type { TimeRange } from '../../core/time-range';
import { coveredFrames } from '../../face/track/choice/covered';
import { cutWindow } from '../../face/track/cut-window';
import { LOOK_BYTES } from '../../face/track/choice/face-look';
import { faceExtent, squareAround } from '../../face/track/face-window';
import { MESH_POINTS, type FacesDetector } from './face-landmarker';
import { findFaces, type Search, type Upright } from './find-faces';
import { measureMesh } from './measure-mesh';

export type ScanInput = Upright & {
  /** Times of the samples, seconds, and the stretch of time that they stand for. */
  readonly times: readonly number[];
  readonly step: number;
  readonly span: TimeRange;
  /** The sampled frames, in order; a picture is done with when the next is asked for. */
  readonly pictures: AsyncIterable<{ readonly picture: Picture }>;
  /** Pose points of the reference face. */
  readonly reference: ArrayLike<number>;
};

/** Where faces are known, others beside them are only looked for every so many samples, and small ones more seldom. */
const CLOSE_EVERY = 8;
const DEEP_EVERY = 24;
/** Edge of the thumbnails, which show this much of a face's size around it. */
const THUMBNAIL_PIXELS = 112;
const SURROUNDINGS = 1.35;
/** Pictures of the strip, and their edge. */
const STRIP = 16;
const STRIP_PIXELS = 96;

type Face = SeenFace & {
  readonly yaw: number;
  readonly opening: number;
  readonly look: Uint8Array;
  readonly portrait: ImageData;
};

/** Looks through sampled frames for people and for what could keep their mouths from being painted. */
export async function scanFaces(
  input: ScanInput,
  detector: FacesDetector,
  signal: StopSignal,
): Promise<VideoScan> {
  const samples: Sample<Face>[] = [];
  const strip: Promise<Uint8Array<ArrayBuffer>>[] = [];
  let before: Float64Array | null = null;
  for await (const { picture } of input.pictures) {
    signal.throwIfAborted();
    if (samples.length >= (strip.length * input.times.length) / STRIP)
      strip.push(toJpeg(smallPicture(picture, input)));
    const light = brightness(picture);
    const cut = before !== null && isShotChange(before, light);
    before = light;
    const last = cut ? [] : (samples.at(-1)?.faces ?? []);
    const expected = last.map(({ x, y, size }) => ({ cx: x, cy: y, size }));
    const meshes = findFaces(
      picture,
      input,
      detector,
      howClosely(samples.length, cut, last.length),
      expected,
    );
    const faces = meshes.map((mesh) => describeFace(picture, mesh, input));
    samples.push({ time: input.times[samples.length] as number, cut, faces });
  }
  return { ...(await summary(samples, input)), strip: await Promise.all(strip) };
}

function howClosely(sample: number, cut: boolean, known: number): Search {
  if (cut || sample % DEEP_EVERY === 0) return 'deep';
  return known === 0 || sample % CLOSE_EVERY === 0 ? 'close' : 'glance';
}

async function summary(
  samples: readonly Sample<Face>[],
  { step, span }: ScanInput,
): Promise<Omit<VideoScan, 'strip'>> {
  const stretches = stretchesOf(
    samples.map(({ time }) => time),
    span,
  );
  const sightings = gatherPeople(samples, stretches);
  const motions = sightings.map((seen) => motionOf(seen, samples));
  const crowd = samples.map((_, i) => (sightings.filter((seen) => seen[i]).length > 1 ? 'several' : null));
  return {
    ...{ step, span },
    speaker: mostMoving(motions) ?? 0,
    people: await Promise.all(sightings.map((seen) => describePerson(seen, samples, stretches))),
    cuts: samples.flatMap(({ cut }, i) => (cut ? [(stretches[i] as TimeRange).from] : [])),
    several: runsOf(crowd, stretches).map(({ from, to }) => ({ from, to })),
  };
}

function motionOf(seen: Sightings<Face>, samples: readonly Sample<Face>[]): number {
  const frames = seen.flatMap((face, i) => (face ? [i] : []));
  const openings = seen.flatMap((face) => (face ? [face.opening] : []));
  return mouthMotion(
    { frames, openings },
    samples.map(({ time }) => time),
  );
}

async function describePerson(
  seen: Sightings<Face>,
  samples: readonly Sample<Face>[],
  stretches: readonly TimeRange[],
): Promise<ScannedPerson> {
  const looks = new Uint8Array(seen.length * LOOK_BYTES);
  seen.forEach((face, i) => face && looks.set(face.look, i * LOOK_BYTES));
  const covered = coveredFrames(
    looks,
    Uint8Array.from(seen, (face) => (face ? 1 : 0)),
    0,
  );
  const kinds = seen.map((face, i): Fault['kind'] | null => {
    if (!face) return 'no-face';
    if (Math.abs(face.yaw) > SIDE_VIEW) return 'side';
    return covered[i] ? 'covered' : null;
  });
  const places = seen.flatMap((face, i) =>
    face ? [{ time: (samples[i] as Sample<Face>).time, x: face.x, y: face.y, size: face.size }] : [],
  );
  return {
    thumbnail: await toJpeg(bestPortrait(seen, covered)),
    share: places.length / seen.length,
    choice: { places },
    faults: runsOf(kinds, stretches),
    hardlyOpens: hardlyOpens(seen.flatMap((face, i) => (face && kinds[i] === null ? [face.opening] : []))),
  };
}

/** The largest face that looks into the camera with nothing before it. */
function bestPortrait(seen: Sightings<Face>, covered: Uint8Array): ImageData {
  let best: Face | null = null;
  let most = -Infinity;
  seen.forEach((face, i) => {
    if (!face) return;
    const worth = Math.log(face.size) - 3 * Math.abs(face.yaw) - (covered[i] ? 3 : 0);
    if (worth > most) [best, most] = [face, worth];
  });
  if (!best) throw new RangeError('a person who was never seen');
  return (best as Face).portrait;
}

async function toJpeg(image: ImageData): Promise<Uint8Array<ArrayBuffer>> {
  const canvas = new OffscreenCanvas(image.width, image.height);
  canvas.getContext('2d')?.putImageData(image, 0, 0);
  const file = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.85 });
  return new Uint8Array(await file.arrayBuffer());
}

/** The middle of a picture, or of a tall one what is a little above it, where heads are. */
function smallPicture(picture: Picture, { rotation }: ScanInput): ImageData {
  const { width, height } = picture;
  const [across, down] = rotation % 180 === 0 ? [width, height] : [height, width];
  const size = Math.min(across, down);
  const small = new ImageData(STRIP_PIXELS, STRIP_PIXELS);
  const square = squareAround(across / 2, size / 2 + (down - size) / 3, size);
  cutWindow(picture, rotation, square, STRIP_PIXELS, small.data);
  return small;
}

function describeFace(picture: Picture, mesh: Float32Array, { rotation, reference }: ScanInput): Face {
  const { cx, cy, size } = faceExtent(mesh, MESH_POINTS);
  const portrait = new ImageData(THUMBNAIL_PIXELS, THUMBNAIL_PIXELS);
  cutWindow(picture, rotation, squareAround(cx, cy, SURROUNDINGS * size), THUMBNAIL_PIXELS, portrait.data);
  return { x: cx, y: cy, size, portrait, ...measureMesh(picture, rotation, mesh, reference) };
}
