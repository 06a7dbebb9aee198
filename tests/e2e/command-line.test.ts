import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { fixture } from '../fixtures/make';
import { expectVideo } from './expect-video';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'koubo-cli-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs `npm run dub -- …`. */
function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync('npm', ['run', '--silent', 'dub', '--', ...args], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

describe('npm run dub', () => {
  const out = join(folder, 'out.mp4');

  it('makes the video, tells its progress on stderr, and ends with 0', () => {
    const json = join(folder, 'timings.json');
    const files = ['--video', fixture('face-short.mp4'), '--audio', fixture('voice.wav'), '--out', out];
    const { status, stdout, stderr } = run(...files, '--json', json);
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
    expect(stderr).toMatch(/% {2}track/);
    expect(stderr).toMatch(/100 %/);
    expectVideo(out, { source: fixture('face-short.mp4'), seconds: 3 });
    const { timings } = JSON.parse(readFileSync(json, 'utf8')) as { timings: Record<string, number> };
    expect(timings.total).toBeGreaterThan(timings.render ?? Infinity);
  });

  it('paints with a network, and says what is wrong with a file that is none', () => {
    const painted = join(folder, 'painted.mp4');
    const files = ['--video', fixture('face-short.mp4'), '--audio', fixture('voice.wav'), '--out', painted];
    const engine = ['--engine', 'wav2lip', '--licence', 'for tests', '--method', 'improved', '--model'];
    const network = (name: string) => join(ROOT, 'tests/fixtures', name);
    expect(run(...files, ...engine, network('wav2lip-other.onnx'))).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/model\/other-contract/) as string,
    });
    expect(existsSync(painted)).toBe(false);
    expect(run(...files, ...engine, network('wav2lip-tiny.onnx')).status).toBe(0);
    expectVideo(painted, { source: fixture('face-short.mp4'), seconds: 3 });
  });

  it('ends with 1 and the page’s own words where the input is no good', () => {
    const none = join(folder, 'none.mp4');
    const files = ['--video', fixture('bars.mp4'), '--audio', fixture('voice.wav'), '--out', none];
    const { status, stderr } = run(...files, '--lang', 'zh');
    expect(status).toBe(1);
    expect(stderr).toMatch(/input\/no-face/);
    expect(stderr).toMatch(/[\u4e00-\u9fff]{6,}/);
    expect(existsSync(none)).toBe(false);
  });

  it('ends with 1 where a file is not there, and with 2 where it is used wrongly', () => {
    expect(run('--video', '/no/such.mp4', '--audio', fixture('voice.wav'), '--out', out).status).toBe(1);
    expect(run('--video', fixture('face.mp4')).status).toBe(2);
  });
});
