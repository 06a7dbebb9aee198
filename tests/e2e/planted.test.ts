import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { program } from '../../scripts/chromium';
import { ffmpeg } from '../../scripts/ffmpeg';
import {
  confirmUse,
  part,
  pressStart,
  saveResult,
  useNetwork,
  waitForResult,
} from '../../scripts/studio-page';
import { fixture } from '../fixtures/make';
import { untilIdle } from './batch-page';
import { save, withoutPicker } from './downloads';
import { dropFiles } from './drop-files';
import { expectVideo } from './expect-video';
import { readZip } from './read-zip';
import { useStudio } from './studio';

const [VIDEO, SPEECH] = [fixture('face-short.mp4'), fixture('voice.wav')];
const ADDRESS = 'https://192.0.2.1/x';
const HTML = `"><img src=${ADDRESS} onerror="globalThis.ran=1"><script>globalThis.ran=1</script>`;
const LINK = `=HYPERLINK("${ADDRESS}";"look")`;

// That nothing was asked for elsewhere, and nothing was even tried, is held after each test.
const studio = useStudio({ known: true });

const given = (name: string, path: string, mimeType: string) => ({
  name,
  mimeType,
  buffer: readFileSync(path),
});

async function expectInert(page: Page): Promise<void> {
  expect(await page.evaluate(() => 'ran' in globalThis)).toBe(false);
  const made = '[src*="192.0.2.1"], [href*="192.0.2.1"], iframe, object, embed, script:not([src])';
  expect(await page.locator(made).count()).toBe(0);
}

/** A network with one more entry of ONNX's `metadata_props` (field 14 of ModelProto: key 1, value 2). */
function planted(path: string, text: string): string {
  const field = (tag: number, bytes: Buffer) => Buffer.concat([Buffer.from([tag, bytes.length]), bytes]);
  const entry = Buffer.concat([field(0x0a, Buffer.from('source')), field(0x12, Buffer.from(text))]);
  if (entry.length > 127) throw new Error('longer than one byte of length can say');
  const out = studio.scratch('planted.onnx');
  writeFileSync(out, Buffer.concat([readFileSync(path), field(0x72, entry)]));
  return out;
}

