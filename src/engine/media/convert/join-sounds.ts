import type { TaskContext } from '../../core/progress';
import { soundTrackOf } from '../audio/sound-choice';
import { lengthOf } from '../container/track-clock';
import { openInput } from '../input/open-input';
import { layOutSpeech } from '../script/lay-out';

/**
 * Writes sounds one behind the other, as floating-point PCM in wav at the OPFS path `target`. Throws `input/no-audio`,
 * `input/damaged-sound`, `storage/full`.
 */
export async function joinSounds(
  sounds: readonly Blob[],
  target: string,
  context: TaskContext,
): Promise<void> {
  let at = 0;
  const pieces = [];
  for (const [file, sound] of sounds.entries()) {
    const to = await secondsOf(sound);
    pieces.push({ file, from: 0, to, at });
    at += to;
  }
  await layOutSpeech(sounds, { pieces, duration: at }, target, context);
}

async function secondsOf(sound: Blob): Promise<number> {
  const input = openInput(sound);
  try {
    const track = await soundTrackOf(input);
    return track ? await lengthOf(track) : 0;
  } finally {
    input.dispose();
  }
}
