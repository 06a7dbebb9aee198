/**
 * Makes the sample that the page offers (`public/sample/`) from a clip of the GRID corpus (CC BY 4.0) and two speeches
 * synthesised here by free voices: `npm run build && node --import tsx scripts/sample.ts --clip FILE`. Needs ffmpeg,
 * espeak-ng and flite. The two pictures show one moment of the clip before and after, as the built app makes it.
 */
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { launch, program } from './chromium';
import { ffmpeg, rawPictures } from './ffmpeg';
import { serve } from './serve';
import { dubOnPage, pageUrl } from './studio-page';

const FOLDER = fileURLToPath(new URL('../public/sample/', import.meta.url));
/** All of it together, so that nobody waits for it. */
const MOST_BYTES = 1_500_000;

const SPEECHES = {
  en: {
    program: 'flite',
    args: ['-voice', 'slt'],
    text: 'I never said these words. Give me a new recording, and my mouth follows it.',
    ask: (text: string, file: string) => ['-t', text, '-o', file],
  },
  zh: {
    program: 'espeak-ng',
    args: ['-v', 'cmn+f2', '-s', '215', '-p', '55'],
    text: '这段话我从没说过。换段录音，嘴型就跟着变。',
    ask: (text: string, file: string) => ['-w', file, text],
  },
} as const;

/** Speaks the words of a language, and packs them small. */
function speak(language: keyof typeof SPEECHES, scratch: string): void {
  const { program: name, args, text, ask } = SPEECHES[language];
  const wav = join(scratch, `${language}.wav`);
  const { status, stderr } = spawnSync(program(name), [...args, ...ask(text, wav)]);
  if (status !== 0) throw new Error(`${name}: ${stderr.toString()}`);
  const packed = ['-ac', '1', '-c:a', 'aac', '-b:a', '64k', '-movflags', '+faststart', '-bitexact'];
  ffmpeg([
    '-i',
    wav,
    '-af',
    'loudnorm=I=-18',
    '-ar',
    '24000',
    ...packed,
    join(FOLDER, `speech-${language}.m4a`),
  ]);
}

/** Of the frames behind the label that show the clip's own, the one whose lower half was changed most. */
async function mostChanged(video: string, result: string): Promise<number> {
  const lower = ({ width, height, data }: { width: number; height: number; data: Uint8Array }) =>
    data.subarray(Math.floor(height / 2) * width, height * width);
  const originals: Uint8Array[] = [];
  for await (const picture of rawPictures(video)) originals.push(lower(picture).slice());
  let [most, best, frame] = [-1, 0, -1];
  for await (const picture of rawPictures(result)) {
    const original = originals[++frame];
    if (frame < 51 || !original) continue;
    const changed = lower(picture).reduce((sum, value, i) => sum + Math.abs(value - (original[i] ?? 0)), 0);
    if (changed > most) [most, best] = [changed, frame];
  }
  return best;
}

const { values } = parseArgs({ options: { clip: { type: 'string' } } });
if (values.clip === undefined) throw new Error('--clip names a clip of the GRID corpus.');
mkdirSync(FOLDER, { recursive: true });
const scratch = mkdtempSync(join(tmpdir(), 'koubo-sample-'));
const video = join(FOLDER, 'person.mp4');
const picture = ['-c:v', 'libx264', '-preset', 'veryslow', '-crf', '20', '-pix_fmt', 'yuv420p'];
const sound = ['-c:a', 'aac', '-b:a', '64k', '-ac', '1', '-map_metadata', '-1', '-movflags', '+faststart'];
ffmpeg(['-i', values.clip, ...picture, ...sound, video]);
speak('en', scratch);
speak('zh', scratch);
const served = await serve({ port: 0 });
const browser = await launch();
try {
  const page = await (await browser.newContext({ serviceWorkers: 'block' })).newPage();
  await page.goto(pageUrl(served.url, { lang: 'en' }));
  const out = join(scratch, 'after.mp4');
  await dubOnPage(page, { video, speech: join(FOLDER, 'speech-en.m4a'), out });
  const frame = await mostChanged(video, out);
  for (const [name, from] of [
    ['before', video],
    ['after', out],
  ] as const)
    ffmpeg([
      ...['-i', from, '-vf', `select=eq(n\\,${frame})`, '-frames:v', '1', '-quality', '82'],
      join(FOLDER, `${name}.webp`),
    ]);
} finally {
  await browser.close();
  await served.close();
  rmSync(scratch, { recursive: true });
}
const files = ['person.mp4', 'speech-en.m4a', 'speech-zh.m4a', 'before.webp', 'after.webp'];
const bytes = files.reduce((sum, name) => sum + statSync(join(FOLDER, name)).size, 0);
console.log(`${bytes} bytes`);
if (bytes > MOST_BYTES) throw new Error(`The sample has ${bytes} bytes, more than ${MOST_BYTES}.`);
