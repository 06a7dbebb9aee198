import type { EncoderChoice } from '../../src/engine/bridge/services';
import type { JobWorkers } from '../../src/engine/bridge/workers';
import type { MediaInfo } from '../../src/engine/core/media-info';
import { DEFAULT_SETTINGS, type DubPlan } from '../../src/engine/plan/dub-plan';
import type { Progress } from '../../src/engine/core/progress';
import { onceFree } from '../../src/engine/media/output/once-free';
import {
  descriptionOf,
  encodeRecord,
  readRecord,
  type LogRecord,
} from '../../src/engine/media/output/packet-log-format';
import { openFile, removeFile, writeFile } from '../../src/engine/job/input/files';
import { packetLogPath, resultPath } from '../../src/app/storage/paths';

/** An mp4 by which encoder, a WebM, or an mp4 in which the rest of the video follows the speech. */
export type RenderKind = EncoderChoice | 'webm' | 'rest';

export type RenderWish = {
  readonly video: File;
  readonly speech: File;
  readonly info: MediaInfo;
  readonly plan: DubPlan;
  readonly kind: RenderKind;
};

export type Rendered = {
  /** The finished file. */
  readonly file: Uint8Array;
  readonly frames: number;
  readonly restored: number;
  /** The first thing that was reported: what was done of the whole by then. */
  readonly first: number;
  readonly seconds: number;
};

const ID = 'lab';

/** Renders, or goes on with what was interrupted; there is one render in the lab. */
export async function renderAgain(
  host: JobWorkers['render'],
  { video, speech, info, plan, kind }: RenderWish,
  onProgress: (progress: Progress) => void = () => {},
): Promise<Rendered> {
  let first = -1;
  const report = (progress: Progress) => {
    if (first < 0) first = progress.done;
    onProgress(progress);
  };
  const checkpoint = { path: packetLogPath(ID), sources: [video.name, speech.name] };
  const how = {
    ...{ auto: {}, ffmpeg: { encoder: 'ffmpeg' as const } },
    webm: { output: { ...DEFAULT_SETTINGS, format: 'webm' as const } },
    rest: { rest: { from: plan.base.length / plan.fps } },
  }[kind];
  const start = performance.now();
  const { path, frames, restored } = await host.run(
    (service, port) =>
      service.render({ video, speech, info, plan, ...how, target: resultPath(ID), checkpoint }, port),
    { signal: new AbortController().signal, onProgress: report },
  );
  const seconds = (performance.now() - start) / 1000;
  const file = new Uint8Array(await (await openFile(path)).arrayBuffer());
  return { file, frames, restored, first, seconds };
}

/** Forgets what was interrupted. */
export const forget = () => removeFile(packetLogPath(ID));

/** Makes the log look as if another encoder had written it. */
export const otherConfig = () => rewriteLog((records) => records.map(changed));

/** Makes the log look as if the run had been interrupted after so many packets. */
export const shorten = (packets: number) =>
  rewriteLog((records) => {
    let seen = 0;
    return records.filter(({ kind }) => kind !== 'packet' || seen++ < packets);
  });

async function rewriteLog(change: (records: LogRecord[]) => LogRecord[]): Promise<void> {
  const file = new Uint8Array(await (await openFile(packetLogPath(ID))).arrayBuffer());
  const read = (into: Uint8Array, at: number) => {
    const piece = file.subarray(at, at + into.length);
    into.set(piece);
    return piece.length;
  };
  const records: LogRecord[] = [];
  for (let next = readRecord(read, 0); next; next = readRecord(read, next.end)) records.push(next.record);
  const bytes = change(records).map((record) =>
    encodeRecord(record, (bytes) => new Uint8Array(bytes)),
  ) as Uint8Array<ArrayBuffer>[];
  // The page that was interrupted may still hold it.
  await onceFree(() => writeFile(packetLogPath(ID), new Blob(bytes)));
}

function changed(record: LogRecord): LogRecord {
  if (record.kind !== 'config') return record;
  const description = descriptionOf(record.config).slice();
  // VP9 has no description.
  if (description.length === 0)
    return { kind: 'config', config: { ...record.config, codec: 'vp09.01.10.08' } };
  description[description.length - 1]! ^= 1;
  return { kind: 'config', config: { ...record.config, description } };
}
