import { describe, expect, it } from 'vitest';
import { id3Bytes, mp3Sound } from './mp3-tag';
import stored from './mp3-tag.fixture.json';

const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
const soundOf = (head: Uint8Array) => mp3Sound(head.subarray(id3Bytes(head)));

describe('the tag of an MP3 file', () => {
  it.each(stored.filter(({ name }) => name !== 'no tag'))('tells what FFmpeg plays of it: $name', (file) => {
    const sound = soundOf(bytesOf(file.head))!;
    expect(sound.from).toBeCloseTo(file.start, 5);
    expect(Math.round((sound.to - sound.from) * file.rate)).toBe(file.samples);
  });

  it('is not needed', () => {
    const { head, start } = stored.find(({ name }) => name === 'no tag')!;
    expect(soundOf(bytesOf(head))).toBeNull();
    expect(start).toBe(0);
    expect(mp3Sound(new Uint8Array(0))).toBeNull();
  });

  it('is believed only of encoders that write their delays', () => {
    const head = bytesOf(stored[0]!.head);
    const name = String.fromCharCode(...head).indexOf('Lavc');
    head.set([0x47, 0x4f, 0x47, 0x4f], name);
    expect(soundOf(head)).toBeNull();
    // Cut off before the delays.
    expect(soundOf(bytesOf(stored[0]!.head).subarray(0, name + 20))).toBeNull();
  });

  it('tells no end where it does not count the frames', () => {
    const head = bytesOf(stored[0]!.head);
    const tag = String.fromCharCode(...head).indexOf('Info');
    const without = Uint8Array.from([...head.subarray(0, tag + 8), ...head.subarray(tag + 12)]);
    without[tag + 7]! &= ~1;
    expect(soundOf(without)).toEqual({
      ...{ from: soundOf(head)!.from, to: Infinity, counted: Infinity },
    });
  });
});

describe('an ID3v2 tag', () => {
  it('has seven bits in each byte of its size', () => {
    expect(id3Bytes(Uint8Array.from([0x49, 0x44, 0x33, 4, 0, 0, 0, 0, 2, 1, 0]))).toBe(10 + 257);
    expect(id3Bytes(Uint8Array.from([0xff, 0xfb, 0x90, 0, 0, 0, 0, 0, 0, 0]))).toBe(0);
    expect(id3Bytes(new Uint8Array(3))).toBe(0);
  });
});
