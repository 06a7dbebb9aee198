import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { ffmpeg } from '../../scripts/ffmpeg';
import { useStudio } from '../e2e/studio';
import { cutFiles, wholeFiles } from '../formats/damage';
import { randomFrom } from '../formats/random';
import { expectSurvived, look, store } from './dub-damaged';

const studio = useStudio();

it('copes with a file cut off at 50 places', () =>
  expectSurvived(studio, cutFiles(wholeFiles(studio.scratch('')), 50)));

it('tells what is no video, whatever its name, and reads what is one under a wrong name', async () => {
  const whole = wholeFiles(studio.scratch(''));
  const long = ['long.png', 'long.mkv'].map((name) => studio.scratch(name));
  const raw = ['-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', '100000x1', '-i', '-'];
  for (const path of long)
    ffmpeg([...raw, ...(path.endsWith('mkv') ? ['-c:v', 'png'] : []), path], Buffer.alloc(300_000, 90));
  const files = [
    store(studio, 'zero.mp4', ''),
    store(studio, 'text.mp4', 'Dies ist ein Text.\n'.repeat(100)),
    store(studio, 'noise.mkv', Buffer.from(Array.from({ length: 5000 }, randomFrom(7)).map((x) => 256 * x))),
    store(studio, 'really-mp4.avi', whole.mp4),
    store(studio, 'really-avi.mp4', whole.avi),
    store(studio, 'really-webm.txt', whole.webm),
    ...long,
  ];
  const page = await studio.open();
  const said = await look(
    page,
    files,
    store(studio, 'speech.wav', readFileSync(studio.scratch('master.wav'))),
  );
  expect(Object.fromEntries(said)).toMatchObject({
    'zero.mp4': 'input/empty',
    'text.mp4': 'input/unreadable',
    'noise.mkv': 'input/unreadable',
    'really-mp4.avi': 'ready',
    'really-avi.mp4': 'ready',
    'really-webm.txt': 'ready',
  });
  for (const name of ['long.png', 'long.mkv']) expect(said.get(name), name).toMatch(/^input\/picture-size$/);
});