it('names with markup, addresses and paths, and a network’s metadata, are text and nothing else', async () => {
  const page = await studio.open();
  const tiny = fileURLToPath(new URL('../fixtures/wav2lip-tiny.onnx', import.meta.url));
  const file = planted(tiny, HTML.slice(0, 100));
  await useNetwork(page, { file, name: HTML, licence: HTML, published: false });
  await part(page, 'video-input').setInputFiles(given(`${HTML}.mp4`, VIDEO, 'video/mp4'));
  await part(page, 'video-facts').waitFor();
  await part(page, 'speech-input').setInputFiles(
    given('..\\..\\https:__192.0.2.1_=HYPERLINK("x").wav', SPEECH, 'audio/wav'),
  );
  await part(page, 'speech-facts').waitFor();
  await pressStart(page);
  await waitForResult(page);
  const out = studio.scratch('planted.mp4');
  const name = await saveResult(page, out);
  expectVideo(out, { source: VIDEO, seconds: 3 });
  expect(name).not.toMatch(/[<>"\\/:]/);
  expect(await part(page, 'result-network').innerText()).toContain('<script>');
  expect(await page.evaluate(() => 'ran' in globalThis)).toBe(false);
  expect(await page.locator('img[src*="192.0.2.1"], script:not([src])').count()).toBe(0);
  // That nothing was asked for elsewhere, and nothing was even tried, is held after each test.
});

/** Subtitles that are markup, and tags that are markup and formulas. */
function annotated(): string {
  const [subtitles, out] = [studio.scratch('planted.srt'), studio.scratch('annotated.mkv')];
  writeFileSync(subtitles, `1\n00:00:00,000 --> 00:00:01,000\n${HTML}\n${LINK}\n`);
  const tags = { title: HTML, artist: LINK, comment: `@SUM(1)${HTML}`, WWW: ADDRESS };
  const metadata = Object.entries(tags).flatMap(([name, text]) => ['-metadata', `${name}=${text}`]);
  const tracks = ['-map', '0', '-map', '1', '-c', 'copy', '-c:s', 'srt', '-metadata:s:s:0', `title=${HTML}`];
  ffmpeg(['-i', VIDEO, '-i', subtitles, ...tracks, ...metadata, out]);
  return out;
}

/** Cells of a CSV file as a program that knows nothing of ours reads them. */
function cellsOf(path: string): string[] {
  const script =
    'import csv, json, sys\n' +
    'rows = csv.reader(open(sys.argv[1], encoding="utf-8-sig", newline=""))\n' +
    'print(json.dumps([cell for row in rows for cell in row]))';
  return JSON.parse(execFileSync(program('python3'), ['-c', script, path], { encoding: 'utf8' })) as string[];
}

/** What a spreadsheet would reckon: a number may begin with its sign, nothing else with any of these. */
const formulas = (cells: readonly string[]) =>
  cells.filter((cell) => /^\s*[=+\-@]/.test(cell) && Number.isNaN(Number(cell)));

it('a list of pairs, subtitles and tags are text too, and no table that comes out holds a formula', async () => {
  const page = await studio.open();
  await part(page, 'mode-batch').check({ force: true });
  const path = annotated();
  const subtitles = given('planted.srt', studio.scratch('planted.srt'), 'application/x-subrip');
  await dropFiles(page, 'section:has([data-testid=heap-video-input])', [subtitles]);
  await part(page, 'heap-error').waitFor();
  const speech = given('-1+2.wav', SPEECH, 'audio/wav');
  await dropFiles(page, 'section:has([data-testid=heap-video-input])', [
    given(`${LINK}.mkv`, path, 'video/x-matroska'),
  ]);
  await dropFiles(page, 'section:has([data-testid=heap-speech-input])', [speech]);
  await expect.poll(() => part(page, 'heap-file').count()).toBe(3);

  await part(page, 'pairing-table').check({ force: true });
  const names = [LINK, `@SUM(1)${HTML}`, '+1+cmd', '-2-cmd', '\t=1+1', `=1"&${HTML}`];
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const lines = names.map((name) => [`${LINK}.mkv`, '-1+2.wav', name].map(quoted).join(','));
  const unknown = [HTML, '=1+1', ''].map(quoted).join(',');
  const list = Buffer.from(['video,speech,name', ...lines, unknown].join('\r\n'));
  await part(page, 'pairing-table-input').setInputFiles({
    ...{ name: `${HTML}.csv`, mimeType: 'text/csv', buffer: list },
  });
  await expect.poll(() => part(page, 'batch-job').count()).toBe(names.length);
  expect(await part(page, 'pairing-notes').innerText()).toContain('<script>');
  await expectInert(page);
  await part(page, 'batch-name').fill(`${LINK}${HTML}`);
  await part(page, 'batch-add').click();
  await part(page, 'consent').waitFor();
  await expectInert(page);
  await confirmUse(page, LINK);
  await part(page, 'queue-job').first().waitFor();
  await untilIdle(page);
  await expectInert(page);

  await part(page, 'nav-results').click();
  await expect.poll(() => part(page, 'result-item').count()).toBe(names.length);
  await expectInert(page);
  await withoutPicker(page);
  await part(page, 'results-all').check();
  const [report, zip] = [studio.scratch('planted.csv'), studio.scratch('planted.zip')];
  await save(page, report, () => part(page, 'results-csv').click());
  const reported = cellsOf(report);
  expect(reported.filter((cell) => cell.startsWith("'="))).not.toEqual([]);
  expect(formulas(reported)).toEqual([]);
  await save(page, zip, () => part(page, 'results-zip').click());
  for (const { name } of readZip(zip)) expect(name).not.toMatch(/[<>"\\/:]/);

  await page.goto(`${studio.url}#/privacy`);
  const audit = studio.scratch('audit.csv');
  await save(page, audit, () => part(page, 'consents-csv').click());
  const audited = cellsOf(audit);
  expect(audited).toContain(`'${LINK}`);
  expect(formulas(audited)).toEqual([]);
  await part(page, 'nav-log').click();
  await part(page, 'log-entry').first().waitFor();
  await expectInert(page);
});
