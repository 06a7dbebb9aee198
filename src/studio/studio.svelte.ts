import { spawnHosts } from '../bridge/spawn';
import { DEFAULT_SETTINGS, type DubSettings } from '../dub/plan/dub-plan';
import type { EncoderChoice } from '../bridge/services';
import { openFile, removeFile } from '../storage/files';
import { discardJob, removeTemporary } from '../storage/job-files';
import { holdJob } from '../storage/lease';
import { resultPath } from '../storage/paths';
import type { ResultRecord } from '../storage/result-record';
import { ResultStore } from '../storage/results';
import { estimateSpace, type Space } from '../storage/space';
import { sweep } from '../storage/sweep';
import { DEFAULT_WAV2LIP, OWN_SHARPENING, type Wav2LipSettings } from '../dub/wav2lip/inputs';
import { NetworkStore } from '../storage/networks';
import { Analyses } from './analyses';
import { findLacks, type Lack } from './environment';
import { inspect, type Role, type Slot } from './intake';
import { isActive, type Job, type JobId, type JobInput, type Outcome } from './job';
import { builtInNetworks } from './known-networks';
import { Networks } from './networks.svelte';
import { Queue } from './queue.svelte';
import { runJob, type RunContext, type RunnerParts } from './runner';
import { cool, warm } from './warm';

export type StudioOptions = {
  /** Where they differ from the defaults. */
  readonly settings?: Partial<DubSettings>;
  readonly encoder?: EncoderChoice;
  /** A small picture of a video; null where none can be made. */
  readonly thumbnail: (video: Blob) => Promise<Blob | null>;
};

/** Who paints the mouth: the video's own mouths, or a network. */
export type Engine = ResultRecord['engine'];

/** What the user has on the table: two files, the job made from them, and the results of earlier ones. */
export class Studio {
  readonly #options: StudioOptions;
  readonly #queue = new Queue((id, input, context) => this.#run(id, input, context));
  readonly #runner: RunnerParts;
  readonly #results = new ResultStore();
  readonly #hosts = spawnHosts();
  /** Networks for the Wav2Lip engine. */
  readonly networks = new Networks({
    host: this.#hosts.network,
    store: new NetworkStore(),
    builtIn: builtInNetworks(),
  });
  /** Probes at the drop: its own worker, so that the answer does not wait behind a job. */
  readonly #intake = spawnHosts().probe;
  readonly #looking: Partial<Record<Role, AbortController>> = {};
  // Nothing is drawn from this.
  // eslint-disable-next-line svelte/prefer-svelte-reactivity
  readonly #leases = new Map<JobId, () => void>();

