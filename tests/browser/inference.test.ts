import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ffmpeg } from '../../scripts/ffmpeg';
import { describeShared, shared } from '../e2e/shared';
import { fixture } from '../fixtures/make';
import { useLab } from './use-lab';

const here = useLab();

function firstFrame(video: string): string {
  const picture = join(mkdtempSync(join(tmpdir(), 'koubo-frame-')), 'frame.png');
  ffmpeg(['-i', video, '-frames:v', '1', picture]);
  return picture;
}

const CORNERS = { 'right eye': [33, 133], 'left eye': [263, 362], mouth: [61, 291] } as const;

/** Distances between two meshes at the corners of eyes and mouth, in outer eye distances. */
function cornerDistances(a: Float32Array, b: Float32Array): number[] {
  const between = (p: Float32Array, i: number, q: Float32Array, j: number) =>
    Math.hypot((p[3 * i] ?? NaN) - (q[3 * j] ?? NaN), (p[3 * i + 1] ?? NaN) - (q[3 * j + 1] ?? NaN));
  const eyes = between(b, 33, b, 263);
  return Object.values(CORNERS).flatMap((pair) => pair.map((i) => between(a, i, b, i) / eyes));
}

// The assembled bundle takes lips and eyes from other parts of the network than the plain model; a wrong index or
// a wrong normalisation would put them elsewhere by far more than these few hundredths.
async function expectSameFace(picture: string): Promise<void> {
  const distances = cornerDistances(await here.lab.mesh(picture), await here.lab.referenceMesh(picture));
  expect(distances).toHaveLength(6);
  for (const distance of distances) expect(distance).toBeLessThan(0.04);
  expect(distances.reduce((sum, distance) => sum + distance) / 6).toBeLessThan(0.025);
}

it('the assembled landmarker agrees with the plain face mesh model on a drawn face', async () => {
  await expectSameFace(firstFrame(fixture('face.mp4')));
});

describeShared('on real footage', () => {
  it.each(['clips/glasses-woman-524.mp4', 'clips/grid-s4-720x576.mpg', 'clips/suit-man-700.mp4'])(
    'the assembled landmarker agrees with the plain face mesh model on %s',
    async (clip) => expectSameFace(firstFrame(shared(clip))),
  );
});

it('the mouth model gives the stored answer on wasm and on WebGPU', async () => {
  expect(await here.lab.mouthDifference('wasm')).toBeLessThan(1e-4);
  expect(await here.lab.mouthDifference('webgpu')).toBeLessThan(1e-4);
});
