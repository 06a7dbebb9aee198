import type { Rotation } from '../dub/media-info';
import type { Picture } from '../dub/picture';
import { SIDE_VIEW } from '../dub/plan/kept';
import { turnOf } from '../dub/plan/donor-costs';
import type { StopSignal } from '../dub/progress';
import { runsOf, stretchesOf } from '../dub/scan/findings';
import { hardlyOpens } from '../dub/scan/mouth-range';
import { gatherPeople, type Sample, type SeenFace, type Sightings } from '../dub/scan/people';
import type { Fault, ScannedPerson, VideoScan } from '../dub/scan/scan';
import { brightness, isShotChange } from '../dub/scan/shot-change';
import type { TimeRange } from '../dub/time-range';
import { coveredFrames } from '../dub/track/covered';
import { cutWindow } from '../dub/track/cut-window';
import { LOOK_BYTES, faceLook } from '../dub/track/face-look';
import {
  WINDOW_PER_FACE,
  faceExtent,
  squareAround,
  wholePicture,
  type Window,
} from '../dub/track/face-window';
import { EYE_CORNERS, INNER_LIP, POSE } from '../dub/track/landmarks';
import { alignSimilarity } from '../dub/track/similarity';
import { MESH_POINTS, type FacesDetector } from './face-landmarker';
import { closeLooks } from './search-windows';

export type ScanInput = {
  /** Size of the upright picture, pixels. */
  readonly width: number;
  readonly height: number;
  readonly rotation: Rotation;
  /** Times of the samples, seconds, and the stretch of time that they stand for. */
  readonly times: readonly number[];
  readonly step: number;
  readonly span: TimeRange;
  /** The sampled frames, in order; a picture is done with when the next is asked for. */
  readonly pictures: AsyncIterable<{ readonly picture: Picture }>;
  /** Pose points of the reference face. */
  readonly reference: ArrayLike<number>;
};

/** The whole picture is shown to the detector at this size, so that a face in it is still large enough to measure. */
const WHOLE_PIXELS = 512;
const CLOSE_PIXELS = 256;
/** Where faces are known, small ones beside them are only looked for every so many samples. */
const SEARCH_EVERY = 8;
/** Edge of the squares in which faces are compared, and of the thumbnails. */
const SHADE_PIXELS = 20;
const THUMBNAIL_PIXELS = 112;
/** Thumbnails and shades show this much of a face's size around it. */
const SURROUNDINGS = 1.35;

type Face = SeenFace & {
  readonly yaw: number;
  /** Gap between the inner lips, in distances of the outer eye corners. */
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
  let before: Float64Array | null = null;
  for await (const { picture } of input.pictures) {
    signal.throwIfAborted();
    const light = brightness(picture);
    const cut = before !== null && isShotChange(before, light);
    before = light;
    const everywhere = cut || samples.length % SEARCH_EVERY === 0;
    const last = cut ? [] : (samples.at(-1)?.faces ?? []);
    const faces = findFaces(picture, input, detector, last, everywhere);
    samples.push({ time: input.times[samples.length] as number, cut, faces });
  }
  return summary(samples, input);
}

async function summary(samples: readonly Sample<Face>[], { step, span }: ScanInput): Promise<VideoScan> {
  const stretches = stretchesOf(
    samples.map(({ time }) => time),
    span,
  );
  const sightings = gatherPeople(samples);
  const crowd = samples.map((_, i) => (sightings.filter((seen) => seen[i]).length > 1 ? 'several' : null));
  return {
    ...{ step, span },
    people: await Promise.all(sightings.map((seen) => describePerson(seen, samples, stretches, step))),
    cuts: samples.flatMap(({ cut }, i) => (cut ? [(stretches[i] as TimeRange).from] : [])),
    several: runsOf(crowd, stretches).map(({ from, to }) => ({ from, to })),
  };
}

async function describePerson(
  seen: Sightings<Face>,
  samples: readonly Sample<Face>[],
  stretches: readonly TimeRange[],
  step: number,
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
    choice: { places, step },
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

/** `last`: the faces of the sample before, which are looked for where they were if the first look misses them. */
function findFaces(
  picture: Picture,
  input: ScanInput,
  detector: FacesDetector,
  last: readonly Face[],
  everywhere: boolean,
): Face[] {
  const { width, height } = input;
  const meshes: Float32Array[] = [];
  const look = (window: Window, pixels: number) => {
    for (const mesh of detector.find(picture, input.rotation, window, pixels)) {
      const own = faceExtent(mesh, MESH_POINTS);
      const known = meshes.some((other) => isSame(faceExtent(other, MESH_POINTS), own));
      if (!known && isInside(own, input)) meshes.push(mesh);
    }
  };
  look(wholePicture(width, height), WHOLE_PIXELS);
  for (const face of last) {
    const place = { cx: face.x, cy: face.y, size: face.size };
    if (!meshes.some((mesh) => isSame(faceExtent(mesh, MESH_POINTS), place)))
      look(squareAround(face.x, face.y, WINDOW_PER_FACE * face.size), CLOSE_PIXELS);
  }
  if (everywhere || meshes.length === 0)
    for (const window of closeLooks(width, height)) look(window, CLOSE_PIXELS);
  return meshes.map((mesh) => describeFace(picture, mesh, input));
}

type Extent = ReturnType<typeof faceExtent>;

const isSame = (a: Extent, b: Extent): boolean =>
  Math.hypot(a.cx - b.cx, a.cy - b.cy) < 0.5 * Math.max(a.size, b.size);

const isInside = ({ cx, cy }: Extent, { width, height }: ScanInput): boolean =>
  cx >= 0 && cy >= 0 && cx < width && cy < height;

/** The middles of the inner lips. */
const LIPS = [INNER_LIP[5], INNER_LIP[15]] as const;

/** Distance of two points of a mesh, pixels. */
function apart(mesh: Float32Array, [a, b]: readonly [number, number]): number {
  return Math.hypot(
    (mesh[3 * a] as number) - (mesh[3 * b] as number),
    (mesh[3 * a + 1] as number) - (mesh[3 * b + 1] as number),
  );
}

function describeFace(picture: Picture, mesh: Float32Array, { rotation, reference }: ScanInput): Face {
  const { cx, cy, size } = faceExtent(mesh, MESH_POINTS);
  const window = squareAround(cx, cy, SURROUNDINGS * size);
  const look = new Uint8Array(LOOK_BYTES);
  faceLook(picture, rotation, mesh, look);
  const pose = Float32Array.from(
    POSE.flatMap((landmark) => [...mesh.subarray(3 * landmark, 3 * landmark + 3)]),
  );
  const small = new ImageData(SHADE_PIXELS, SHADE_PIXELS);
  cutWindow(picture, rotation, window, SHADE_PIXELS, small.data);
  const portrait = new ImageData(THUMBNAIL_PIXELS, THUMBNAIL_PIXELS);
  cutWindow(picture, rotation, window, THUMBNAIL_PIXELS, portrait.data);
  return {
    ...{ x: cx, y: cy, size, look, portrait },
    yaw: turnOf(alignSimilarity(pose, reference))[1],
    opening: apart(mesh, LIPS) / apart(mesh, EYE_CORNERS),
    // Green is near enough to brightness.
    shade: Float32Array.from({ length: SHADE_PIXELS ** 2 }, (_, i) => small.data[4 * i + 1] as number),
  };
}
