import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isStale, newestChange } from './built';
import { readArguments } from './dub';
import { pageUrl } from './studio-page';

const NEEDED = ['--video', 'v.mp4', '--audio', 'a.wav', '--out', 'o.mp4'];

describe('readArguments', () => {
  it('reads what is needed and fills in the rest', () => {
    expect(readArguments(NEEDED)).toMatchObject({
      video: resolve('v.mp4'),
      speech: resolve('a.wav'),
      out: resolve('o.mp4'),
      timeout: 3600,
      query: { lang: 'en' },
      json: null,
    });
  });

  it('reads the settings, negative ones too', () => {
    const { query, timeout } = readArguments([
      ...NEEDED,
      ...['--lang', 'zh', '--opening', '1.2', '--offset=-0.04', '--encoder', 'ffmpeg', '--timeout', '60'],
    ]);
    expect(query).toEqual({ lang: 'zh', opening: 1.2, offset: -0.04, encoder: 'ffmpeg' });
    expect(timeout).toBe(60);
  });

  it('reads what the mouth and the file shall be like', () => {
    const flags = ['--pauses', 'original', '--blending', '1.5', '--sharpening', '0', '--quality', 'small'];
    expect(readArguments([...NEEDED, ...flags, '--size', '720p']).query).toEqual({
      ...{ lang: 'en', pauses: 'original', blending: 1.5, sharpening: 0, quality: 'small', size: '720p' },
    });
  });

  it('reads which parts of the files are used', () => {
    expect(readArguments(NEEDED).trim).toEqual({});
    const parts = ['--video-in', '1.5', '--speech-in', '0', '--speech-out', '7'];
    expect(readArguments([...NEEDED, ...parts]).trim).toEqual({
      ...{ video: { from: 1.5 }, speech: { from: 0, to: 7 } },
    });
    expect(() => readArguments([...NEEDED, '--video-in', '3', '--video-out', '2'])).toThrow('--video-out');
    expect(() => readArguments([...NEEDED, '--speech-in=-1'])).toThrow('--speech-in');
    expect(() => readArguments([...NEEDED, '--speech-in', 'x'])).toThrow('a number');
  });

  it('reads the sentence that is said anew', () => {
    expect(readArguments(NEEDED).fix).toBeNull();
    expect(readArguments([...NEEDED, '--fix', '12.4-15.9']).fix).toEqual({ from: 12.4, to: 15.9 });
    for (const wrong of ['12.4', '5-5', '6-5', 'a-b'])
      expect(() => readArguments([...NEEDED, '--fix', wrong])).toThrow('--fix wants');
    expect(() => readArguments([...NEEDED, '--fix', '1-2', '--video-in', '1'])).toThrow('--video-in');
  });

  it('reads which sound tracks are used', () => {
    expect(readArguments(NEEDED).sounds).toEqual({});
    const sounds = ['--video-sound', '2', '--speech-sound', '1'];
    expect(readArguments([...NEEDED, ...sounds]).sounds).toEqual({ video: 2, speech: 1 });
    expect(() => readArguments([...NEEDED, '--video-sound', '0'])).toThrow('from 1 on');
  });

  it('reads the engine and its network', () => {
    expect(readArguments(NEEDED).network).toBeNull();
    const engine = [...NEEDED, '--engine', 'wav2lip'];
    expect(readArguments(engine).network).toMatchObject({ file: null, published: false });
    expect(
      readArguments([...engine, '--model', 'm/n.onnx', '--licence', 'mine', '--method', 'published']).network,
    ).toEqual({
      ...{ file: resolve('m/n.onnx'), name: 'n.onnx', licence: 'mine', published: true },
    });
  });

  it.each([
    [NEEDED.slice(2), /needed/],
    [[...NEEDED, '--lang', 'fr'], /en or zh/],
    [[...NEEDED, '--opening', 'wide'], /a number/],
    [[...NEEDED, '--encoder', 'x264'], /ffmpeg/],
    [[...NEEDED, '--opening', '2'], /0 to 1\.5, not "2"/],
    [[...NEEDED, '--size', '480p'], /source or 1080p or 720p/],
    [[...NEEDED, '--nonsense'], /nonsense/],
    [[...NEEDED, '--engine', 'magic'], /reuse or wav2lip/],
    [[...NEEDED, '--engine', 'wav2lip', '--model', 'm.onnx'], /--licence/],
    [[...NEEDED, '--engine', 'wav2lip', '--method', 'best'], /improved or published/],
    [[...NEEDED, '--method', 'published'], /belong to --engine wav2lip/],
  ])('refuses %j', (args, message) => {
    expect(() => readArguments(args)).toThrow(message);
  });
});

