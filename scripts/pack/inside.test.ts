import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { INSIDE } from './inside';

const require = createRequire(import.meta.url);

type Core = {
  exec(...args: string[]): number;
  setLogger(log: (line: { message: string }) => void): void;
  reset(): void;
  readonly FS: {
    writeFile(path: string, data: string): void;
    readFile(path: string): Uint8Array;
  };
};

/** Fonts are set only where somebody writes. */
const SUBTITLES = '[Script Info]\n[Events]\nFormat: Start, End, Text\nDialogue: 0:00:00.00,0:00:01.00,x\n';

/** All that the file itself says: its bytes, what it logs, and what its encoders sign. */
let told = '';

beforeAll(async () => {
  // It was made for workers.
  vi.stubGlobal('self', globalThis);
  vi.stubGlobal('location', { href: 'file:///' });
  const wasm = readFileSync(require.resolve('@ffmpeg/core/wasm'));
  const glue = require.resolve('@ffmpeg/core').replace('/umd/', '/esm/');
  const { default: create } = (await import(pathToFileURL(glue).href)) as {
    default: (options: object) => Promise<Core>;
  };
  const where = btoa(JSON.stringify({ wasmURL: '', workerURL: '' }));
  const core = await create({ wasmBinary: wasm, mainScriptUrlOrBlob: `#${where}` });
  core.setLogger(({ message }) => (told += `${message}\n`));
  const run = (...args: string[]) => {
    core.exec('-v', 'verbose', '-f', 'lavfi', ...args);
    core.reset();
  };
  core.FS.writeFile('x.ass', SUBTITLES);
  const picture = ['-i', 'color=s=64x64:d=0.1'];
  run(...picture, '-vf', 'ass=x.ass', '-f', 'null', '-');
  run(...picture, '-c:v', 'libx264', 'x.h264');
  run('-i', 'sine=d=0.2', '-c:a', 'libmp3lame', 'x.mp3');
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
  told += [wasm, core.FS.readFile('x.h264'), core.FS.readFile('x.mp3')].map(text).join('\n');
}, 60_000);
afterAll(() => {
  vi.unstubAllGlobals();
});

/** How each library tells its version. */
const SAYS: Record<string, (version: string) => string> = {
  FFmpeg: (version) => `ffmpeg version ${version} `,
  x264: (version) => `x264 - ${version} - `,
  libvpx: (version) => `WebM Project VP8 Encoder v${version}`,
  LAME: (version) => `LAME${version}`,
  // Its library of 1.1.1 names itself by the day (https://gitlab.xiph.org/xiph/theora/-/blob/v1.1.1/lib/internal.h).
  libtheora: (version) => (version === '1.1.1' ? 'Xiph.Org libtheora 1.1 20090822 (Thusnelda)' : ''),
  zlib: (version) => `\0${version}\0`,
  FreeType: (version) => `FreeType ${version}\n`,
  FriBidi: (version) => `FriBidi ${version} `,
  HarfBuzz: (version) => `HarfBuzz-ng ${version} `,
};

const parts = INSIDE['@ffmpeg/core'] ?? [];

it.each(parts.filter(({ toldBy }) => toldBy === 'file'))(
  'the file says that it holds $name $version',
  ({ name, version }) => {
    const words = (version !== null && SAYS[name]?.(version)) || '';
    expect(words).not.toBe('');
    expect(told.includes(words)).toBe(true);
  },
);

it('names every library that FFmpeg was configured with', () => {
  const asked = [...told.matchAll(/--enable-(lib\w+|zlib)/g)].map(([, name = '']) => name);
  expect(asked).toContain('libx264');
  const NAMES: Record<string, string> = { libmp3lame: 'LAME', libopus: 'Opus' };
  const plain = (name: string) => name.toLowerCase().replace(/^lib/, '');
  const listed = parts.map(({ name }) => plain(name));
  for (const name of new Set(asked)) expect(listed).toContain(plain(NAMES[name] ?? name));
});

it('the AAC encoder says by which libavcodec it was made', () => {
  const [part] = INSIDE['@mediabunny/aac-encoder'] ?? [];
  const script = readFileSync(require.resolve('@mediabunny/aac-encoder'), 'utf8');
  expect(script).toContain(part?.version?.replace('libavcodec ', 'Lavc'));
});

/** What of each library stands in the files that it was compiled into. */
const TRACES: Record<string, string> = {
  Abseil: 'absl',
  Eigen: 'Eigen',
  FlatBuffers: 'flatbuffers',
  gemmlowp: 'gemmlowp',
  GSL: 'gsl::',
  'JSON for Modern C++': 'nlohmann',
  ONNX: 'onnx::',
  OpenCV: 'third_party/OpenCV',
  'Protocol Buffers': 'protobuf',
  ruy: 'third_party/ruy',
  SafeInt: 'SafeInt',
  'TensorFlow Lite': 'third_party/tensorflow/lite',
  XNNPACK: 'XNNPACK delegate',
};

it.each([
  ['onnxruntime-web', ['ort-wasm-simd-threaded.wasm', 'ort-wasm-simd-threaded.asyncify.wasm']],
  ['@mediapipe/tasks-vision', ['../wasm/vision_wasm_module_internal.wasm']],
] as const)('what is named inside %s is inside each of its files', (name, files) => {
  const entry = require.resolve(name);
  const folder = entry.slice(0, entry.lastIndexOf(name) + name.length);
  for (const file of files) {
    const text = readFileSync(join(folder, 'dist', file)).toString('latin1');
    for (const { name: part, version, toldBy } of INSIDE[name] ?? [])
      if (toldBy === 'file') expect(text).toContain(`git-commit-id=${version}`);
      else expect(text, `${part} in ${file}`).toContain(TRACES[part] ?? 'no trace is known');
  }
});
