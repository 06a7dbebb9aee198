/**
 * The published method as the app carries it out on a real clip, against `reference.py`, which shares no code with it:
 *
 *   python scripts/wav2lip/network.py --kind full --out full.onnx
 *   node --import tsx scripts/wav2lip/compare.ts --video V --speech A --model full.onnx [--seconds 1] [--python P] [--torch]
 *
 * Frames, landmarks and speech are the same for both; everything from there to the painted frame is each one's own.
 * Prints the differences in the face boxes (of 0…255), and by how much the painting changed the luma there; fails where
 * the mean difference of blue, green and red is above 1.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { TRACKED } from '../../src/engine/face/track/landmarks';
import { faceBox } from '../../src/engine/painters/wav2lip/paint/face-box';
import { ffmpeg } from '../ffmpeg';
import { startLab } from '../lab.js';
import type { PaintedVideo } from '../lab/wav2lip';

/** Pixels that the published code adds below the chin. */
const CHIN_PAD = 10;

/** The boxes of every frame before smoothing, cut to whole pixels: [frames, 4]. */
function rawBoxes({ points, width, height }: PaintedVideo): number[] {
  const frames = points.length / (2 * TRACKED.length);
  return Array.from({ length: frames }, (_, frame) => {
    const face = points.subarray(2 * TRACKED.length * frame, 2 * TRACKED.length * (frame + 1));
    const { x1, y1, x2, y2 } = faceBox(face, { width, height }, CHIN_PAD);
    return [x1, y1, x2, y2].map(Math.trunc);
  }).flat();
}

type Files = { video: string; speech: string; network: string };

/** Fills `folder` with what `reference.py --clip` reads. */
async function paintInto(folder: string, { video, speech, network }: Files): Promise<void> {
  const lab = await startLab();
  try {
    const painted = await lab.paint(video, speech, network, 'published');
    const { before, after, width, height, fps, base } = painted;
    if (base.some((frame, i) => frame !== i)) throw new Error('The speech is longer than the clip.');
    writeFileSync(join(folder, 'before.yuv'), before);
    writeFileSync(join(folder, 'after.yuv'), after);
    const facts = { width, height, fps, boxes: rawBoxes(painted), network: resolve(network) };
    writeFileSync(join(folder, 'facts.json'), JSON.stringify(facts));
  } finally {
    await lab.close();
  }
}

type Figures = { bgr: { mean: number } };

function compare(python: string, folder: string, torch: boolean): Figures {
  const script = fileURLToPath(new URL('reference.py', import.meta.url));
  const words = [script, '--clip', folder, ...(torch ? ['--torch'] : [])];
  const { status, stdout, stderr } = spawnSync(python, words, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  console.log(stdout.trim());
  return JSON.parse(stdout) as Figures;
}

const text = { type: 'string' } as const;
const { values } = parseArgs({
  options: {
    ...{ video: text, speech: text, model: text, torch: { type: 'boolean' } },
    seconds: { ...text, default: '1' },
    python: { ...text, default: 'python3' },
  },
});
const { video, speech, model, seconds, python, torch = false } = values;
if (!video || !speech || !model) throw new Error('--video, --speech and --model are needed.');
const folder = mkdtempSync(join(tmpdir(), 'koubo-compare-'));
try {
  const sound = join(folder, 'speech.wav');
  ffmpeg(['-i', speech, '-t', seconds, '-ar', '16000', '-ac', '1', '-c:a', 'pcm_s16le', sound]);
  await paintInto(folder, { video, speech: sound, network: model });
  if (compare(python, folder, torch).bgr.mean > 1) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true });
}
