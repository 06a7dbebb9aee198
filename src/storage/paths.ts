/** OPFS folder of finished results. */
export const RESULTS = 'results';
/** OPFS folder of copies of the files that jobs are made from. */
export const INPUTS = 'inputs';
/** OPFS folder of networks that the user brought. */
export const NETWORKS = 'networks';
/** OPFS folder of what lets unfinished jobs go on where they were interrupted. */
export const WORK = 'work';
/** OPFS folder of files that live no longer than the job that made them. */
export const TEMP = 'temp';

/** Where the bytes of a result lie. While they are being written they lie at the same path plus `.part`. */
export const resultPath = (id: string) => `${RESULTS}/${id}.mp4`;

/** Where a job's render writes down what it has encoded. */
export const packetLogPath = (jobId: string) => `${WORK}/${jobId}.packets`;

/** Where the copy of a file lies; `id` as in `SourceRef`. */
export const inputPath = (id: string) => `${INPUTS}/${id}`;

/** Where a job puts what it converts. */
export const tempPath = (jobId: string, role: 'video' | 'speech') => `${TEMP}/${jobId}.${role}`;

/** Id of the job or result that a path belongs to: ids hold no dot. */
export function ownerOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return name.split('.', 1)[0] ?? name;
}
