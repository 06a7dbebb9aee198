import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { openWav2Lip, type Wav2LipSession } from '../../../inference/networks/wav2lip-session';
import type { Rotation, VideoInfo } from '../../../core/media-info';
import { pictureBytes, planes, type Picture } from '../../../picture/picture';
import type { Wav2LipPlan } from '../inputs';
import { TRACKED } from '../../../face/track/landmarks';
import { toSteps } from '../../../face/track/steps';
import { colorModel } from '../paint/color';
import { Wav2LipMelStream } from './mel';
import { createWav2LipPainter } from '../painter';
import expected from './published.json';
import { publishedWindows } from './windows';

const { width, height, fps, boxes } = expected;
const network = new URL('../../../../../tests/fixtures/wav2lip-tiny.onnx', import.meta.url);

const sound = Float32Array.from({ length: 16000 }, (_, n) => {
  const t = n / 16000;
  return (
    0.5 * Math.sin(2 * Math.PI * 220 * t) * (0.5 + 0.5 * Math.sin(2 * Math.PI * 3 * t)) +
    0.1 * Math.sin(2 * Math.PI * 1870 * t)
  );
});

/** The soft waves that `scripts/wav2lip/reference.py` draws. */
function drawn(index: number): Picture {
  const picture = { width, height, data: new Uint8Array(pictureBytes(width, height)) };
  planes(picture).forEach((plane, p) => {
    const scale = p === 0 ? 1 : 2;
    const phase = index + 2 * p;
    for (let i = 0; i < plane.data.length; i++) {
      const [x, y] = [(i % plane.width) * scale, Math.floor(i / plane.width) * scale];
      const wave = (p === 0 ? 60 : 25) * Math.sin(x / 9 + phase) * Math.cos(y / 11);
      plane.data[i] = Math.floor(128 + wave + 15 * Math.sin((x + 2 * y) / 23 + phase));
    }
  });
  return picture;
}

/** A picture as a camera held sideways codes it: turned by `rotation` it is `upright`. */
function coded(upright: Picture, rotation: Rotation): Picture {
  if (rotation === 0) return upright;
  const turned = { width: height, height: width, data: new Uint8Array(upright.data.length) };
  const into = planes(turned);
  planes(upright).forEach((plane, p) => {
    const target = into[p]!;
    for (let y = 0; y < plane.height; y++) {
      for (let x = 0; x < plane.width; x++) {
        const [cx, cy] = rotation === 90 ? [y, plane.width - 1 - x] : [plane.height - 1 - y, x];
        target.data[cy * target.width + cx] = plane.data[y * plane.width + x]!;
      }
    }
  });
  return turned;
}

function planOf(): Wav2LipPlan {
  const windows = publishedWindows(81, fps);
  const base = windows.map((_, i) => i % 3);
  return {
    ...{ fps, base, keep: new Uint8Array(base.length) },
    ...{ share: new Float32Array(base.length).fill(1), look: { blending: 1, sharpening: null } },
    inputs: {
      settings: { method: 'published', lead: 0 },
      ...{ boxes: Float32Array.from(boxes.flat()), reference: base, windows, gain: 0 },
      points: toSteps(new Float32Array(3 * TRACKED.length * 2), 1),
    },
  };
}

function videoOf(rotation: Rotation): VideoInfo {
  const sideways = rotation === 90 || rotation === 270;
  return {
    ...{ codec: 'avc1', width, height, rotation, fps, frames: 3, bitrate: 0 },
    codedWidth: sideways ? height : width,
    codedHeight: sideways ? width : height,
  };
}

let session: Wav2LipSession;
beforeAll(async () => {
  session = await openWav2Lip(new Uint8Array(readFileSync(network)), 'wasm');
});

async function paintAll(rotation: Rotation): Promise<Picture[]> {
  const stream = new Wav2LipMelStream();
  stream.push(sound);
  const plan = planOf();
  const painter = createWav2LipPainter({
    ...{ plan, video: videoOf(rotation), mel: stream.finish(), net: session.net },
    color: colorModel({}, height),
  });
  const frames = Array.from(plan.base, (source) => coded(drawn(source), rotation));
  for (let from = 0; from < frames.length; from += painter.batch) {
    const works = frames.slice(from, from + painter.batch).map((frame, k) => ({ index: from + k, frame }));
    await painter.paint(works);
  }
  painter.release();
  return frames;
}

/** Mean difference of two planes' bytes. */
const meanDifference = (a: Uint8Array, b: Uint8Array) =>
  a.reduce((sum, value, i) => sum + Math.abs(value - b[i]!), 0) / a.length;

describe('the published method', () => {
  test.each([0, 90, 270] as const)(
    'equals an independent implementation, the video being turned by %i degrees',
    async (rotation) => {
      const painted = await paintAll(rotation);
      expect(painted).toHaveLength(expected.count);
      expected.shown.forEach((index, i) => {
        const data = new Uint8Array(Buffer.from(expected.expected[i]!, 'base64'));
        const answer = coded({ width, height, data }, rotation);
        planes(painted[index]!).forEach((plane, p) => {
          expect(meanDifference(plane.data, planes(answer)[p]!.data)).toBeLessThan(1);
        });
        // And it is a painted picture, far from the one that went in.
        const before = coded(drawn(index % 3), rotation);
        expect(meanDifference(painted[index]!.data, before.data)).toBeGreaterThan(5);
      });
    },
  );
});
