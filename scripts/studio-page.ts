import type { Page } from 'playwright-core';
import type { Fit } from '../src/engine/script/script';
import {
  chooseSentence,
  giveLines,
  takeSound,
  trimFile,
  type Lines,
  type Sentence,
  type SoundTracks,
  type TrimEnds,
} from './studio-page/adjust';
import { useNetwork, type NetworkJob } from './studio-page/network';
import { giveFile, part } from './studio-page/page';
import {
  saveResult,
  saveSubtitles,
  waitForResult,
  type Finished,
  type WaitOptions,
} from './studio-page/result';
import { pressStart } from './studio-page/start';

export * from './studio-page/adjust';
export * from './studio-page/network';
export * from './studio-page/page';
export * from './studio-page/result';
export * from './studio-page/start';

export type DubJob = WaitOptions & {
  video: string;
  speech: string;
  /** In place of the speech. */
  lines?: Lines | null;
  out: string;
  network?: NetworkJob | null;
  /** Which parts of the files are used. */
  trim?: TrimEnds;
  /** Which of their sound tracks are used, where they have several. */
  sounds?: SoundTracks;
  /** Only this stretch of the video is said anew. */
  fix?: Sentence | null;
  /** What gives where it is longer or shorter. */
  fixFit?: Fit | null;
  /** Who confirms that the video may be used. */
  consent?: string;
  /** When all is given and nothing was started yet. */
  beforeStart?: () => Promise<void>;
};
export type Dubbed = Finished & { name: string };

/** One whole job on an open page, by its own buttons: both files, start, wait, download to `out`. */
export async function dubOnPage(
  page: Page,
  {
    video,
    speech,
    out,
    network,
    trim = {},
    sounds = {},
    fix,
    fixFit,
    lines,
    consent,
    beforeStart,
    ...wait
  }: DubJob,
): Promise<Dubbed> {
  if (network) await useNetwork(page, network);
  if (fix) await part(page, 'mode-fix').check({ force: true });
  await giveFile(page, 'video', video);
  if (lines) await giveLines(page, lines);
  else await giveFile(page, 'speech', speech);
  await takeSound(page, 'video', sounds.video);
  if (!lines) {
    await takeSound(page, 'speech', sounds.speech);
    if (fix) await chooseSentence(page, fix);
    if (fix && fixFit) await part(page, 'fix-fit').selectOption(fixFit);
    else await trimFile(page, 'video', trim.video);
    await trimFile(page, 'speech', trim.speech);
  }
  await beforeStart?.();
  await pressStart(page, consent);
  const finished = await waitForResult(page, wait);
  const name = await saveResult(page, out);
  for (const kind of lines?.beside ?? [])
    await saveSubtitles(page, kind, out.replace(/\.[^./\\]*$/, `.${kind}`));
  return { ...finished, name };
}
