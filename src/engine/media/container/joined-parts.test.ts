import { expect, it } from 'vitest';
import { wav } from '../../../../tests/fixtures/voice';
import { joinedParts } from './joined-parts';

const sound = (seconds: number) => wav(new Float32Array(8000 * seconds), 8000);
const sizesOf = async (...pieces: Buffer[]) =>
  (await joinedParts(new Blob([Buffer.concat(pieces)]))).map(({ size }) => size);

it('tells recordings that lie one behind the other', async () => {
  const [first, second] = [sound(1), sound(2)];
  expect(await sizesOf(first)).toEqual([first.length]);
  expect(await sizesOf(first, second, first)).toEqual([first.length, second.length, first.length]);
});

it('finds a beginning that lies across the end of what is read at once', async () => {
  const head = wav(new Float32Array(0), 8000).length;
  for (const before of [1, 2, 3, 20]) {
    const first = wav(new Float32Array((1024 * 1024 - head) / 2 - before), 8000);
    expect(await sizesOf(first, sound(1))).toEqual([first.length, sound(1).length]);
  }
});

it('knows a beginning by more than its first letters', async () => {
  const speech = sound(1);
  speech.write('RIFF', 1000);
  speech.write('fLaC', 2000);
  expect(await sizesOf(speech)).toEqual([speech.length]);
  const flac = Buffer.concat([Buffer.from('fLaC'), Buffer.from([0x80, 0, 0, 34]), Buffer.alloc(100)]);
  flac.write('fLaC', 60);
  expect(await sizesOf(flac)).toEqual([flac.length]);
  expect(await sizesOf(flac, flac)).toEqual([flac.length, flac.length]);
  const webm = Buffer.concat([
    Buffer.from([0x1a, 0x45, 0xdf, 0xa3, 0x9f]),
    Buffer.from('....webm'.padEnd(90)),
  ]);
  expect(await sizesOf(webm, webm)).toEqual([webm.length, webm.length]);
});

it('has one of anything else', async () => {
  expect(await sizesOf(Buffer.from('a text'))).toEqual([6]);
  expect(await sizesOf(Buffer.alloc(0))).toEqual([0]);
});
