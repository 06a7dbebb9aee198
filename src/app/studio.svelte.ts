import { toErrorData, type DubErrorData } from '../engine/core/errors';
import { ROLES, type Role } from '../engine/job/input/source';
import { findLacks, isBasic, isFatal, type Lack } from './environment/environment';
import type { Batch } from './features/batch/batch.svelte';
import { unpacked } from './features/batch/unpacked';
import { openedEntry } from './features/log/opened';
import { rolesOf } from './jobs/intake/hand-over';
import { setShared } from './features/privacy/clear-out';
import { hasEnded, isActiveHere } from './jobs/job';
import { openBatch } from './studio/batch';
import { JobDraft } from './studio/job-draft.svelte';
import { KeptTable } from './studio/kept-table.svelte';
import type { StudioOptions } from './studio/options';
import { openFile, openFiles, putFileBack, resume, type Reusable } from './studio/resume';
import { Sample } from './studio/sample.svelte';
import { ScriptDraft } from './studio/script-draft.svelte';
import { openServices, type Services } from './studio/services';
import { Setup } from './studio/setup.svelte';
import { TableJob } from './studio/table-job.svelte';
import { Table } from './studio/table.svelte';

/** The user's work: two files on the table, how they are to be used, and the workshop that all jobs go to. */
export class Studio {
  readonly #options: StudioOptions;
  readonly #services: Services;
  readonly workshop: Services['workshop'];
  readonly networks: Services['networks'];
  readonly inputs: Services['inputs'];
  /** What happened in this browser. */
  readonly journal: Services['journal'];
  /** Who confirmed the right to use which video. */
  readonly consents: Services['consents'];
  /** What takes room in this browser. */
  readonly storeroom: Services['storeroom'];
  readonly preview: Services['preview'];
  readonly join: Services['converter']['join'];
  readonly peaksOf: Services['peaksOf'];
  /** The files to try the app with. */
  readonly sample: Sample;
  /** How the files are to be used. */
  readonly setup: Setup;
  /** The two files, and what is seen in them. */
  readonly table: Table;
  readonly desk: Table['desk'];
  readonly faces: Table['faces'];
  /** What of the video is said anew. */
  readonly script: ScriptDraft;
  /** The job that would be made of the table now. */
  readonly draft: JobDraft;
  readonly work: TableJob;
  /** What lay there before a reload. */
  readonly kept: KeptTable;

  /** What this browser lacks. */
  lacks = $state.raw<readonly Lack[]>([]);
  #batch: Promise<Batch> | null = null;

  /** True where this browser lacks what nothing can be made without. */
  readonly unable: boolean = $derived(this.lacks.some(isFatal));

