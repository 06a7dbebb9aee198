import type { Snapshot } from '../bridge/services';
import { Workers } from '../bridge/workers';
import { DubError } from '../core/errors';
import { Turns } from '../core/turns';
import type { SourceFile } from '../core/media-info';
import { DEFAULT_PAINTER, painterOf } from '../painters';
import { slicePlan } from '../painters/slice-plan';
import { DEFAULT_SETTINGS } from '../plan/dub-plan';
import type { AnalysisStore } from './analyses/analysis-store';
import { dub, planJob, stretchesOf, type DubParts } from './dub';
import type { DubJob } from './dub-job';
import type { Analysis, CallOptions, DubRequest, DubResult, JoinedSpeech } from './engine-types';
import { openFile, removeFile } from './input/files';
import { forecast, prospectOf } from './progress/forecast';
import { joinFiles } from './input/join-files';
import { MemoryAnalyses } from './analyses/memory-analyses';
import { prepare } from './prepare';
import { currentStep, follow, startProgress, type StepEvent } from './progress/progress';
import type { SigningKey } from './signing-key';
import { checkFit, type Role, type Source } from './input/source';
import { options as callOptions, step, withRun, type StepRun } from './steps';

/** Where an engine keeps what it makes, and what it writes into results. */
export type EngineOptions = {
  /** Folder of the origin's private file system for results and conversions. Default `koubo-engine`. */
  readonly folder?: string;
  /** Where what was found out about files is kept; without it, in memory until the engine is closed. */
  readonly analyses?: AnalysisStore;
  /** Who made the results, as it is written into them for machines. Default `Koubo`. */
  readonly producer?: string;
  /** What signs the results (C2PA); without it nothing is signed. */
  readonly signingKey?: () => Promise<SigningKey>;
};

/** The engine in one page. Calls that work on whole files run one after another. */
export type Engine = {
  /**
   * Looks at a file and names it by its content. Throws `input/empty`, `input/unreadable`, `input/unsupported`; with
   * `role` also what makes it unfit for that part (`input/no-video`, `input/no-audio`, `input/speech-too-short`).
   */
  probe(file: File, role?: Role, options?: Pick<CallOptions, 'signal'>): Promise<Source>;
  /**
   * Makes one speech of several, in their order, for a script whose cues come from different files. Throws
   * `input/no-audio`, `input/damaged-sound`, `storage/full`.
   */
  join(speeches: readonly Source[], options?: Pick<CallOptions, 'signal'>): Promise<JoinedSpeech>;
  /** Finds the faces and hears the speech. Throws `input/no-face`, `input/no-person`, `input/speech-silent`. */
  analyse(request: DubRequest, options?: CallOptions): Promise<Analysis>;
  /** One frame of the result at `at` seconds, as filmed and as painted. Throws as `analyse`. */
  preview(request: DubRequest, at: number, options?: CallOptions): Promise<Snapshot>;
  /**
   * Makes the whole video, into a file of the user's where one is given. Throws as `analyse`, and `codec/no-encoder`,
   * `codec/failed`, `storage/full`, `model/failed`, `gpu/lost`, `worker/crashed`, `job/stalled`.
   */
  dub(
    request: DubRequest,
    options?: CallOptions & { readonly into?: FileSystemFileHandle },
  ): Promise<DubResult>;
  /** Removes the bytes of a result that lies in the origin's private file system. */
  release(result: DubResult): Promise<void>;
  /** Ends all work, and removes all that the engine has written. */
  close(): Promise<void>;
};