describe('pageUrl', () => {
  it('writes the settings into the address', () => {
    expect(pageUrl('http://localhost:1/', { lang: 'zh', offset: -0.04 })).toBe(
      'http://localhost:1/?lang=zh&offset=-0.04',
    );
  });
});

describe('isStale', () => {
  it('is true until the build is newer than every source', () => {
    const root = mkdtempSync(join(tmpdir(), 'koubo-built-'));
    const at = (path: string, seconds: number) => utimesSync(join(root, path), seconds, seconds);
    try {
      mkdirSync(join(root, 'src/deep'), { recursive: true });
      mkdirSync(join(root, 'dist'));
      writeFileSync(join(root, 'src/deep/a.ts'), '');
      at('src/deep/a.ts', 1000);
      expect(newestChange(join(root, 'src'))).toBe(1_000_000);
      expect(isStale(root, join(root, 'dist'))).toBe(true);
      writeFileSync(join(root, 'dist/index.html'), '');
      at('dist/index.html', 2000);
      expect(isStale(root, join(root, 'dist'))).toBe(false);
      at('src/deep/a.ts', 3000);
      expect(isStale(root, join(root, 'dist'))).toBe(true);
    } finally {
      rmSync(root, { recursive: true });
    }
  });

  it('take lines in place of the speech', () => {
    const [video, out] = [
      ['--video', 'v.mp4'],
      ['--out', 'o.mp4'],
    ];
    const read = (...flags: string[]) => readArguments([...video, ...out, ...flags]);
    expect(readArguments(NEEDED).lines).toBeNull();
    expect(read('--srt', 'l.srt', '--audio', 'a.wav').lines).toEqual({
      sheet: resolve('l.srt'),
      speeches: [resolve('a.wav')],
      along: true,
    });
    const folder = mkdtempSync(join(tmpdir(), 'koubo-lines-'));
    for (const name of ['1.wav', '2.wav', '.hidden']) writeFileSync(join(folder, name), '');
    const cue = (start: number, file: string) => ({ start, end: start + 1, speech: { file } });
    const script = join(folder, 's.json');
    writeFileSync(script, JSON.stringify({ cues: [cue(0, '1.wav'), cue(1, '1.wav'), cue(2, 'x/1.WAV')] }));
    expect(() => read('--script', script)).toThrow('the same name');
    writeFileSync(script, JSON.stringify({ cues: [cue(0, '1.wav'), cue(1, '1.wav'), cue(2, '2.wav')] }));
    const both = [join(folder, '1.wav'), join(folder, '2.wav')];
    expect(read('--script', script).lines).toEqual({ sheet: script, speeches: both, along: false });
    rmSync(script);
    expect(read('--srt', 'l.vtt', '--speech-dir', folder).lines?.speeches).toEqual(both);
    expect(() => read('--srt', 'l.srt')).toThrow('--speech-dir');
    expect(() => read('--script', 's.json', '--audio', 'a.wav')).toThrow('--script names');
    expect(() => read('--srt', 'l.srt', '--audio', 'a.wav', '--fix', '1-2')).toThrow('--fix');
    const how = read(
      ...['--srt', 'l.srt', '--audio', 'a.wav', '--burn', 'top,large,box', '--beside', 'vtt,srt'],
    );
    expect(how.lines).toMatchObject({
      burn: { size: 'large', place: 'top', box: true },
      beside: ['srt', 'vtt'],
    });
    const srt = ['--srt', 'l.srt', '--audio', 'a.wav'];
    expect(() => read(...srt, '--burn', 'huge')).toThrow('"huge"');
    expect(() => read(...srt, '--beside', 'ass')).toThrow('srt, vtt');
    expect(() => read('--audio', 'a.wav', '--beside', 'srt')).toThrow('belongs to --srt');
    expect(() => read('--speech-dir', folder, '--audio', 'a.wav')).toThrow('belongs to --srt');
    rmSync(folder, { recursive: true });
  });
});
