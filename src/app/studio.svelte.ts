import type { EncoderChoice } from '../engine/bridge/services';
import type { LabelText } from '../engine/provenance/label/label';
import { spawnHosts, spawnNetworkHost } from '../engine/bridge/spawn';
import { WorkerPool } from '../engine/bridge/worker-pool';
import { isAbort, toErrorData, type DubErrorData } from '../engine/core/errors';
import type { TimeRange } from '../engine/core/time-range';
import { fitRange, type Trim } from '../engine/core/trim';
import { DEFAULT_SETTINGS, type DubSettings } from '../engine/plan/dub-plan';
import { changedSettings, completeSettings, settled, SETTING_NAMES } from '../engine/plan/settings';
import { DEFAULT_PAINTER, PAINTERS, painterOf } from '../engine/painters';
import type { PainterKind } from '../engine/painters/kind';
import type { Painting } from '../engine/painters/painting';
import { ignoresShared } from './jobs/painter';
import { InputStore } from './storage/records/inputs';
import { CacheStore } from './storage/records/caches';
import { openDatabase } from './storage/records/database';
import { ConsentStore } from './storage/records/consents';
import { holdJob } from './storage/lease';
import { LogStore } from './storage/records/log';
import { NetworkStore } from './storage/records/networks';
import type { Preset } from './storage/records/presets';
import type { ResultRecord } from './storage/records/result-record';
import { estimateSpace, isPersistent } from './storage/space';
import type { BytesCheck } from './storage/stored-bytes';
import { measureFolders } from './storage/usage';
import { ValueStore } from './storage/records/values';
import type { Batch } from './features/batch/batch.svelte';
import { totalsOf } from './features/batch/rows';
import { setShared } from './features/privacy/clear-out';
import { Consents } from './features/privacy/consents.svelte';
import { DEFAULT_DEPLOYMENT, DeploymentFile, type Deployment } from './environment/deployment';
import { Desk } from './features/make/desk.svelte';
import { rolesOf } from './features/make/hand-over';
import { unpacked } from './features/batch/unpacked';
import { findLacks, isBasic, isFatal, type Lack } from './environment/environment';
import { checkHeard, type Chosen } from './jobs/intake/intake';
import { ROLES, type Role } from '../engine/job/input/source';
import { hasEnded, isActive, type Job, type JobId } from './jobs/job';
import type { DubJob } from '../engine/job/dub-job';
import { fixedSentence, fixScript, type Sentence } from './features/fix/fix-script';
import type { JoinFiles } from './features/lines/join-given';
import { scriptOf, sheetOf, type Sheet } from './features/lines/sheet';
import type { Script } from '../engine/script/script';
import { Faces } from './features/faces/faces.svelte';
import { builtInNetworks } from './features/networks/known-networks';
import { fileEntry } from './features/log/job-entries';
import { Journal } from './features/log/journal.svelte';
import { openedEntry } from './features/log/opened';
import { Networks } from './features/networks/networks.svelte';
import { Presets } from './features/settings/presets.svelte';
import { Preview } from './features/preview/preview.svelte';
import { fetchSample } from './features/make/sample';
import { Sources, staysInPlace } from './jobs/sources';
import { cool, warm } from '../engine/job/warm';
import { missingSpace } from './features/storage-manager/space-forecast';
import { Storeroom } from './features/storage-manager/storeroom.svelte';
import { Workshop, type JobRequest } from './features/queue/workshop.svelte';
import type { Progress } from '../engine/core/progress';
import type { SourceFile } from '../engine/core/media-info';
import { Conversions } from './features/make/conversions.svelte';
import { convertFile, isDirect } from '../engine/job/input/convert-file';
import { Tables } from './jobs/intake/table';
import type { MakeMode } from './ui/preferences.svelte';

export type StudioOptions = {
  /** Where they differ from the defaults. */
  readonly settings?: Partial<DubSettings>;
  readonly encoder?: EncoderChoice;
  /** The language in which the page is shown now. */
  readonly language: () => Exclude<LabelText, 'both'>;
  /** Who speaks where there are several and nobody is chosen, counted from 1; null for whoever is found to. */
  readonly person?: number | null;
  /** A small picture of a video; null where none can be made. */
  readonly thumbnail: (video: Blob) => Promise<Blob | null>;
  /** Whether the server has another build of the app by now than this page is of. */
  readonly isReplaced?: () => Promise<boolean>;
};

