import { soundArguments } from '../ffmpeg/arguments';
import type { FfmpegClient } from '../ffmpeg/client';
import type { FfprobeReport } from '../ffmpeg/ffprobe-json';
import { openInput } from '../input/open-input';
import { openOpfsFile, removeOpfsFile } from '../output/opfs';
import { openOwnSound, type SoundTrack } from '../audio/sound-track';
import { startOf } from '../container/track-clock';

/** The sound of a file that is converted. */
export type OwnSound = {
  readonly sound: SoundTrack | null;
  /** The file's first moment by its own clock, which pictures that go with its own sound need; null for ffmpeg's. */
  readonly ownStart: number | null;
  /** Removes what was written on the way. */
  forget(): Promise<void>;
};

export const NO_SOUND: OwnSound = { sound: null, ownStart: null, forget: async () => {} };

/** The sound as the browser reads it, of the track at position `track` where there are several; null where it cannot be read, held by an mp4, or played. */
export async function readableSound(file: Blob, track?: number): Promise<OwnSound | null> {
  const sound = await openOwnSound(file, track).catch(() => null);
  return sound && { sound, ownStart: await firstMoment(file), forget: async () => {} };
}

async function firstMoment(file: Blob): Promise<number> {
  const input = openInput(file);
  try {
    return await startOf(input);
  } finally {
    input.dispose();
  }
}

/** PCM that ffmpeg decodes into a file beside `target`; `sound`: position among the sound streams. */
export async function decodedSound(
  client: FfmpegClient,
  facts: FfprobeReport,
  target: string,
  sound = 0,
): Promise<OwnSound> {
  const path = `${target}.sound`;
  await client.convert(path, soundArguments(facts, sound));
  return {
    sound: await openOwnSound(await openOpfsFile(path)),
    ownStart: null,
    forget: () => removeOpfsFile(path),
  };
}