/** Opens an engine. Nothing is loaded before its first call. */
export function openEngine(options: EngineOptions = {}): Engine {
  const { folder = 'koubo-engine', producer = 'Koubo', signingKey } = options;
  const memory = options.analyses ? null : new MemoryAnalyses(folder);
  const analyses = options.analyses ?? (memory as MemoryAnalyses);
  const workers = new Workers();
  const looks = workers.lease('probe');
  const results = new Map<DubResult, string>();
  const closed = new AbortController();
  const turns = new Turns();

  /** One whole-file call at a time: each takes memory for its workers, and gives it back. */
  function run<T>(
    request: DubRequest,
    { signal, onProgress }: CallOptions,
    work: (run: StepRun<DubParts>) => Promise<T>,
  ): Promise<T> {
    const job = jobOf(request);
    const parts: DubParts = {
      ...{ analyses, now: () => performance.now() / 1000, leaseWorkers: () => workers.leaseJob() },
      source: (ref) =>
        Promise.resolve((ref.id === request.video.ref.id ? request.video : request.speech).file),
      files: { open: openFile, discard: (id) => removeFile(`${folder}/${id}`) },
      network: () => {
        const network = request.painter?.network;
        if (network) return Promise.resolve(network);
        return Promise.reject(
          new DubError('model/failed', { detail: { model: 'network', reason: 'no file' } }),
        );
      },
    };
    const context = {
      signal: AbortSignal.any([closed.signal, ...(signal ? [signal] : [])]),
      emit: onProgress ? telling(job, onProgress) : () => {},
    };
    return turns.take(() => withRun(crypto.randomUUID(), job, parts, context, work), context.signal);
  }

  return {
    async probe(file, role, { signal } = {}) {
      const call = { signal: AbortSignal.any([closed.signal, ...(signal ? [signal] : [])]) };
      const info = await looks.run((service, port) => service.probe(file, port), call);
      if (role) checkFit(role, info);
      return { file, info, ref: await looks.run((service, port) => service.accept(file, port), call) };
    },
    async join(speeches, { signal } = {}) {
      if (speeches.length === 0) throw new DubError('input/no-audio');
      const call = { signal: AbortSignal.any([closed.signal, ...(signal ? [signal] : [])]) };
      const { file, info, ranges } = await turns.take(async () => {
        const convert = workers.lease('convert');
        const parts = { convert, probe: looks, analyses, open: openFile };
        return joinFiles(parts, speeches, call).finally(() => convert.release());
      });
      const ref = await looks.run((service, port) => service.accept(file, port), call);
      return { speech: { file, info, ref }, ranges };
    },
    analyse: (request, how = {}) =>
      run(request, how, async (on) => {
        const { speaker, track } = await prepare(on);
        const hidden = track.present.filter((present, i) => present === 0 || track.covered[i] === 1).length;
        return { speaker, hidden: hidden / Math.max(1, track.present.length) };
      }),
    preview: (request, at, how = {}) =>
      run(request, how, async (on) => {
        const prepared = await prepare(on);
        const plan = await step(on, 'plan', () => planJob(on, prepared));
        const { video, speech } = prepared.ready;
        const network = request.painter?.network;
        const wanted = {
          ...{ video: video.file, speech: speech.file, info: video.info, ...stretchesOf(on.input, prepared) },
          ...{ plan: slicePlan(plan, { from: at, to: at }), ...(network && { network }) },
        };
        const { render } = on.workers;
        return step(on, 'render', () =>
          render.run((service, port) => service.snapshot(wanted, port), callOptions(on)),
        );
      }),
    dub: (request, { into, ...how } = {}) =>
      run(request, how, async (on) => {
        const path = `${folder}/${on.id}`;
        const target = { path, producer, title: titleOf(on.input), ...(signingKey && { key: signingKey }) };
        try {
          const { output, speaker, learned } = await dub(on, target);
          const file = await openFile(path);
          const type = on.input.settings.format === 'webm' ? 'video/webm' : 'video/mp4';
          const { frames, seconds, width, height } = output;
          const result: DubResult = {
            ...{ type, frames, seconds, width, height, speaker, timings: on.watch.timings() },
            ...(learned !== undefined && { learned }),
            file: into ? await moveInto(into, file) : new File([file], titleOf(on.input), { type }),
          };
          if (into) await removeFile(path);
          else results.set(result, path);
          return result;
        } catch (reason) {
          await removeFile(path);
          throw reason;
        }
      }),
    async release(result) {
      const path = results.get(result);
      results.delete(result);
      if (path !== undefined) await removeFile(path);
    },
    async close() {
      closed.abort(new DOMException('the engine was closed', 'AbortError'));
      workers.close();
      await turns.done();
      await Promise.all([...results.values()].map((path) => removeFile(path)));
      results.clear();
      await memory?.clear();
    },
  };
}

function jobOf({ video, speech, settings, painter, encoder = 'auto', ...rest }: DubRequest): DubJob {
  const kind = painter ? painterOf(painter.id) : DEFAULT_PAINTER;
  const named = ({ ref, info }: Source): SourceFile => ({ ...ref, info });
  const network = painter?.network && {
    network: { id: painter.network.name, name: painter.network.name, licence: '' },
  };
  return {
    ...{ video: named(video), speech: named(speech), encoder },
    settings: { ...DEFAULT_SETTINGS, ...settings },
    painter: { id: kind.id, settings: kind.readSettings(painter?.settings ?? {}), ...network },
    ...(rest.face && { face: rest.face }),
    ...(rest.trim && { trim: rest.trim }),
    ...(rest.script && { script: rest.script }),
    ...(rest.name !== undefined && { name: rest.name }),
  };
}

const titleOf = ({ name, video, settings }: DubJob): string =>
  `${name ?? video.name.replace(/\.[^.]*$/, '')}.${settings.format}`;

/** Folds what happens on the way of a job into how far it is. */
function telling(job: DubJob, tell: NonNullable<CallOptions['onProgress']>): (event: StepEvent) => void {
  let progress = startProgress(forecast(prospectOf(job, { track: false, listen: false })));
  return (event) => {
    progress = follow(progress, event);
    const { fraction, secondsLeft } = progress;
    tell({ step: currentStep(progress) ?? 'probe', fraction, secondsLeft });
  };
}

async function moveInto(handle: FileSystemFileHandle, file: File): Promise<File> {
  await file.stream().pipeTo(await handle.createWritable());
  return handle.getFile();
}