/** What of a result is needed to make it again. */
type Reusable = Pick<ResultRecord, 'video' | 'speech' | 'trim' | 'script' | 'face' | 'painter' | 'settings'>;

/** What is made of the files on the table: all of the video, one sentence of it, or lines. */
export type TableMode = Exclude<MakeMode, 'batch'>;

/** Plain data of the same members in the same order. */
const isSame = (a: object, b: object) => JSON.stringify(a) === JSON.stringify(b);

/** Whoever changes something changes more; milliseconds. */
const REMEMBER_MS = 500;

/** Workers that look at files at the same time. */
const LOOKS_AT_ONCE = 3;

/** The user's work: two files on the table, how they are to be used, and the workshop that all jobs go to. */
export class Studio {
  readonly #options: StudioOptions;
  readonly #hosts = spawnHosts();
  readonly #intake = spawnHosts().probe;
  /** Looks at files: a bad one keeps none of the others waiting. */
  readonly #looks = new WorkerPool(() => spawnHosts().probe, LOOKS_AT_ONCE);
  readonly #check: BytesCheck = {
    idOf: async (file) => (await this.sources.identify(file)).id,
    flush: (path) =>
      this.#intake.run((service, port) => service.flush(path, port), {
        signal: new AbortController().signal,
      }),
  };
  readonly inputs = new InputStore(openDatabase, this.#check);
  readonly sources = new Sources({ host: this.#intake, store: this.inputs });
  /** What happened in this browser. */
  readonly journal = new Journal({ store: new LogStore() });
  /** Who confirmed the right to use which video. */
  readonly consents = new Consents(new ConsentStore());
  readonly desk = new Desk({
    host: this.#looks,
    onlooked: (slot) => fileEntry(slot).forEach((draft) => this.journal.add(draft)),
    onready: (role, chosen, signal) => this.#ready(role, chosen, signal),
    onclear: (role) => this.#cleared(role),
  });
  /** Who is in the video on the table. Its worker is not the jobs', so that it can be ended at any time. */
  readonly faces = new Faces(spawnHosts().track);
  /** What is on the table and cannot be read as it is becomes readable meanwhile. Its worker is not the jobs' either. */
  readonly conversions = new Conversions({
    convert: (role, given, options) => this.#convert(role, given, options),
    onready: (role, given, converted, signal) => void this.#readable(role, given, converted, signal),
    onfailed: (role, given, reason) => this.#unreadable(role, given, reason),
  });
  readonly #converting = spawnHosts().convert;
  /** Networks for the Wav2Lip engine. */
  readonly networks = new Networks({
    host: spawnNetworkHost(),
    store: new NetworkStore(),
    builtIn: builtInNetworks(),
  });
  readonly presets = new Presets();
  readonly workshop: Workshop;
  /** What takes room in this browser. */
  readonly storeroom: Storeroom;
  readonly preview: Preview;

  #painter = $state.raw<PainterKind>(DEFAULT_PAINTER);
  /** The painter that a picture has put aside, unless the user has chosen since; null where none has. */
  #beforePicture: PainterKind | null = null;
  readonly #tables = new Tables(new ValueStore());
  /** What lay here before a reload and may only be read once the user allows it. */
  #locked = $state.raw<readonly { readonly role: Role; readonly source: SourceFile }[]>([]);
  /** True once what lay here before a reload is back, or is known not to be. */
  #settled = $state(false);
  /** What was chosen before that: whoever is quicker than the table keeps it. */
  #early: { readonly painter?: string; readonly settings?: Partial<DubSettings> } = {};
  readonly #deploymentFile = new DeploymentFile(new ValueStore());
  #deployment = $state.raw<Deployment>(DEFAULT_DEPLOYMENT);
  #settings = $state.raw<DubSettings>(DEFAULT_SETTINGS);
  /** Settings that a painter has of its own, by its id, where they were changed. */
  #ownSettings = $state.raw<Readonly<Record<string, object>>>({});
  #trim = $state.raw<Trim>({});
  /** What is made of the two files. */
  #mode = $state<TableMode>('single');
  /** The one sentence that is said anew; null until it is chosen. */
  #sentence = $state.raw<Sentence | null>(null);
  /** The lines that the video's speech follows; null without any. */
  #sheet = $state.raw<Sheet | null>(null);
  #current = $state.raw<JobId | null>(null);
  #sample = $state<'none' | 'fetching' | 'failed'>('none');
  /** The files are being named and held on to. */
  #preparing = $state(false);
  #refusal = $state.raw<DubErrorData | null>(null);
  #lacks = $state.raw<readonly Lack[]>([]);
  #batch: Promise<Batch> | null = null;

  /** The job that was made from the two files on the table. */
  readonly job: Job | null = $derived.by(
    () => this.workshop.queue.jobs.find(({ id }) => id === this.#current) ?? null,
  );
  /** True while the two files are at work, or wait for it. */
  readonly busy: boolean = $derived(this.#preparing || (this.job !== null && !hasEnded(this.job)));
  /** True where the face is a still picture, which has no mouths to borrow. */
  readonly isStill: boolean = $derived(
    this.desk.slots.video.state === 'ready' && this.desk.slots.video.chosen.info.reader === 'picture',
  );
  /** True where this browser lacks what nothing can be made without. */
  readonly unable: boolean = $derived(this.#lacks.some(isFatal));
  /** True where this browser can do the work, with the painter that was chosen. */
  readonly canPaint: boolean = $derived(
    (!this.#painter.needs.network || this.networks.choice?.state === 'ready') && !this.unable,
  );
  /** True where the video was looked over and nobody was found in it. */
  readonly noFace: boolean = $derived(this.faces.look.state === 'ready' && this.faces.person === null);
  /** What is said anew, and what stays; null where that is not decided, or all is. */
  readonly #script: Script | null = $derived.by(() => {
    const { pair } = this.desk;
    if (!pair) return null;
    if (this.#mode === 'lines') return this.#sheet && scriptOf(this.#sheet, pair.video.info.duration);
    const said = this.#trim.speech ?? { from: 0, to: pair.speech.info.duration };
    return this.#mode === 'fix' && this.#sentence ? fixScript(this.#sentence, said) : null;
  });
  /** True when both files are fit and not yet at work. */
  readonly canStart: boolean = $derived(
    this.desk.pair !== null &&
      !this.busy &&
      !this.noFace &&
      (this.#mode === 'single' || (this.#script !== null && !this.isStill)) &&
      (!this.#painter.needs.movingFootage || !this.isStill) &&
      this.canPaint,
  );

  /** What would be made now; null where the files are not fit. */
  readonly request: JobRequest | null = $derived.by(() => {
    const { pair } = this.desk;
    const { wish } = this.faces;
    if (!this.canStart || !pair) return null;
    const how = this.#how();
    return { ...pair, ...how, ...(wish && { face: { ...how.face, ...wish } }), ...this.#parts() };
  });
  /** Bytes of storage that are missing for it; 0 where it fits. */
  readonly missing: number = $derived.by(() => {
    if (!this.request) return 0;
    const ready = (key: number, chosen: Chosen) => ({ key, name: chosen.file.name, chosen });
    const row = {
      video: ready(0, this.request.video),
      speech: ready(1, this.request.speech),
      how: this.request,
    };
    const { space } = totalsOf([row], this.workshop.pace, staysInPlace);
    return missingSpace(space, this.workshop.space);
  });
  /** One heavy thing at a time: a job that runs in any tab comes before a preview. */
  readonly canPreview: boolean = $derived.by(() => this.canStart && !this.workshop.queue.jobs.some(isActive));

  constructor(options: StudioOptions) {
    this.#options = options;
    this.#settings = { ...DEFAULT_SETTINGS, ...options.settings };
    this.storeroom = new Storeroom({
      ...{ inputs: this.inputs, caches: new CacheStore(), values: new ValueStore(), journal: this.journal },
      networks: { list: async () => this.networks.own, delete: (id) => this.networks.delete(id) },
      results: {
        list: async () => this.workshop.results.list,
        remove: (ids) => this.workshop.remove(ids),
      },
      jobs: () => this.workshop.queue.jobs,
      rules: async () => (await this.#deploymentFile.read()).storageRules,
      disk: {
        estimate: estimateSpace,
        folders: measureFolders,
        isPersistent,
        persist: () => navigator.storage.persist(),
      },
    });
    this.workshop = new Workshop({
      ...{ hosts: this.#hosts, inputs: this.inputs, sources: this.sources, thumbnail: options.thumbnail },
      ...{ consents: this.consents, deployment: this.#deploymentFile, check: this.#check },
      tables: this.#tables,
      network: (id, signal) => this.networks.open(id, signal),
      journal: this.journal,
      storeroom: this.storeroom,
      ...(options.isReplaced && { isReplaced: options.isReplaced }),
    });
    this.preview = new Preview({
      ...{ hosts: spawnHosts(), runner: this.workshop.runner, sources: this.sources, hold: holdJob },
    });
    $effect.root(() => {
      $effect(() => this.conversions.hold(this.workshop.queue.jobs.some(isActive)));
      $effect(() => {
        const keep = this.#tableToKeep();
        // Whoever drags a slider wants one record, not a hundred.
        const soon = keep && setTimeout(keep, REMEMBER_MS);
        return () => clearTimeout(soon ?? undefined);
      });
    });
  }

  get lacks() {
    return this.#lacks;
  }
  /** Who makes the mouth. */
  get painter() {
    return this.#painter;
  }
  get settings() {
    return this.#settings;
  }
  /** Sharpening of the mouth as the painter will do it. */
  get sharpening() {
    return this.#settings.sharpening ?? this.#painter.sharpening;
  }
  /** Which parts of the two files are used. */
  get trim() {
    return this.#trim;
  }
  /** The settings that the painter has of its own. */
  get #painterSettings(): object {
    return this.#ownSettings[this.#painter.id] ?? this.#painter.defaults;
  }
  /** True where the settings that all painters share change nothing of the mouth. */
  get ignoresShared(): boolean {
    return ignoresShared(this.#painting);
  }
  get #painting(): Painting {
    return { id: this.#painter.id, settings: this.#painterSettings };
  }
  /** What whoever put the app up has decided for all who use it. */
  get deployment() {
    return this.#deployment;
  }
  /** Why the files could not even be queued; null where they could. */
  get refusal() {
    return this.#refusal;
  }

  /** As the user chose; it stays until they choose again. */
  usePainter(id: string): void {
    if (!this.#settled) this.#early = { ...this.#early, painter: id };
    this.#beforePicture = null;
    this.#turnTo(painterOf(id));
  }

  /** A picture has no mouths to borrow; a video that takes its place brings back what was before it. */
  #suitPainter(): void {
    const forStills = PAINTERS.find(({ needs }) => !needs.movingFootage);
    if (this.isStill && this.#painter.needs.movingFootage && forStills) {
      this.#beforePicture = this.#painter;
      this.#turnTo(forStills);
    } else if (!this.isStill && this.#beforePicture) {
      this.#turnTo(this.#beforePicture);
      this.#beforePicture = null;
    }
  }

  /** Takes a network at once where the painter needs one and there is one. */
  #turnTo(painter: PainterKind): void {
    this.#painter = painter;
    const [first] = this.networks.list;
    if (painter.needs.network && !this.networks.choice && first) this.networks.choose(first.id);
  }

  adjust(change: Partial<DubSettings>): void {
    if (!this.#settled) this.#early = { ...this.#early, settings: { ...this.#early.settings, ...change } };
    this.#settings = { ...this.#settings, ...settled(change, this.#painter.sharpening) };
  }

  /** Uses only a part of a file that is on the table, as far as it has one; null for all of it. */
  cut(role: Role, wished: TimeRange | null): void {
    const slot = this.desk.slots[role];
    if (this.busy || slot.state !== 'ready') return;
    const range = wished && fitRange(wished, slot.chosen.info.duration);
    const { [role]: _, ...rest } = this.#trim;
    this.#trim = range ? { ...rest, [role]: range } : rest;
  }

  /** How many stretches of the video are said anew. */
  get said(): number {
    return this.#script?.cues.length ?? 0;
  }
  /** What is made of the two files. */
  get mode() {
    return this.#mode;
  }
  set mode(mode: TableMode) {
    if (!this.busy) this.#mode = mode;
  }
  /** The lines that the speech follows; null without any. */
  get sheet() {
    return this.#sheet;
  }
  set sheet(sheet: Sheet | null) {
    if (!this.busy) this.#sheet = sheet;
  }
  /** The sentence that is said anew then, seconds of the video; null until it is chosen. */
  get sentence() {
    return this.#sentence;
  }
  set sentence(sentence: Sentence | null) {
    if (!this.busy) this.#sentence = sentence;
  }

  /** Makes one speech of several, and tells where in it each lies. Throws as `joinFiles`, and what is unfit of the files. */
  readonly join: JoinFiles = async (files) => {
    const { joinGiven } = await import('./features/lines/join-given');
    const { analyses, files: stored } = this.workshop.runner;
    const parts = { convert: this.#converting, probe: this.#looks, analyses, open: stored.open };
    return joinGiven(parts, this.sources, files);
  };

  /** The largest value of each twentieth of a second of a file's sound, 0…1. */
  readonly peaksOf = (file: File): Promise<number[]> =>
    this.#looks.run((service, port) => service.peaks(file, port), { signal: new AbortController().signal });

  /** True where all settings are the defaults. */
  get isDefault() {
    return (
      changedSettings(this.#settings).length === 0 && isSame(this.#painterSettings, this.#painter.defaults)
    );
  }

  /** All settings as they are by default; painter and network stay. */
  resetSettings(): void {
    this.#settings = DEFAULT_SETTINGS;
    this.#ownSettings = {};
  }

  /** True where the files would be used as the preset says. */
  isUsed({ settings, painter, network }: Preset): boolean {
    return (
      painter.id === this.#painter.id &&
      (network === null || network === this.networks.choice?.id) &&
      SETTING_NAMES.every((name) => settings[name] === this.#settings[name]) &&
      isSame(painter.settings, this.#painterSettings)
    );
  }

  /** Keeps how the files are used now under a name. */
  savePreset(name: string): void {
    const network = this.#painter.needs.network ? (this.networks.choice?.id ?? null) : null;
    this.presets.save({ name, settings: this.#settings, painter: this.#painting, network });
  }

  /** Uses the files as the preset says; a network that is gone is left out. */
  applyPreset(how: Omit<Preset, 'name'>): void {
    if (this.busy) return;
    this.#settings = how.settings;
    const { network, painter } = how;
    this.#ownSettings = { ...this.#ownSettings, [painter.id]: painter.settings };
    if (network !== null && this.networks.list.some(({ id }) => id === network))
      this.networks.choose(network);
    this.usePainter(painter.id);
  }

  /** Changes settings that the painter has of its own. */
  adjustPainter(change: Readonly<Record<string, unknown>>): void {
    const { id } = this.#painter;
    const settings = this.#painter.readSettings({ ...this.#painterSettings, ...change });
    this.#ownSettings = { ...this.#ownSettings, [id]: settings };
  }

  /** Once, at the start of the page. Rejects where the browser refuses storage (private windows of some). */
  async open(): Promise<void> {
    this.#lacks = await findLacks();
    if (this.#lacks.some(isBasic)) return;
    this.#deployment = await this.#deploymentFile.read();
    if (this.#deployment.sharedComputer) setShared(true);
    this.networks.builtInOnly = !this.#deployment.ownNetworks;
    await this.networks.restore();
    // Whoever was quicker than the list has no network yet.
    this.#turnTo(this.#painter);
    await this.workshop.open(!this.unable);
    await this.#adopt();
    await this.#putBack();
    this.journal.add(await openedEntry(this.#lacks, this.workshop.space));
  }

  /** Puts a file in its place; the slot tells what it is, or why it cannot be used. */
  async give(role: Role, file: File, handle?: FileSystemFileHandle): Promise<void> {
    if (this.busy) return;
    // What went wrong with the files before is no news any more.
    this.dismiss();
    const [first, ...more] = await unpacked([{ file, handle }]);
    if (!first || (first.file === file && more.length === 0)) return this.desk.give(role, file, handle);
    const roles = Object.entries(rolesOf([first, ...more])) as [Role, { readonly file: File }][];
    await Promise.all(roles.map(([place, given]) => this.desk.give(place, given.file)));
  }

  /** Takes another sound track of a file that is on the table, by its position. */
  async takeSound(role: Role, sound: number): Promise<void> {
    if (this.busy) return;
    this.dismiss();
    await this.desk.takeSound(role, sound);
  }

  /** Empties a slot. */
  clear(role: Role): void {
    if (this.busy) return;
    this.dismiss();
    this.cut(role, null);
    this.desk.clear(role);
  }

  /** How the sample stands: not asked for, on its way, or not to be had. */
  get sample() {
    return this.#sample;
  }

  /** Makes a video of the sample that comes with the app, with a speech in the page's language. */
  async trySample(): Promise<void> {
    if (this.busy || this.#sample === 'fetching') return;
    this.#sample = 'fetching';
    try {
      const { video, speech } = await fetchSample(this.#options.language());
      this.dismiss();
      await Promise.all([this.desk.give('video', video), this.desk.give('speech', speech)]);
      this.#sample = 'none';
    } catch (reason) {
      console.warn('the sample could not be fetched', reason);
      this.#sample = 'failed';
      return;
    }
    // Whoever is in it has agreed to it.
    await this.start({ agreed: true });
  }

  /**
   * Puts the two files into the queue; they run at once where nothing else does. `agreed`: the right to use the video
   * needs no question.
   */
  async start({ agreed = false } = {}): Promise<void> {
    const { request } = this;
    if (!request) return;
    this.dismiss();
    this.#preparing = true;
    // What is found after the start is of no use to this job.
    if (this.faces.look.state === 'looking') this.faces.stop();
    // The tab that works converts for itself; two that write the same file would be in each other's way.
    if (!this.workshop.queue.leading) for (const role of ROLES) this.conversions.stop(role);
    try {
      const [job] = await this.workshop.add([request], { agreed });
      this.#current = job?.id ?? null;
    } catch (reason) {
      this.#refusal = toErrorData(reason);
    } finally {
      this.#preparing = false;
    }
  }

  /** The two heaps of files that many jobs are made from; code that whoever makes one video does not load. */
  openBatch(): Promise<Batch> {
    this.#batch ??= import('./features/batch/batch.svelte').then(
      ({ Batch }) =>
        new Batch({
          host: this.#looks,
          how: () => this.#how(),
          pace: () => this.workshop.pace,
          thumbnail: (video) => this.#options.thumbnail(video),
          canPaint: () => this.canPaint,
          askFor: (video) => this.sources.askFor(video),
          ask: (faces) => this.consents.ask(faces),
          add: async (request, batch) => void (await this.workshop.add([request], { batch })),
        }),
    );
    return this.#batch;
  }

  cancel(): void {
    if (this.#current) this.workshop.command({ type: 'cancel', id: this.#current });
  }

  /** Puts the finished, failed or cancelled job away; both files stay where they are. */
  dismiss(): void {
    this.#refusal = null;
    if (this.busy || this.#current === null) return;
    const id = this.#current;
    this.#current = null;
    this.workshop.command({ type: 'dismiss', id });
    this.#lookOver();
  }

  /** Puts the job away and takes both files off the table. */
  again(): void {
    this.dismiss();
    this.clear('speech');
    this.clear('video');
  }

  /**
   * Puts a result's files back on the table, to be used as they were then; without the network where it is gone.
   * Resolves to why that cannot be (`input/gone`, `input/locked`; the table is then as it was), or to null.
   */
  async reuse(record: Reusable): Promise<DubErrorData | null> {
    if (this.busy) return null;
    let files;
    try {
      files = await Promise.all(
        (['video', 'speech'] as const).map(async (role) => {
          const { info, ...ref } = record[role];
          return { role, info, file: await this.inputs.open({ ...ref, bytes: ref.bytes ?? -1 }) };
        }),
      );
    } catch (reason) {
      return toErrorData(reason);
    }
    this.again();
    for (const { role, info, file } of files) {
      if (role === 'video' && record.face) this.faces.resume(file, record.face);
      if (info) this.desk.restore(role, { file, info });
      else await this.desk.give(role, file);
    }
    const { painter, settings, trim = {}, script } = record;
    this.#trim = trim;
    this.#takeUp(script);
    this.#use({ painter, settings, network: painter.network?.id ?? null });
    this.#lookOver();
    return null;
  }

  /** What the table was used with, but for what was chosen meanwhile. */
  #useWithEarly(use: Omit<Preset, 'name'>): void {
    const { painter, settings } = this.#early;
    this.#use(use);
    if (painter !== undefined) this.usePainter(painter);
    if (settings) this.adjust(settings);
  }

  /** Settings as a job had them: where the label was in the language of the page, it is meant to stay so. */
  #use({ settings, ...how }: Omit<Preset, 'name'>): void {
    const own = settings.labelText === this.#options.language();
    const known = completeSettings(settings);
    const meant = own ? { ...known, labelText: DEFAULT_SETTINGS.labelText } : known;
    this.applyPreset({ ...how, settings: meant });
  }

  /** Takes up the job that this page, or one before it, was at, if it was one of its own. */
  async #adopt(): Promise<void> {
    const job = this.workshop.queue.jobs.find((each) => !hasEnded(each) && each.batch === null);
    const { speech, video } = this.desk.slots;
    if (!job || this.#current !== null || speech.state !== 'empty' || video.state !== 'empty') return;
    const { settings, painter, trim = {}, face, script } = job.input;
    this.#use({ painter, settings, network: painter.network?.id ?? null });
    this.#current = job.id;
    this.#trim = trim;
    this.#takeUp(script);
    for (const role of ['video', 'speech'] as const) {
      const { info, ...ref } = job.input[role];
      const file = await this.inputs.open(ref).catch(() => null);
      if (!file) continue;
      if (role === 'video' && face) this.faces.resume(file, face);
      this.desk.restore(role, { file, info });
    }
  }

  /** What a job was to say anew, and with which part of the speech. */
  #takeUp(script: Script | undefined): void {
    const sentence = fixedSentence(script);
    this.#mode = sentence ? 'fix' : script ? 'lines' : 'single';
    this.#sentence = sentence;
    if (script && !sentence) this.#sheet = sheetOf(script);
    const [cue] = script?.cues ?? [];
    if (sentence && cue) this.#trim = { speech: cue.speech };
  }

  /** What lay here before a reload and waits for the user's leave. */
  get locked() {
    return this.#locked;
  }

  /** Asks for that leave; must come from a press of a button. */
  async unlock(): Promise<void> {
    await this.inputs.unlock(this.#locked.map(({ source }) => source.id));
    await this.#putBack();
  }

  /** Puts back what lay on this tab's table before it was loaded again. */
  async #putBack(): Promise<void> {
    const table = this.#current === null ? await this.#tables.mine().catch(() => null) : null;
    const locked = [];
    for (const role of ROLES) {
      const source = table?.files[role];
      if (!table || !source || this.desk.slots[role].state !== 'empty') continue;
      const { info, ...ref } = source;
      try {
        const file = await this.inputs.open(ref);
        if (role === 'video' && table.face) this.faces.resume(file, table.face);
        this.desk.restore(role, { file, info });
        const range = table.trim[role];
        if (range) this.cut(role, range);
        if (role === 'video') this.#sentence = table.sentence ?? null;
      } catch (reason) {
        if (toErrorData(reason).code === 'input/locked') locked.push({ role, source });
      }
    }
    if (table && !this.#settled) {
      this.#useWithEarly(table.use);
      this.#sheet ??= table.sheet ?? null;
    }
    this.#locked = locked;
    this.#settled = true;
    this.#suitPainter();
    this.#lookOver();
  }

  /** What holds on to all that lies on the table now, so that it is there again after a reload; null before it is settled. */
  #tableToKeep(): (() => void) | null {
    const { slots } = this.desk;
    const network = this.#painter.needs.network ? (this.networks.choice?.id ?? null) : null;
    const use = { settings: this.#settings, painter: this.#painting, network };
    const [trim, face] = [this.#trim, this.faces.wish];
    const told = {
      ...(this.#sentence && { sentence: this.#sentence }),
      ...(this.#sheet && { sheet: this.#sheet }),
    };
    if (!this.#settled) return null;
    const keep = async () => {
      const files: Partial<Record<Role, SourceFile>> = {};
      for (const role of ROLES) {
        const slot = slots[role];
        if (slot.state === 'ready') files[role] = (await this.sources.keep(slot.chosen)).source;
      }
      // Whatever was put there meanwhile is written down by itself.
      if (slots !== this.desk.slots) return;
      await this.#tables.keep({ at: Date.now(), files, trim, face, use, ...told });
    };
    return () =>
      void keep().catch((reason: unknown) => console.warn('the table would be empty after a reload', reason));
  }

  /** How files are to be used, whichever they are. */
  #how(): Omit<DubJob, 'video' | 'speech'> {
    const { choice } = this.networks;
    const settings = { ...this.#settings, labelText: this.#labelText };
    const { encoder = 'auto', person = null } = this.#options;
    const face = person === null ? {} : { face: { person, keepOriginal: [] } };
    const common = { settings, encoder, ...face, painter: this.#painting };
    if (!this.#painter.needs.network || choice?.state !== 'ready') return common;
    const { id, name, licence, size } = choice.network.record;
    return { ...common, painter: { ...this.#painting, network: { id, name, licence, size } } };
  }

  /** In which language the label is written. */
  get #labelText() {
    const { labelText } = this.#settings;
    return labelText === 'auto' ? this.#options.language() : labelText;
  }

  /** What is to be left out of the files on the table. */
  #parts(): Pick<DubJob, 'trim' | 'script'> {
    if (this.#script) return { script: this.#script };
    return Object.keys(this.#trim).length > 0 ? { trim: this.#trim } : {};
  }

  #ready(role: Role, chosen: Chosen, signal: AbortSignal): void {
    this.cut(role, null);
    if (role === 'video') {
      this.sentence = null;
      void this.faces.open(chosen, chosen);
      this.#suitPainter();
    }
    this.conversions.begin(role, chosen);
    if (isDirect(role, chosen)) this.#warm(role, chosen, signal);
  }

  /** A job that runs has the workers, and needs the memory. */
  #warm(role: Role, { info }: Chosen, signal: AbortSignal): void {
    if (this.workshop.queue.jobs.every(hasEnded)) warm(this.#hosts, role, info, signal);
  }

  /** Once for all tabs, and for a job that wants the same meanwhile. */
  async #convert(
    role: Role,
    given: Chosen,
    options: { readonly signal: AbortSignal; readonly onProgress: (progress: Progress) => void },
  ): Promise<Chosen> {
    const { id } = await this.sources.identify(given.file);
    const letGo = await holdJob(`convert-${id}`);
    try {
      options.signal.throwIfAborted();
      const { analyses, files } = this.workshop.runner;
      const parts = { convert: this.#converting, probe: this.#looks, analyses, open: files.open };
      return await convertFile(parts, role, id, given, options);
    } finally {
      letGo();
    }
  }

  /** What stands on the table can be looked at now. */
  async #readable(role: Role, given: Chosen, converted: Chosen, signal: AbortSignal): Promise<void> {
    this.#converting.dispose();
    if (this.busy) return;
    if (role === 'video') void this.faces.open(given, converted);
    try {
      if (role === 'speech') await checkHeard(this.#looks, converted, signal);
      this.#warm(role, converted, signal);
    } catch (reason) {
      if (!signal.aborted && !isAbort(reason)) this.desk.refuse(role, given, toErrorData(reason));
    }
  }

  #unreadable(role: Role, given: Chosen, reason: unknown): void {
    const error = toErrorData(reason);
    console.warn(`${given.file.name} was not converted`, reason);
    if (role === 'video') this.faces.fail();
    // A full disk or a crash may be over by the time of the job.
    if (!this.busy && error.code.startsWith('input/')) this.desk.refuse(role, given, error);
  }

  #cleared(role: Role): void {
    this.conversions.stop(role);
    if (role === 'video') {
      this.faces.clear();
      this.#suitPainter();
    }
    if (this.workshop.queue.jobs.every(hasEnded)) cool(this.#hosts, role);
  }

  /** Looks for the people in the video on the table, and makes readable what is not, unless that was done. */
  #lookOver(): void {
    for (const role of ROLES) {
      const slot = this.desk.slots[role];
      if (slot.state === 'ready' && this.conversions.of[role].state === 'none')
        this.conversions.begin(role, slot.chosen);
    }
    const { video } = this.desk.slots;
    const conversion = this.conversions.of.video;
    if (video.state === 'ready' && this.faces.look.state !== 'ready')
      void this.faces.open(video.chosen, conversion.state === 'ready' ? conversion.chosen : video.chosen);
  }
}