  #slots = $state.raw<Readonly<Record<Role, Slot>>>({
    speech: { state: 'empty' },
    video: { state: 'empty' },
  });
  #engine = $state.raw<Engine>('reuse');
  #settings = $state.raw<DubSettings>(DEFAULT_SETTINGS);
  #wav2lip = $state.raw<Wav2LipSettings>(DEFAULT_WAV2LIP);
  #current = $state.raw<JobId | null>(null);
  #history = $state.raw<readonly ResultRecord[]>([]);
  #space = $state.raw<Space | null>(null);
  #lacks = $state.raw<readonly Lack[]>([]);

  /** The job that the page shows. */
  readonly job: Job | null = $derived(this.#queue.jobs.find(({ id }) => id === this.#current) ?? null);
  readonly busy: boolean = $derived(
    this.job !== null && (isActive(this.job) || this.job.state === 'waiting'),
  );
  /** True where the face is a still picture, which has no mouths to borrow. */
  readonly isStill: boolean = $derived(
    this.#slots.video.state === 'ready' && this.#slots.video.chosen.info.reader === 'picture',
  );
  /** True when both files are fit and nothing runs. */
  readonly canStart: boolean = $derived(
    this.#slots.speech.state === 'ready' &&
      this.#slots.video.state === 'ready' &&
      !this.busy &&
      (this.#engine === 'reuse' ? !this.isStill : this.networks.choice?.state === 'ready') &&
      !this.#lacks.includes('no-webcodecs'),
  );

  constructor(options: StudioOptions) {
    this.#options = options;
    this.#settings = { ...DEFAULT_SETTINGS, ...options.settings };
    this.#runner = {
      hosts: this.#hosts,
      analyses: new Analyses(),
      files: { open: openFile, discard: discardJob },
      keep: (record) => this.#results.put(record),
      thumbnail: options.thumbnail,
      now: () => performance.now() / 1000,
    };
  }

  get slots() {
    return this.#slots;
  }
  /** Finished results, newest first. */
  get history() {
    return this.#history;
  }
  /** Room in this browser's storage; null where it is not known. */
  get space() {
    return this.#space;
  }
  get lacks() {
    return this.#lacks;
  }
  get engine() {
    return this.#engine;
  }
  /** Sharpening of the mouth as the engine will do it. */
  get sharpening() {
    return this.#settings.sharpening ?? (this.#engine === 'wav2lip' ? OWN_SHARPENING : 0);
  }
  /** How the Wav2Lip engine is to work. */
  get wav2lip() {
    return this.#wav2lip;
  }

  /** Takes a network at once where the engine needs one and there is one. */
  useEngine(engine: Engine): void {
    if (this.busy) return;
    this.#engine = engine;
    const [first] = this.networks.list;
    if (engine === 'wav2lip' && !this.networks.choice && first) this.networks.choose(first.id);
  }

  adjust(change: Partial<DubSettings>): void {
    this.#settings = { ...this.#settings, ...change };
  }

  adjustWav2Lip(change: Partial<Wav2LipSettings>): void {
    this.#wav2lip = { ...this.#wav2lip, ...change };
  }

  /** Once, at the start of the page. Rejects where the browser refuses storage (private windows of some). */
  async open(): Promise<void> {
    this.#lacks = await findLacks();
    if (this.#lacks.includes('no-webcodecs')) return;
    await sweep(this.#results);
    await this.networks.open();
    // Whoever was quicker than the list has no network yet.
    this.useEngine(this.#engine);
    await this.#refresh();
  }

  /** Puts a file in its place; the slot tells what it is, or why it cannot be used. */
  async give(role: Role, file: File): Promise<void> {
    if (this.busy) return;
    // What went wrong with the files before is no news any more.
    this.dismiss();
    this.#looking[role]?.abort();
    const looking = (this.#looking[role] = new AbortController());
    this.#put(role, { state: 'checking', file });
    const slot = await inspect(this.#intake, role, file, looking.signal);
    if (!slot || this.#looking[role] !== looking) return;
    this.#put(role, slot);
    if (role === 'video' && this.isStill) this.useEngine('wav2lip');
    if (slot.state === 'ready') warm(this.#runner.hosts, role, slot.chosen.info.reader, looking.signal);
  }

  /** Empties a slot. */
  clear(role: Role): void {
    if (this.busy) return;
    this.dismiss();
    this.#looking[role]?.abort();
    cool(this.#runner.hosts, role);
    this.#put(role, { state: 'empty' });
  }

  start(): void {
    const { speech, video } = this.#slots;
    if (!this.canStart || speech.state !== 'ready' || video.state !== 'ready') return;
    this.dismiss();
    this.#current = this.#queue.add({
      video: video.chosen,
      speech: speech.chosen,
      settings: this.#settings,
      encoder: this.#options.encoder ?? 'auto',
      ...this.#painter(),
    });
  }

  #painter(): Pick<JobInput, 'wav2lip'> {
    const { choice } = this.networks;
    if (this.#engine === 'reuse' || choice?.state !== 'ready') return {};
    return { wav2lip: { network: choice.network, settings: this.#wav2lip } };
  }

  cancel(): void {
    if (this.#current) this.#queue.cancel(this.#current);
  }

  /** Puts the finished, failed or cancelled job away; both files stay where they are. */
  dismiss(): void {
    if (this.busy || this.#current === null) return;
    const id = this.#current;
    this.#current = null;
    this.#queue.dismiss(id);
    void this.#release(id);
  }

  /** Puts the job away and takes both files off the table. */
  again(): void {
    this.dismiss();
    this.clear('speech');
    this.clear('video');
  }

  /** The bytes of a result, by reference. Throws a `NotFoundError`. */
  read(id: string): Promise<File> {
    return openFile(resultPath(id));
  }

  /** Deletes a result for good: the record first, so that none ever names bytes that are gone. */
  async delete(id: string): Promise<void> {
    await this.#results.delete(id);
    await removeFile(resultPath(id));
    if (this.#current === id) this.dismiss();
    await this.#refresh();
  }

  #put(role: Role, slot: Slot): void {
    this.#slots = { ...this.#slots, [role]: slot };
  }

  async #refresh(): Promise<void> {
    this.#history = await this.#results.list();
    this.#space = await estimateSpace();
  }

  async #run(id: JobId, input: JobInput, context: RunContext): Promise<Outcome> {
    this.#leases.set(id, await holdJob(id));
    try {
      const outcome = await runJob(id, input, this.#runner, context);
      // The result is safe by now; a list that cannot be read is no reason to call the job failed.
      await this.#refresh().catch((reason: unknown) =>
        console.warn('the list of results was not read', reason),
      );
      return outcome;
    } catch (reason) {
      await this.#release(id);
      throw reason;
    }
  }

  /** A finished job keeps its converted video until it is put away: the result is shown beside it. */
  async #release(id: JobId): Promise<void> {
    await removeTemporary(id);
    this.#leases.get(id)?.();
    this.#leases.delete(id);
  }
}
