import { afterAll, beforeAll, expect, it } from 'vitest';
import { startBenchPage, type BenchPage } from '../../bench/bench-page';
import { faceCover, psnr } from '../../bench/measure/pixels';
import { eyeDistance, pointsOf, type Points } from '../../bench/measure/region';
import { ffmpeg, rawPictures, type RawPicture } from '../../scripts/ffmpeg';
import { startLab, type Lab } from '../../scripts/lab.js';
import { dubOnPage } from '../../scripts/studio-page';
import { deltaE, type Rgb } from '../formats/measure';
import { describeShared, shared } from './shared';
import { useStudio } from './studio';

/** Beyond the face's outline the engine paints no further than this, in eye distances. */
const REACH = 0.15;
/** Pixels across of the blocks whose mean colours are compared. */
const BLOCK = 16;

/** Columns from first to last in each row that may have been painted: [height, 2]. */
function painted({ height }: RawPicture, ...faces: readonly Points[]): Int32Array {
  const cover = faceCover(height, ...faces);
  const reach = Math.ceil(REACH * Math.max(...faces.map(eyeDistance)));
  const grown = new Int32Array(2 * height);
  for (let row = 0; row < height; row++) {
    let [first, last] = [Infinity, -Infinity];
    for (let near = Math.max(0, row - reach); near <= Math.min(height - 1, row + reach); near++) {
      if (cover[2 * near]! > cover[2 * near + 1]!) continue;
      first = Math.min(first, cover[2 * near]! - reach);
      last = Math.max(last, cover[2 * near + 1]! + reach);
    }
    grown.set(first > last ? [1, 0] : [first, last], 2 * row);
  }
  return grown;
}

/** Squared differences of all samples outside of the spans, luma and chroma, and how many there are. */
function differences(a: RawPicture, b: RawPicture, spans: Int32Array): { squares: number; count: number } {
  let [squares, count, at] = [0, 0, 0];
  for (const shrink of [1, 2, 2]) {
    const [width, height] = [a.width / shrink, a.height / shrink];
    for (let y = 0; y < height; y++) {
      const [first, last] = [spans[2 * shrink * y]! / shrink, spans[2 * shrink * y + 1]! / shrink];
      for (let x = 0; x < width; x++, at++) {
        if (x >= Math.floor(first) && x <= last) continue;
        squares += (a.data[at]! - b.data[at]!) ** 2;
        count++;
      }
    }
  }
  return { squares, count };
}

/** Mean colour of a block as sRGB, read as BT.709 of limited range. */
function blockColor({ width, height, data }: RawPicture, left: number, top: number): Rgb {
  const mean = (offset: number, stride: number, x: number, y: number, size: number) => {
    let sum = 0;
    for (let row = y; row < y + size; row++)
      for (let column = x; column < x + size; column++) sum += data[offset + row * stride + column]!;
    return sum / size ** 2;
  };
  const luma = width * height;
  const [cx, cy, half] = [left / 2, top / 2, BLOCK / 2];
  const light = 1.1644 * (mean(0, width, left, top, BLOCK) - 16);
  const blue = mean(luma, width / 2, cx, cy, half) - 128;
  const red = mean(luma * 1.25, width / 2, cx, cy, half) - 128;
  const clip = (value: number) => Math.min(255, Math.max(0, value));
  return [
    clip(light + 1.7927 * red),
    clip(light - 0.2132 * blue - 0.5329 * red),
    clip(light + 2.1124 * blue),
  ];
}

/** Colours of the blocks of two videos, summed over the frames in which a block lies outside of the spans. */
class Blocks {
  readonly #sums = new Map<string, { readonly a: number[]; readonly b: number[]; frames: number }>();

  add(a: RawPicture, b: RawPicture, spans: Int32Array): void {
    for (let top = 0; top + BLOCK <= a.height; top += BLOCK) {
      const rows = Array.from({ length: BLOCK }, (_, i) => top + i);
      for (let left = 0; left + BLOCK <= a.width; left += BLOCK) {
        if (rows.some((row) => left + BLOCK > spans[2 * row]! && left <= spans[2 * row + 1]!)) continue;
        const key = `${left},${top}`;
        const sum = this.#sums.get(key) ?? { a: [0, 0, 0], b: [0, 0, 0], frames: 0 };
        blockColor(a, left, top).forEach((value, i) => (sum.a[i]! += value));
        blockColor(b, left, top).forEach((value, i) => (sum.b[i]! += value));
        sum.frames++;
        this.#sums.set(key, sum);
      }
    }
  }

  /** Differences between the mean colours of each block, ascending. */
  shifts(): number[] {
    const mean = (sum: number[], frames: number) => sum.map((value) => value / frames) as unknown as Rgb;
    return [...this.#sums.values()]
      .map(({ a, b, frames }) => deltaE(mean(a, frames), mean(b, frames)))
      .sort((x, y) => x - y);
  }
}

describeShared('what is not painted', () => {
  const studio = useStudio({ known: true });
  let lab: Lab;
  let bench: BenchPage;
  beforeAll(async () => {
    lab = await startLab();
    bench = await startBenchPage();
  });
  afterAll(async () => {
    await lab?.close();
    await bench?.close();
  });

  it('is what a plain encode of the same frames makes of it, in every pixel', async () => {
    const video = shared('clips/suit-man-700.mp4');
    const [speech, out, plain] = ['speech.wav', 'out.mp4', 'plain.mp4'].map((name) => studio.scratch(name));
    ffmpeg(['-i', shared('speech/zh-bus.wav'), '-t', '2', speech!]);
    await dubOnPage(await studio.open({ label: 'off' }), { video, speech: speech!, out: out! });
    const source = await lab.track(video);
    const { base } = await bench.plain(video, speech!, { times: [...source.times], seconds: 2 }, plain!);
    const output = await lab.track(out!);
    const untouched = rawPictures(plain!);
    const errors: number[] = [];
    const blocks = new Blocks();
    let frame = 0;
    for await (const picture of rawPictures(out!)) {
      const other = (await untouched.next()).value as RawPicture;
      const faces = [pointsOf(output, frame), pointsOf(source, base[frame]!)].filter((face) => face !== null);
      const spans = painted(picture, ...faces);
      const { squares, count } = differences(picture, other, spans);
      expect(count).toBeGreaterThan(0.5 * picture.data.length);
      errors.push(squares / count);
      blocks.add(picture, other, spans);
      frame++;
    }
    expect((await untouched.next()).done).toBe(true);
    const mean = psnr(errors.reduce((sum, error) => sum + error, 0) / errors.length);
    const worst = psnr(Math.max(...errors));
    expect(frame).toBe(base.length);
    expect(mean).toBeGreaterThan(54);
    expect(worst).toBeGreaterThan(51);
    // Two encodes of one flat block may settle on levels that are one apart.
    const shifts = blocks.shifts();
    expect(shifts[Math.floor(0.5 * shifts.length)]).toBeLessThan(0.5);
    expect(shifts[Math.floor(0.99 * shifts.length)]).toBeLessThan(2);
  });
});
