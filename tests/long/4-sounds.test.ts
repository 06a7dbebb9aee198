import { writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { addBatch, giveHeaps, untilIdle } from '../e2e/batch-page';
import { useStudio } from '../e2e/studio';
import { CONTAINERS, LATE, SOUNDS } from '../formats/cases';
import { movedPictures, soundFaults } from '../formats/faults';
import { amrNoise, quietSpeech, writeCases } from '../formats/files';
import { listen } from '../formats/measure';
import { BATCH_MS, saveOutcome } from './dub-formats';

const studio = useStudio();

it('reads every sound of the matrix', async () => {
  const folder = studio.scratch('');
  const sounds = writeCases(
    SOUNDS.map((one) => ({ ...one, args: ['-vn', ...one.args] })),
    folder,
  );
  const [video] = writeCases([CONTAINERS[0]!], folder).values();
  const amr = studio.scratch('x-amr.amr');
  writeFileSync(amr, amrNoise());
  const page = await studio.open({ label: 'off' });
  await giveHeaps(page, [video!], [...sounds.values(), amr]);
  await addBatch(page);
  await untilIdle(page, BATCH_MS);
  const noise = (await saveOutcome(studio, page, amr)).path;
  expect(noise && listen(noise).seconds).toBeCloseTo(1, 0);
  const wrong: string[] = [];
  for (const [{ file }, source] of sounds) {
    const { path, why } = await saveOutcome(studio, page, source);
    wrong.push(...(path ? soundFaults(source, path) : [why]).map((fault) => `${file}: ${fault}`));
  }
  expect(wrong).toEqual([]);
});

it('keeps what is heard of a video with its pictures, also where the one begins before the other', async () => {
  const files = writeCases(LATE, studio.scratch(''));
  const speech = studio.scratch('speech.wav');
  writeFileSync(speech, quietSpeech());
  const page = await studio.open({ label: 'off', originalSound: 1 });
  await giveHeaps(page, [...files.values()], [speech]);
  await addBatch(page);
  await untilIdle(page, BATCH_MS);
  const wrong: string[] = [];
  for (const [{ file }, source] of files) {
    const { path, why } = await saveOutcome(studio, page, source);
    if (!path) {
      wrong.push(`${file}: ${why}`);
      continue;
    }
    const moved = movedPictures(source, path);
    // To the millisecond, where the speech itself has no picture that it belongs to.
    if (!(Math.abs(moved) <= 0.002)) wrong.push(`${file}: pictures come ${moved} s later than their sound`);
  }
  expect(wrong).toEqual([]);
});
