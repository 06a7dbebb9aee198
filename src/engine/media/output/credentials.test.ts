import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { readCredentials } from '../../../../scripts/read-credentials';
import { bigEndian, concatBytes, utf8 } from '../../provenance/c2pa/bytes';
import { box } from '../../provenance/c2pa/jumbf';
import type { Progress } from '../../core/progress';
import { createSigningKey, signerOf } from '../../job/signing-key';
import { appendCredentials } from './credentials';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const { signal } = new AbortController();
const QUIET = { signal, report() {} };

/** A row of boxes as an mp4 is one; `mdat` holds `bytes` bytes and its size in 64 bits. */
function boxes(bytes: number): Uint8Array {
  const content = new Uint8Array(bytes);
  for (let i = 0; i < bytes; i += 4999) content[i] = i % 251;
  const mdat = concatBytes(bigEndian(1, 4), utf8('mdat'), bigEndian(16 + bytes, 8), content);
  return concatBytes(box('ftyp', utf8('isom'), new Uint8Array(4), utf8('isom')), mdat, box('moov'));
}

/** A file being written, and the largest piece that was asked of it. */
function partOf(file: Uint8Array) {
  let largest = 0;
  const appended: Uint8Array[] = [];
  return {
    part: {
      size: () => file.length,
      read(into: Uint8Array, at: number) {
        largest = Math.max(largest, into.length);
        const piece = file.subarray(at, at + into.length);
        into.set(piece);
        return piece.length;
      },
      write(bytes: Uint8Array, at: number) {
        expect(at).toBe(file.length);
        appended.push(bytes);
      },
    },
    largest: () => largest,
    written: () => concatBytes(file, ...appended),
  };
}

const video = new File(['the video'], '王 老师.mp4');
const speech = new File([new Uint8Array(9 * 2 ** 20).fill(5)], 'speech.wav');
const origins = { title: 'result.mp4', video: { file: video }, speech: { file: speech } };
const signer = signerOf(await createSigningKey());

async function signed(file: Uint8Array) {
  const { part, largest, written } = partOf(file);
  const credentials = await appendCredentials(part, origins, signer, QUIET);
  return { credentials, largest: largest(), mp4: written() };
}

it('is read by the C2PA library: in order but for the trust in the signer', async () => {
  const { credentials, mp4 } = await signed(boxes(5000));
  const report = await readCredentials(mp4);
  expect(report.state).toBe('Valid');
  expect(report.failures).toEqual(['signingCredential.untrusted']);
  expect(report).toMatchObject({ title: 'result.mp4', signer: 'Koubo, this device' });
  expect(report.actions.map(({ action }) => action)).toEqual(['c2pa.opened', 'c2pa.placed', 'c2pa.edited']);
  expect(report.actions[2]?.digitalSourceType).toMatch(/compositeWithTrainedAlgorithmicMedia$/);
  const videoHash = sha256(utf8('the video'));
  expect(report.ingredients).toMatchObject([
    { relationship: 'parentOf', title: '王 老师.mp4', instance_id: `nih:sha-256;${videoHash}` },
    { relationship: 'componentOf', title: 'speech.wav', description: `SHA-256 ${credentials.speech}` },
  ]);
  expect(credentials).toEqual({
    certificate: sha256(signer.certificate),
    video: videoHash,
    speech: sha256(new Uint8Array(9 * 2 ** 20).fill(5)),
  });
});

it('tells a changed file by the content, a changed manifest by the signature', async () => {
  const { mp4 } = await signed(boxes(5000));
  const flipped = (at: number) => mp4.map((byte, i) => (i === at ? byte ^ 1 : byte));
  expect((await readCredentials(flipped(2000))).failures).toContain('assertion.bmffHash.mismatch');
  const title = Buffer.from(mp4).lastIndexOf('result.mp4');
  const { state, failures } = await readCredentials(flipped(title));
  expect(state).toBe('Invalid');
  expect(failures).toContain('claimSignature.mismatch');
});

it('does not read a file whose hash is known', async () => {
  const { part, written } = partOf(boxes(100));
  const unread = { name: 'unread.mp4', size: 1 } as File;
  const sha256Known = 'ab'.repeat(32);
  const given = { ...origins, video: { file: unread, sha256: sha256Known } };
  expect((await appendCredentials(part, given, signer, QUIET)).video).toBe(sha256Known);
  const { ingredients } = await readCredentials(written());
  expect(ingredients[0]).toMatchObject({ title: 'unread.mp4', instance_id: `nih:sha-256;${sha256Known}` });
});

it('takes a large file in pieces and leaves its bytes as they are', async () => {
  const file = boxes(110 * 2 ** 20);
  const { largest, mp4 } = await signed(file);
  expect(largest).toBe(4 * 2 ** 20);
  expect(sha256(mp4.subarray(0, file.length))).toBe(sha256(file));
  expect(mp4.length - file.length).toBeLessThan(6000);
  expect((await readCredentials(mp4)).failures).toEqual(['signingCredential.untrusted']);
}, 60_000);

it('tells how far it is, and stops in the middle when it is told to', async () => {
  const bytes = 400 * 2 ** 20;
  const head = concatBytes(bigEndian(1, 4), utf8('mdat'), bigEndian(bytes, 8));
  const written: Uint8Array[] = [];
  // As large as it is, it is made up while it is read.
  const part = {
    size: () => bytes,
    read(into: Uint8Array, at: number) {
      if (at < head.length) into.set(head.subarray(at, at + into.length));
      return into.length;
    },
    write: (data: Uint8Array) => void written.push(data),
  };
  const stop = new AbortController();
  const seen: number[] = [];
  const report = ({ step, done, total }: Progress) => {
    expect([step, total]).toEqual(['sign', bytes]);
    seen.push(done / total);
    if (done > total / 4) setTimeout(() => stop.abort());
  };
  const known = { ...origins, speech: { file: speech, sha256: 'cd'.repeat(32) } };
  const unsigned = { ...known, video: { file: video, sha256: 'ab'.repeat(32) } };
  const signing = appendCredentials(part, unsigned, signer, { signal: stop.signal, report });
  await expect(signing).rejects.toThrow(/abort/i);
  expect(seen).toEqual([...seen].sort((a, b) => a - b));
  expect(seen[0]).toBeLessThan(0.01);
  expect(seen.at(-1)).toBeGreaterThan(0.25);
  expect(seen.at(-1)).toBeLessThan(0.9);
  expect(written).toEqual([]);
}, 60_000);
