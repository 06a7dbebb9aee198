import type { PlanCall, RenderRequest, Stretch } from '../../../engine/bridge/services';
import type { MediaInfo } from '../../../engine/core/media-info';
import type { TimeRange } from '../../../engine/core/time-range';
import type { FaceRun } from '../../../engine/face/people/face-run';
import { APPEARANCE_SIZE } from '../../../engine/face/people/likeness';
import { LOOK_BYTES } from '../../../engine/face/track/choice/face-look';
import { FRAME_SIZE } from '../../../engine/face/track/face-frames';
import type { DubJob } from '../../../engine/job/dub-job';
import type { SigningKey } from '../../../engine/job/signing-key';
import { spoken } from '../../../engine/plan/testing';
import type { Layout } from '../../../engine/script/layout';
import { DEFAULT_DEPLOYMENT, type Deployment } from '../../environment/deployment';
import { CacheStore } from '../../storage/records/caches';
import { openDatabase } from '../../storage/records/database';
import type { ResultRecord } from '../../storage/records/result-record';
import { memoryFiles } from '../../storage/records/testing';
import type { JobEvent } from '../job';
import { videoInfo } from '../testing';
import { Analyses } from './analyses';
import { runJob, type RunnerParts } from './runner';

const within = (part: TimeRange | null | undefined) => (part ? ` ${part.from}-${part.to}` : '');

/** Two faces beside each other, the second the smaller: left edge and size. */
export const PLACES = [
  [50, 60],
  [300, 40],
] as const;

const KEY = { privateKey: {}, certificate: Uint8Array.of(1) } as unknown as SigningKey;

/** A face in one frame. */
const runAt = (left: number, size: number): FaceRun => ({
  from: 0,
  values: Int16Array.from({ length: FRAME_SIZE }, (_, i) => (i % 3 === 0 ? left : 50) + (i % 2) * size),
  looks: new Uint8Array(LOOK_BYTES),
  openings: new Float32Array(1),
  appearance: new Float32Array(APPEARANCE_SIZE),
  measures: 0,
});

/** Services that answer at once and write down what they were asked; `fail` makes one of them throw. */
export function setUp(
  fail: Record<string, unknown> = {},
  deployment: Partial<Deployment> = {},
  places = PLACES.slice(0, 1),
) {
  const calls: string[] = [];
  const kept: ResultRecord[] = [];
  const events: JobEvent[] = [];
  const answer = async <T>(call: string, value: T): Promise<T> => {
    calls.push(call);
    await Promise.resolve();
    if (call in fail) {
      if (fail[call] === 'never') return new Promise(() => {});
      throw fail[call];
    }
    return value;
  };
  const host = (name: string, service: unknown) => ({
    run: async (
      call: (service: never, port: MessagePort) => unknown,
      { signal }: { signal: AbortSignal },
    ) => {
      signal.throwIfAborted();
      return call(service as never, {} as MessagePort);
    },
    dispose: () => void calls.push(`${name} ends`),
    release: () => void calls.push(`${name} ends`),
  });
  const asked: { plan?: PlanCall; plans: PlanCall[]; render?: RenderRequest } = { plans: [] };
  const converted: MediaInfo = { ...videoInfo, container: 'converted' };
  const tracker = (name: string) => ({
    warm: () => answer(`warm ${name}`, undefined),
    track: (file: File, { part, of }: Stretch, span: TimeRange | null) =>
      answer(`track ${file.name} ${part}/${of}${within(span)}`, {
        ...{ width: 512, height: 512, times: Float64Array.of(part), cuts: Uint8Array.of(0), step: 1 },
        runs: places.map(([left, size]) => runAt(left, size)),
      }),
  });
  const curve = {
    ...{ values: new Float32Array(4), components: 1, loudnessDb: new Float32Array(4), duration: 4 },
    ...spoken(4),
  };
  const parts = {
    leaseWorkers: () => ({
      probe: host('probe', {
        probe: (file: File) => answer(`probe ${file.name}`, converted),
      }),
      convert: host('convert', {
        warm: () => answer('warm convert', undefined),
        layOut: (_: readonly File[], { pieces }: Layout) =>
          answer(`layOut ${pieces.map(({ from }) => from).join()}`, undefined),
        convert: (file: File, _: MediaInfo, target: string) =>
          answer(`convert ${file.name} to ${target}`, undefined),
      }),
      track: host('track', tracker('track')),
      trackBeside: host('trackBeside', tracker('trackBeside')),
      speech: host('speech', {
        warm: () => answer('warm speech', undefined),
        listen: (file: File, part: TimeRange | null) => answer(`listen ${file.name}${within(part)}`, curve),
        listenToOwn: (file: File, part: TimeRange | null) =>
          answer(`listenToOwn ${file.name}${within(part)}`, null),
        device: () => answer('device', 'wasm'),
      }),
      render: host('render', {
        plan: (call: PlanCall) => {
          asked.plan = call;
          asked.plans.push(call);
          return answer('plan', { fps: 25 });
        },
        render: (request: RenderRequest) => {
          asked.render = request;
          return answer(`render ${request.video.name} ${request.encoder}`, {
            ...{ path: request.target, bytes: 9, frames: 100, seconds: 4, width: 512, height: 512 },
            credentials: { certificate: 'c', video: 'v', speech: 's' },
          });
        },
      }),
    }),
    deployment: async () => ({ ...DEFAULT_DEPLOYMENT, ...deployment }),
    analyses: new Analyses(new CacheStore(memoryFiles(), () => openDatabase(`test-${Math.random()}`))),
    signingKey: async () => KEY,
    source: ({ name }: { name: string }) => answer(`open ${name}`, new File([name], name)),
    network: (id: string) => answer(`network ${id}`, new File([], `${id}.onnx`)),
    files: {
      open: async (path: string) => new File(['x'], path),
      discard: async (id: string) => void calls.push(`discard ${id}`),
    },
    keep: async (record: ResultRecord) => {
      await answer('keep', undefined);
      kept.push(record);
    },
    thumbnail: async () => null,
    now: () => calls.length,
  } as unknown as RunnerParts;
  const run = (input: DubJob, signal = new AbortController().signal) =>
    runJob('j', input, parts, { signal, emit: (event) => events.push(event) });
  return { calls, kept, events, asked, run };
}
