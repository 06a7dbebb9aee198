import type { Batch } from '../features/batch/batch.svelte';
import type { JobDraft } from './job-draft.svelte';
import type { StudioOptions } from './options';
import type { Services } from './services';
import type { Setup } from './setup.svelte';

/** The two heaps of files that many jobs are made from. */
export async function openBatch(
  { looks, sources, consents, workshop }: Services,
  setup: Setup,
  draft: JobDraft,
  thumbnail: StudioOptions['thumbnail'],
): Promise<Batch> {
  const { Batch } = await import('../features/batch/batch.svelte');
  return new Batch({
    host: looks,
    how: () => setup.how,
    pace: () => workshop.pace,
    thumbnail,
    canPaint: () => draft.canPaint,
    askFor: (video) => sources.askFor(video),
    ask: (faces) => consents.ask(faces),
    add: async (request, batch) => void (await workshop.add([request], { batch })),
  });
}
