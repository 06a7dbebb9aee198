import { mkdirSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import type { Page } from 'playwright-core';
import { launchProfile } from '../scripts/chromium';
import { part } from '../scripts/studio-page';
import { makeHostile } from '../tests/formats/hostile';
import { fixture, makeFixtures } from '../tests/fixtures/make';
import { children, watchMemory } from '../scripts/process-memory';
import { OUT } from './options';
import { megabytes, table } from './table';

/** Longer than any answer may take; milliseconds. */
const GIVE_UP_MS = 120_000;
const SOUNDS = new Set(['.wav', '.mp3', '.ogg', '.opus', '.flac', '.m4a', '.aac']);

type Kind = 'video' | 'speech' | 'network';

/** How the app answered a file: in so many seconds, and those of a good file that was given after it. */
type Answer = {
  readonly file: string;
  readonly said: string;
  readonly seconds: number;
  readonly goodSeconds: number | null;
  readonly peakBytes: number;
};

const kindOf = (path: string): Kind =>
  extname(path) === '.onnx' ? 'network' : SOUNDS.has(extname(path)) ? 'speech' : 'video';

/** Gives a file to a heap, and a good one after it. */
async function giveToHeap(page: Page, kind: Exclude<Kind, 'network'>, file: string | null) {
  const good = fixture(kind === 'video' ? 'face-short.mp4' : 'voice.wav');
  await part(page, 'mode-batch').check({ force: true });
  const begun = Date.now();
  await part(page, `heap-${kind}-input`).setInputFiles([...(file === null ? [] : [file]), good]);
  const row = (path: string) => part(page, 'heap-file').filter({ hasText: basename(path) });
  const answered = async (path: string) => {
    await row(path).and(page.locator(':not([data-state=checking])')).waitFor({ timeout: GIVE_UP_MS });
    return (Date.now() - begun) / 1000;
  };
  const [seconds, goodSeconds] = await Promise.all([file === null ? 0 : answered(file), answered(good)]);
  const error = file === null ? null : row(file).locator('[data-code]');
  const said = error && (await error.count()) > 0 ? await error.getAttribute('data-code') : 'taken';
  return { said: said ?? '', seconds, goodSeconds };
}

async function giveNetwork(page: Page, file: string) {
  await part(page, 'engine-wav2lip').check({ force: true });
  const begun = Date.now();
  await part(page, 'network-input').setInputFiles(file);
  const [terms, alert] = [part(page, 'network-terms'), part(page, 'network-error')];
  await terms.or(alert).first().waitFor({ timeout: GIVE_UP_MS });
  const seconds = (Date.now() - begun) / 1000;
  const said = (await alert.isVisible()) ? await alert.getAttribute('data-code') : 'taken';
  return { said: said ?? '', seconds, goodSeconds: null };
}

/** One file, or with null a good one alone, in a browser of its own. */
async function answerTo(url: string, kind: Kind, file: string | null): Promise<Answer> {
  const before = children();
  const profile = await launchProfile();
  const memory = watchMemory(new Set([...children()].filter((pid) => !before.has(pid))));
  try {
    const page = await profile.context.newPage();
    await page.goto(url);
    const told =
      kind === 'network' && file !== null
        ? await giveNetwork(page, file)
        : await giveToHeap(page, kind === 'network' ? 'video' : kind, file);
    return {
      file: file === null ? `(a good ${kind} alone)` : basename(file),
      ...told,
      peakBytes: memory.stop(),
    };
  } finally {
    memory.stop();
    await profile.close();
  }
}

/**
 * What files that mean harm cost: seconds until each is answered, of a good file beside it, and the browser's peak
 * memory. `more`: files beside those that `tests/formats/hostile.ts` makes.
 */
export async function benchHostile(url: string, more: readonly string[]): Promise<readonly Answer[]> {
  makeFixtures();
  const folder = join(OUT, 'hostile');
  mkdirSync(folder, { recursive: true });
  const { videos, sounds, networks } = makeHostile(
    folder,
    fixture('face-short.mp4'),
    fixture('voice.wav'),
    join(import.meta.dirname, '../tests/fixtures/wav2lip-tiny.onnx'),
  );
  const answers: Answer[] = [];
  const files = [...videos, ...sounds, ...networks, ...more].map((file) => [kindOf(file), file] as const);
  for (const [kind, file] of [['video', null], ['speech', null], ...files] as const) {
    const answer = await answerTo(url, kind, file);
    answers.push(answer);
    console.error(`${answer.file}: ${answer.said} in ${answer.seconds.toFixed(1)} s`);
  }
  console.log(
    table(
      ['file', 'answer', 'after s', 'good file after s', 'peak memory'],
      answers.map(({ file, said, seconds, goodSeconds, peakBytes }) => [
        ...[file, said, seconds.toFixed(1), goodSeconds?.toFixed(1) ?? '–', megabytes(peakBytes)],
      ]),
    ),
  );
  return answers;
}
