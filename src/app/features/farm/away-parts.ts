import { DubError } from '../../../engine/core/errors';
import type { MediaInfo } from '../../../engine/core/media-info';
import { openFile, writeStream } from '../../../engine/job/input/files';
import type { Sources } from '../../jobs/sources';
import { discardJob } from '../../storage/job-files';
import type { ConsentRecord } from '../../storage/records/consents';
import type { InputStore } from '../../storage/records/inputs';
import type { ResultRecord } from '../../storage/records/result-record';
import { Turns } from '../../../engine/core/turns';
import type { FarmOffer } from './offer.svelte';
import type { AwayParts } from './run-away';

/** What of the app a job that is made elsewhere needs. */
export type AppParts = {
  readonly inputs: Pick<InputStore, 'open'>;
  readonly sources: Pick<Sources, 'identify'>;
  readonly consents: { readonly list: () => Promise<readonly ConsentRecord[]> };
  readonly probe: (file: File) => Promise<MediaInfo>;
  readonly thumbnail: (video: Blob) => Promise<Blob | null>;
  readonly keep: (record: ResultRecord) => Promise<void>;
};

/** All jobs of this page share the line. */
const turns = new Turns();

export function awayParts(offer: FarmOffer, app: AppParts): AwayParts {
  return {
    ...{ client: offer.client, begun: offer.begun, turns, discard: discardJob },
    source: (ref) => app.inputs.open(ref),
    identify: (file) => app.sources.identify(file),
    confirmedBy: async ({ id }) => (await app.consents.list()).find((record) => record.id === id)?.by ?? '',
    write: async (path, bytes) => {
      await writeStream(path, bytes).catch((reason: unknown) => {
        const isFull = reason instanceof DOMException && reason.name === 'QuotaExceededError';
        throw isFull ? new DubError('storage/full', { cause: reason }) : reason;
      });
      return openFile(path);
    },
    ...{ probe: app.probe, thumbnail: app.thumbnail, keep: app.keep },
  };
}
