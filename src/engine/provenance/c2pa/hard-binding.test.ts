import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../core/hex';
import { bigEndian, concatBytes, utf8 } from './bytes';
import { bindContent, manifestBox } from './hard-binding';
import { box } from './jumbf';

const NEVER = { throwIfAborted() {} };

const inMemory = (bytes: Uint8Array) => ({
  size: bytes.length,
  read(into: Uint8Array, at: number) {
    const part = bytes.subarray(at, at + into.length);
    into.set(part);
    return part.length;
  },
});

async function bound(bytes: Uint8Array): Promise<string> {
  const hash = createHash('sha256');
  await bindContent(inMemory(bytes), (part) => hash.update(part), NEVER);
  return hash.digest('hex');
}

const sha256 = (...parts: Uint8Array[]) =>
  createHash('sha256')
    .update(concatBytes(...parts))
    .digest('hex');

const ftyp = box('ftyp', utf8('isom'));
const moov = box('moov', new Uint8Array(30).fill(3));
/** As long boxes are written: the size stands in 64 bits after the type. */
const longMdat = (content: Uint8Array) =>
  concatBytes(bigEndian(1, 4), utf8('mdat'), bigEndian(16 + content.length, 8), content);

describe('bindContent', () => {
  it('hashes the position and the bytes of each box but the file type', async () => {
    const mdat = longMdat(new Uint8Array(100).fill(9));
    const expected = sha256(bigEndian(12, 8), mdat, bigEndian(12 + mdat.length, 8), moov);
    expect(await bound(concatBytes(ftyp, mdat, moov))).toBe(expected);
  });

  it('notices a changed byte and a moved box', async () => {
    const file = concatBytes(ftyp, longMdat(new Uint8Array(100)), moov);
    const before = await bound(file);
    file[60] = 1;
    expect(await bound(file)).not.toBe(before);
    expect(await bound(concatBytes(ftyp, moov, longMdat(new Uint8Array(100))))).not.toBe(before);
  });

  it('takes a file of more than 4 GB in pieces, its boxes at their true places', async () => {
    const size = 5 * 2 ** 30;
    const head = concatBytes(ftyp, bigEndian(1, 4), utf8('mdat'), bigEndian(size, 8));
    const whole = ftyp.length + size + moov.length;
    let [largest, total] = [0, 0];
    const seen: string[] = [];
    const file = {
      size: whole,
      // All but the heads of the boxes is zeros that nobody has to store.
      read(into: Uint8Array, at: number) {
        if (at < head.length) into.set(head.subarray(at, at + into.length));
        else if (at >= whole - moov.length)
          into.set(moov.subarray(at - whole + moov.length).subarray(0, into.length));
        return into.length;
      },
    };
    await bindContent(
      file,
      (part) => {
        largest = Math.max(largest, part.length);
        total += part.length;
        if (part.length === 8) seen.push(toHex(part));
      },
      NEVER,
    );
    expect(largest).toBe(4 * 2 ** 20);
    expect(total).toBe(8 + size + 8 + moov.length);
    expect(seen).toEqual(['000000000000000c', toHex(bigEndian(12 + size, 8))]);
  });

  it('refuses what cannot be appended to', async () => {
    const open = concatBytes(ftyp, bigEndian(0, 4), utf8('mdat'), new Uint8Array(50));
    await expect(bound(open)).rejects.toThrow(RangeError);
    await expect(bound(concatBytes(ftyp, moov.subarray(0, 20)))).rejects.toThrow(RangeError);
    await expect(bound(concatBytes(ftyp, Uint8Array.of(1, 2)))).rejects.toThrow(RangeError);
  });

  it('stops when it is told to', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(bindContent(inMemory(concatBytes(ftyp, moov)), () => {}, signal)).rejects.toThrow('enough');
  });
});

it('the box for a manifest is the one that readers look for', () => {
  expect(toHex(manifestBox(utf8('store')))).toBe(
    '0000003275756964' +
      'd8fec3d61b0e483c92975828877ec481' +
      '00000000' +
      toHex(utf8('manifest')) +
      '00' +
      '0000000000000000' +
      toHex(utf8('store')),
  );
});
