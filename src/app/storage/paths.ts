/** OPFS folder of finished results. */
export const RESULTS = 'results';
/** OPFS folder of copies of the files that jobs are made from. */
export const INPUTS = 'inputs';
/** OPFS folder of networks that the user brought. */
export const NETWORKS = 'networks';
/** OPFS folder of what lets unfinished jobs go on where they were interrupted. */
export const WORK = 'work';

/** Where the bytes of a result lie. While they are being written they lie at the same path plus `.part`. */
export const resultPath = (id: string) => `${RESULTS}/${id}.mp4`;

/** OPFS folder of what can be made anew from the files it was made from. */
export const CACHE = 'cache';

/** Where a cached thing lies; `cacheId` makes the id. */
export const cachePath = (id: string) => `${CACHE}/${id}`;

/** Where a job's render writes down what it has encoded. */
export const packetLogPath = (jobId: string) => `${WORK}/${jobId}.packets`;

/** Where the copy of a file lies; `id` as in `SourceRef`. */
export const inputPath = (id: string) => `${INPUTS}/${id}`;

/** OPFS folder of archives of results that the browser downloads. */
export const ARCHIVES = 'archives';

/** Where such an archive lies. */
export const archivePath = (id: string) => `${ARCHIVES}/${id}.zip`;

/** Where a preview of a few seconds lies. */
export const clipPath = (id: string) => `${WORK}/${id}.clip`;

/** Id of the job or result that a path belongs to: ids hold no dot. */
export function ownerOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return name.split('.', 1)[0] ?? name;
}
