/**
 * Turns tracked clips into training examples with the app's own code, so that the network is trained on exactly what
 * the engine will show it:
 *
 *   node --import tsx models/wav2lip-mini/faces.ts TRACKS CLIPS OUTPUT
 *
 * Tracks come from `node --import tsx scripts/lab.ts track CLIPS TRACKS`; clips are in folders by speaker. For every
 * clip of n frames it writes
 *
 * - `<name>.faces`, uint8 [n, 2, 3, 96, 96], blue green red: each face twice, cut out as the engine does;
 * - `<name>.places`, float32 [n, 2, 60, 2]: the points of the mouth shape in those cuts, 0…1;
 * - `<name>.shapes`, float32 [n, 60, 3]: the same in the pose-free space of the reference face;
 * - `<name>.mel`, float32 [t, 80]: the spectrogram;
 *
 * and one `clips.json` with names, speakers and frame times, and `basis.json`, a copy of the mouth model's basis of
 * shapes: whatever is trained from the same faces has to speak of the same coefficients. The first cut is the engine's own: it shows the
 * reference. The second ends where the chin is in another frame of the clip: in use the box fits what the mouth did
 * before the dub, so its height must not tell how far the jaw is to drop.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rawPictures } from '../../scripts/ffmpeg';
import { allShapes, readTrack, trackNames } from '../../scripts/lab/tracks';
import { flatFrame, type FaceFrames } from '../../src/engine/face/track/face-frames';
import { SHAPE_POINTS } from '../../src/engine/face/track/landmarks';
import { mouthShapes } from '../../src/engine/face/track/mouth/mouth-shape';
import { colorNumbers } from '../../src/engine/painters/wav2lip/paint/color';
import { cutFace } from '../../src/engine/painters/wav2lip/paint/cut-face';
import { faceBox, type FaceBox } from '../../src/engine/painters/wav2lip/paint/face-box';
import { Wav2LipMelStream } from '../../src/engine/painters/wav2lip/network/mel';
import { readColor, readSpeech } from './clips';

const SIZE = 96;
const PIXELS = 3 * SIZE * SIZE;
const PLACES = 2 * SHAPE_POINTS;
/** Boxes are moved and scaled by up to this share of their size. */
const JITTER = 0.03;

/** Numbers from 0 to 1 that are the same in every run (a linear congruential generator). */
let state = 1;
const random = () => (state = (state * 48271) % 2147483647) / 2147483647;
const about = (centre: number, spread: number) => centre + spread * (2 * random() - 1);

/** The box of a frame whose chin hangs as far below the eyes as in `other`, moved a little. */
function borrowedBox(own: FaceBox, other: FaceBox, limit: { width: number; height: number }): FaceBox {
  const width = own.x2 - own.x1;
  const height = (other.y2 - other.y1) * (width / (other.x2 - other.x1));
  const [x, y] = [about(0, JITTER * width), about(0, JITTER * height)];
  const grown = { x: about(0, JITTER * width), y: about(0, JITTER * height) };
  return {
    x1: Math.max(0, own.x1 + x - grown.x),
    x2: Math.min(limit.width, own.x2 + x + grown.x),
    y1: Math.max(0, own.y1 + y - grown.y),
    y2: Math.min(limit.height, own.y1 + height + y + grown.y),
  };
}

function placesIn(points: Float32Array, { x1, y1, x2, y2 }: FaceBox, into: Float32Array): void {
  for (let i = 0; i < SHAPE_POINTS; i++) {
    into[2 * i] = ((points[2 * i] as number) - x1) / (x2 - x1);
    into[2 * i + 1] = ((points[2 * i + 1] as number) - y1) / (y2 - y1);
  }
}

async function cutClip(track: FaceFrames, file: string) {
  const count = track.present.length;
  const color = colorNumbers(readColor(file, track.height));
  const faces = new Uint8Array(count * 2 * PIXELS);
  const places = new Float32Array(count * 2 * PLACES);
  const points = Array.from({ length: count }, (_, frame) => flatFrame(track, frame));
  const boxes = points.map((frame) => faceBox(frame, track));
  const cut = new Float32Array(PIXELS);
  let frame = 0;
  for await (const picture of rawPictures(file)) {
    if (frame >= count) break;
    const own = boxes[frame] as FaceBox;
    const other = boxes[Math.floor(random() * count)] as FaceBox;
    [own, borrowedBox(own, other, track)].forEach((box, k) => {
      cutFace(picture, box, SIZE, color, cut);
      const at = 2 * frame + k;
      faces.set(cut, at * PIXELS);
      placesIn(points[frame] as Float32Array, box, places.subarray(at * PLACES, (at + 1) * PLACES));
    });
    frame++;
  }
  return { faces, places, frames: frame };
}

const [tracks, clips, output] = process.argv.slice(2);
if (!tracks || !clips || !output) throw new Error('usage: faces.ts <tracks> <clips> <output>');
mkdirSync(output, { recursive: true });
const basis = readFileSync(new URL('../mouth/mouth.json', import.meta.url), 'utf8');
writeFileSync(join(output, 'basis.json'), basis);
const { reference } = JSON.parse(basis) as { reference: number[] };
const index: { name: string; speaker: string; times: number[] }[] = [];
for (const name of trackNames(tracks)) {
  const track = readTrack(tracks, name);
  const [speaker, clip] = name.split(/_(.*)/s) as [string, string];
  const file = join(clips, speaker, `${clip}.mp4`);
  // Clips in which the face is lost are left out: without a face there is no box.
  if (track.present.includes(0)) continue;
  const { faces, places, frames } = await cutClip(track, file);
  if (frames !== track.times.length)
    throw new Error(`${file}: ${frames} frames, ${track.times.length} tracked`);
  const ear = new Wav2LipMelStream();
  ear.push(readSpeech(file));
  const write = (kind: string, data: Uint8Array | Float32Array) =>
    writeFileSync(join(output, `${name}.${kind}`), new Uint8Array(data.buffer));
  write('faces', faces);
  write('places', places);
  write('shapes', allShapes(mouthShapes(track, reference)));
  write('mel', ear.finish().values);
  index.push({ name, speaker, times: [...track.times] });
  writeFileSync(join(output, 'clips.json'), JSON.stringify(index));
}
console.log(`${index.length} clips`);
