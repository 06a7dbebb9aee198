/**
 * Turns tracked clips and their sound into training examples with the app's own code, so that the model is
 * trained on exactly what it will see:
 *
 *   node --import tsx models/mouth/features.ts <folder of tracks> <folder of clips> <output folder>
 *
 * Tracks come from `node --import tsx scripts/lab.ts track <folder of clips> <folder of tracks>`. For every clip it writes `<name>.shapes` ([n, 60, 3] float32,
 * pose-free), `<name>.mel` ([t, 80] float32, levelled) and one `clips.json` with names, frame times and counts,
 * and `reference.json`, the reference face.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { allShapes, readTrack, trackNames } from '../../scripts/lab/tracks';
import { LogMelStream, levelShift, levelSpeech } from '../../src/dub/speech/log-mel';
import type { FaceFrames } from '../../src/dub/track/face-frames';
import { EYE_CORNERS, POSE, trackedIndex } from '../../src/dub/track/landmarks';
import { mouthShapes } from '../../src/dub/track/mouth-shape';
import { alignSimilarity, transform } from '../../src/dub/track/similarity';

const [tracks, clips, output] = process.argv.slice(2);
if (!tracks || !clips || !output) throw new Error('usage: features.ts <tracks> <clips> <output>');
mkdirSync(output, { recursive: true });

function readSpeech(file: string): Float32Array {
  const args = ['-v', 'error', '-i', file, '-ac', '1', '-ar', '16000', '-f', 'f32le', '-'];
  const { stdout, status } = spawnSync('ffmpeg', args, { maxBuffer: 1 << 30 });
  if (status !== 0) throw new Error(`ffmpeg failed on ${file}`);
  return new Float32Array(
    stdout.buffer.slice(stdout.byteOffset, stdout.byteOffset + (stdout.byteLength & ~3)),
  );
}

/** Pose points of one frame, [18, 3]. */
function posePoints({ read }: FaceFrames, frame: number): Float32Array {
  const points = read(frame);
  return Float32Array.from(
    POSE.flatMap((landmark) => [
      ...points.subarray(3 * trackedIndex(landmark), 3 * trackedIndex(landmark) + 3),
    ]),
  );
}

/** Mean of everybody's pose points (generalised Procrustes, two rounds), eye corners 1 apart, centred. */
function referenceFace(all: FaceFrames[]): number[] {
  const samples = all.flatMap((track) => (track.present[10] === 1 ? [posePoints(track, 10)] : []));
  let reference: ArrayLike<number> = samples[0] as Float32Array;
  for (let round = 0; round < 3; round++) {
    const sum = new Float64Array(POSE.length * 3);
    const aligned = new Float32Array(POSE.length * 3);
    for (const sample of samples) {
      transform(alignSimilarity(sample, reference), sample, aligned);
      aligned.forEach((value, i) => (sum[i] = (sum[i] as number) + value / samples.length));
    }
    reference = unitFace(sum);
  }
  return Array.from(reference);
}

function unitFace(points: Float64Array): Float64Array {
  const [a, b] = EYE_CORNERS.map((corner) => POSE.indexOf(corner as never)) as [number, number];
  const eyes = Math.hypot(
    ...[0, 1, 2].map((axis) => (points[3 * a + axis] as number) - (points[3 * b + axis] as number)),
  );
  const centre = [0, 1, 2].map(
    (axis) => points.filter((_, i) => i % 3 === axis).reduce((s, v) => s + v) / POSE.length,
  );
  return points.map((value, i) => (value - (centre[i % 3] as number)) / eyes);
}

const names = trackNames(tracks);
const loaded = names.map((name) => readTrack(tracks, name));
const reference = referenceFace(loaded);
writeFileSync(join(output, 'reference.json'), JSON.stringify(reference));
const index = names.map((name, i) => {
  const track = loaded[i] as FaceFrames;
  const [speaker, clip] = name.split(/_(.*)/s) as [string, string];
  const shapes = allShapes(mouthShapes(track, reference));
  const stream = new LogMelStream();
  stream.push(readSpeech(join(clips, speaker, `${clip}.mp4`)));
  const { mel, loudnessDb } = stream.finish();
  levelSpeech(mel, levelShift(loudnessDb));
  writeFileSync(join(output, `${name}.shapes`), new Uint8Array(shapes.buffer));
  writeFileSync(join(output, `${name}.mel`), new Uint8Array(mel.buffer));
  return { name, speaker, times: [...track.times], present: [...track.present] };
});
writeFileSync(join(output, 'clips.json'), JSON.stringify(index));
console.log(`${index.length} clips`);
