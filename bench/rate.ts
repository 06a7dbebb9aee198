/**
 * What bits buy: `node --import tsx bench/rate.ts CLIP…` encodes the first seconds of each clip by Chromium's own H.264
 * encoder, with nothing painted, at several multiples of what the clip itself spends, and prints the size over the
 * clip's and SSIM against the clip. Where Chromium cannot decode a clip, ffmpeg makes a nearly lossless H.264 of it first.
 */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawnSync } from 'node:child_process';
import { launch, program } from '../scripts/chromium';
import { ffmpeg, videoOf } from '../scripts/ffmpeg';

/** Seconds of each clip: enough for the encoder's rate control to settle. */
const SECONDS = 4;
/** Times the clip's own bits a second. */
const TIMES = [1, 1.15, 1.3, 1.6, 2, 3, 5];

const PAGE = `<script type="module">
import { ALL_FORMATS, BlobSource, BufferTarget, Conversion, Input, Mp4OutputFormat, Output, Quality } from './mediabunny.mjs';
window.encode = async (bitrate) => {
  const source = new BlobSource(await (await fetch('./clip.mp4')).blob());
  const output = new Output({ format: new Mp4OutputFormat(), target: new BufferTarget() });
  const video = { codec: 'avc', quality: new Quality({ bitrate }), keyFrameInterval: 2, forceTranscode: true };
  const input = new Input({ formats: ALL_FORMATS, source });
  await (await Conversion.init({ input, output, video, audio: { discard: true } })).execute();
  const bytes = new Uint8Array(output.target.buffer);
  let text = '';
  for (let at = 0; at < bytes.length; at += 32768) text += String.fromCharCode(...bytes.subarray(at, at + 32768));
  return btoa(text);
};
window.ready = true;
</script>`;

/** SSIM of all three planes, mean over the frames, of two videos of the same frames. */
function ssim(video: string, reference: string): number {
  const graph = '[0:v]setpts=N/TB/25[a];[1:v]setpts=N/TB/25[b];[a][b]ssim';
  const args = ['-hide_banner', '-nostdin', '-i', video, '-i', reference, '-lavfi', graph, '-f', 'null', '-'];
  const { stderr } = spawnSync(program('ffmpeg'), args, { encoding: 'utf8' });
  const all = /SSIM .*All:([\d.]+)/.exec(stderr)?.[1];
  if (all === undefined) throw new Error(`no SSIM: ${stderr.slice(-500)}`);
  return Number(all);
}

const folder = mkdtempSync(join(tmpdir(), 'koubo-rate-'));
const at = (name: string) => join(folder, name);
const bundle = fileURLToPath(
  new URL('../node_modules/mediabunny/dist/bundles/mediabunny.mjs', import.meta.url),
);
const server = createServer(({ url }, answer) => {
  const file = url === '/mediabunny.mjs' ? bundle : url === '/clip.mp4' ? at('clip.mp4') : null;
  answer.setHeader('Content-Type', file === bundle ? 'text/javascript' : file ? 'video/mp4' : 'text/html');
  answer.end(file ? readFileSync(file) : PAGE);
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const browser = await launch();
try {
  const page = await browser.newPage();
  console.log(
    '| clip | codec | own kb/s | bits a pixel | times asked | times got | SSIM |\n|---|---|---|---|---|---|---|',
  );
  for (const clip of process.argv.slice(2)) {
    const track = videoOf(clip);
    ffmpeg(['-i', clip, '-t', `${SECONDS}`, '-an', '-c:v', 'copy', at('own.mkv')]);
    const own = (8 * statSync(at('own.mkv')).size) / Math.min(SECONDS, track.duration);
    const exact = ['-c:v', 'libx264', '-preset', 'ultrafast', '-qp', '6', '-pix_fmt', 'yuv420p'];
    ffmpeg(['-i', clip, '-t', `${SECONDS}`, '-an', ...exact, '-bf', '0', at('clip.mp4')]);
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await page.waitForFunction('window.ready');
    for (const times of TIMES) {
      const encoded = await page.evaluate<string>(`window.encode(${Math.round(times * own)})`);
      writeFileSync(at('out.mp4'), Buffer.from(encoded, 'base64'));
      const got = (8 * statSync(at('out.mp4')).size) / Math.min(SECONDS, track.duration) / own;
      const bits = own / (track.width * track.height * track.fps);
      const figures = [
        (own / 1000).toFixed(0),
        bits.toFixed(4),
        times,
        got.toFixed(2),
        ssim(at('out.mp4'), at('clip.mp4')).toFixed(4),
      ];
      console.log(`| ${[basename(clip), track.codec, ...figures].join(' | ')} |`);
    }
  }
} finally {
  await browser.close();
  server.close();
  rmSync(folder, { recursive: true, force: true });
}