  constructor(options: StudioOptions) {
    this.#options = options;
    const services = (this.#services = openServices(options));
    const workshop = (this.workshop = services.workshop);
    this.networks = services.networks;
    this.inputs = services.inputs;
    this.journal = services.journal;
    this.consents = services.consents;
    this.storeroom = services.storeroom;
    this.preview = services.preview;
    this.join = services.converter.join;
    this.peaksOf = services.peaksOf;
    this.sample = new Sample(options.language);
    const work = (this.work = new TableJob(workshop));
    const busy = () => work.busy;
    const setup = (this.setup = new Setup(options, this.networks, busy));
    const table = (this.table = new Table({
      ...{ ...services, busy, idle: () => workshop.queue.jobs.every(hasEnded) },
      takesStill: (): boolean => script.takesStill,
      onvideo: () => {
        script.sentence = null;
        script.cast = [];
        setup.suitPainter(table.isStill);
      },
    }));
    const { desk } = table;
    this.desk = desk;
    this.faces = table.faces;
    const script = (this.script = new ScriptDraft({
      ...{ pair: () => desk.pair, speechPart: () => table.trim.speech ?? null, busy },
    }));
    const parts = { table, script, setup };
    this.draft = new JobDraft({ ...parts, workshop, busy, unable: () => this.unable });
    this.kept = new KeptTable({ ...services, ...parts });
    $effect.root(() => {
      $effect(() => table.conversions.hold(workshop.queue.jobs.some(isActiveHere)));
    });
  }

  /** What whoever put the app up has decided for all who use it. */
  get deployment() {
    return this.setup.deployment;
  }
  /** Other machines that jobs may be made on; null where the deployment names none. */
  get farm() {
    return this.#services.farmPlace.farm;
  }
  get job() {
    return this.work.job;
  }
  /** True while the two files are at work, or wait for it. */
  get busy() {
    return this.work.busy;
  }

  /** Once, at the start of the page. Rejects where the browser refuses storage (private windows of some). */
  async open(): Promise<void> {
    this.lacks = await findLacks();
    if (this.lacks.some(isBasic)) return;
    this.setup.deployment = await this.#services.deploymentFile.read();
    if (this.deployment.sharedComputer) setShared(true);
    await this.#services.farmPlace.open(this.deployment);
    this.networks.builtInOnly = !this.deployment.ownNetworks;
    await this.networks.restore();
    // Whoever was quicker than the list has no network yet.
    this.setup.takeNetwork();
    await this.workshop.open(!this.unable);
    await this.#adopt();
    await this.#putBack();
    this.journal.add(await openedEntry(this.lacks, this.workshop.space));
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
    this.table.clear(role);
  }

  /** Makes a video of the sample that comes with the app, with a speech in the page's language. */
  async trySample(): Promise<void> {
    if (this.busy) return;
    const files = await this.sample.fetch();
    if (!files) return;
    this.dismiss();
    await Promise.all(ROLES.map((role) => this.desk.give(role, files[role])));
    this.sample.done();
    // Whoever is in it has agreed to it.
    await this.start({ agreed: true });
  }

  /**
   * Puts the two files into the queue; they run at once where nothing else does. `agreed`: the right to use the video
   * needs no question.
   */
  async start({ agreed = false } = {}): Promise<void> {
    const { request } = this.draft;
    if (!request) return;
    this.dismiss();
    // What is found after the start is of no use to this job.
    if (this.faces.look.state === 'looking') this.faces.stop();
    // The tab that works converts for itself; two that write the same file would be in each other's way.
    if (!this.workshop.queue.leading) for (const role of ROLES) this.table.conversions.stop(role);
    await this.work.start(request, agreed);
  }

  /** The two heaps of files that many jobs are made from; code that whoever makes one video does not load. */
  openBatch(): Promise<Batch> {
    return (this.#batch ??= openBatch(this.#services, this.setup, this.draft, this.#options.thumbnail));
  }

  /** Puts the finished, failed or cancelled job away; both files stay where they are. */
  dismiss(): void {
    if (this.work.dismiss()) this.table.lookOver();
  }

  /** Takes both files off the table for others; the job that was made of them, which is made elsewhere, goes on. */
  leave(): void {
    if (!this.job?.away) return;
    this.work.leave();
    this.again();
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
      files = await openFiles(this.inputs, record);
    } catch (reason) {
      return toErrorData(reason);
    }
    this.again();
    for (const file of files) await putFileBack(this.table, record, file);
    resume(this.table, this.script, this.setup, record);
    this.table.lookOver();
    return null;
  }

  /** Asks for leave to read what lay here before a reload; must come from a press of a button. */
  async unlock(): Promise<void> {
    await this.kept.unlock();
    await this.#putBack();
  }

  /** Takes up the job that this page, or one before it, was at, if it was one of its own. */
  async #adopt(): Promise<void> {
    const job = this.workshop.queue.jobs.find((each) => !hasEnded(each) && each.batch === null);
    const { speech, video } = this.desk.slots;
    if (!job || this.work.id !== null || speech.state !== 'empty' || video.state !== 'empty') return;
    resume(this.table, this.script, this.setup, job.input);
    this.work.adopt(job.id);
    for (const role of ROLES) {
      const file = await openFile(this.inputs, job.input, role).catch(() => null);
      if (file) await putFileBack(this.table, job.input, file);
    }
  }

  async #putBack(): Promise<void> {
    await this.kept.putBack(this.work.id === null ? await this.kept.find() : null);
  }
}
