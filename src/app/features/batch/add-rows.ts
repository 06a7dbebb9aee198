import { toErrorData, type DubErrorData } from '../../../engine/core/errors';
import type { Chosen } from '../../jobs/intake/intake';
import type { Asked } from '../privacy/consents.svelte';
import type { BatchRow, How } from './rows';

/** What of a job is known when it is put into the queue. */
type JobRequest = How & { readonly video: Chosen; readonly speech: Chosen; readonly name?: string };

export type AddingParts = {
  /** What the right to use the face of a video is asked for by. Rejects where it cannot be read. */
  readonly askFor: (video: Chosen) => Promise<Asked>;
  /** Whether the user confirms that right for all of them. */
  readonly ask: (faces: readonly Asked[]) => Promise<boolean>;
  /** Puts a job of the batch into the queue. Rejects where it cannot be. */
  readonly add: (request: JobRequest, batch: string) => Promise<void>;
};

/**
 * Puts the jobs of some rows into the queue, one by one, and tells how many are done before each. Resolves to what was
 * refused, by the row's key; to null where the user does not confirm the right to use the faces.
 */
export async function addRows(
  rows: readonly BatchRow[],
  batch: string,
  { askFor, ask, add }: AddingParts,
  onnext: (done: number) => void,
): Promise<Map<string, DubErrorData> | null> {
  const refused = new Map<string, DubErrorData>();
  const faces: Asked[] = [];
  for (const { key, video } of rows)
    await askFor(video.chosen).then(
      (face) => faces.push(face),
      (reason: unknown) => refused.set(key, toErrorData(reason)),
    );
  // One question for all of them.
  if (faces.length > 0 && !(await ask(faces))) return null;
  for (const [done, { key, video, speech, name, how }] of rows.entries()) {
    onnext(done);
    if (refused.has(key)) continue;
    const pair = { video: video.chosen, speech: speech.chosen };
    await add({ ...pair, ...how, ...(name !== null && { name }) }, batch).catch((reason: unknown) =>
      refused.set(key, toErrorData(reason)),
    );
  }
  return refused;
}
