import type { DubJob } from '../../engine/job/dub-job';
import { DEFAULT_PAINTER, PAINTERS, painterOf } from '../../engine/painters';
import type { PainterKind } from '../../engine/painters/kind';
import type { Painting } from '../../engine/painters/painting';
import { DEFAULT_SETTINGS, type DubSettings } from '../../engine/plan/dub-plan';
import { changedSettings, completeSettings, settled, SETTING_NAMES } from '../../engine/plan/settings';
import { DEFAULT_DEPLOYMENT, type Deployment } from '../environment/deployment';
import type { Networks } from '../features/networks/networks.svelte';
import { Presets } from '../features/settings/presets.svelte';
import { ignoresShared } from '../jobs/painter';
import type { Use } from '../jobs/intake/table';
import type { Preset } from '../storage/records/presets';
import type { StudioOptions } from './options';

/** Plain data of the same members in the same order. */
const isSame = (a: object, b: object) => JSON.stringify(a) === JSON.stringify(b);

/** How files are to be used, whichever they are: the painter, its network, and the settings. */
export class Setup {
  readonly #options: StudioOptions;
  readonly #networks: Networks;
  readonly #busy: () => boolean;
  readonly presets = new Presets();
  /** What whoever put the app up has decided for all who use it. */
  deployment = $state.raw<Deployment>(DEFAULT_DEPLOYMENT);

  #painter = $state.raw<PainterKind>(DEFAULT_PAINTER);
  /** The painter that a picture has put aside, unless the user has chosen since; null where none has. */
  #beforePicture: PainterKind | null = null;
  #settings = $state.raw<DubSettings>(DEFAULT_SETTINGS);
  /** Settings that a painter has of its own, by its id, where they were changed. */
  #ownSettings = $state.raw<Readonly<Record<string, object>>>({});
  /** What was chosen before the last use is known: whoever is quicker than it keeps their choice. Null from then on. */
  #early: { readonly painter?: string; readonly settings?: Partial<DubSettings> } | null = {};

  /** `busy`: whether the files are at work, when presets leave everything as it is. */
  constructor(options: StudioOptions, networks: Networks, busy: () => boolean) {
    this.#options = options;
    this.#networks = networks;
    this.#busy = busy;
    this.#settings = { ...DEFAULT_SETTINGS, ...options.settings };
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
  /** True where the settings that all painters share change nothing of the mouth. */
  get ignoresShared(): boolean {
    return ignoresShared(this.#painting);
  }
  /** True where all settings are the defaults. */
  get isDefault() {
    return (
      changedSettings(this.#settings).length === 0 && isSame(this.#painterSettings, this.#painter.defaults)
    );
  }
  /** True where the painter has the network that it needs, or needs none. */
  get isComplete(): boolean {
    return !this.#painter.needs.network || this.#networks.choice?.state === 'ready';
  }
  /** The settings that the painter has of its own. */
  get #painterSettings(): object {
    return this.#ownSettings[this.#painter.id] ?? this.#painter.defaults;
  }
  get #painting(): Painting {
    return { id: this.#painter.id, settings: this.#painterSettings };
  }
  /** In which language the label is written. */
  get #labelText() {
    const { labelText } = this.#settings;
    return labelText === 'auto' ? this.#options.language() : labelText;
  }

  /** As the user chose; it stays until they choose again. */
  usePainter(id: string): void {
    if (this.#early) this.#early = { ...this.#early, painter: id };
    this.#beforePicture = null;
    this.#turnTo(painterOf(id));
  }

  /** A picture has no mouths to borrow; a video that takes its place brings back what was before it. */
  suitPainter(isStill: boolean): void {
    const forStills = PAINTERS.find(({ needs }) => !needs.movingFootage);
    if (isStill && this.#painter.needs.movingFootage && forStills) {
      this.#beforePicture = this.#painter;
      this.#turnTo(forStills);
    } else if (!isStill && this.#beforePicture) {
      this.#turnTo(this.#beforePicture);
      this.#beforePicture = null;
    }
  }

  /** Takes a network where the painter needs one and there is one by now. */
  takeNetwork(): void {
    const [first] = this.#networks.list;
    if (this.#painter.needs.network && !this.#networks.choice && first) this.#networks.choose(first.id);
  }

  #turnTo(painter: PainterKind): void {
    this.#painter = painter;
    this.takeNetwork();
  }

  adjust(change: Partial<DubSettings>): void {
    if (this.#early) this.#early = { ...this.#early, settings: { ...this.#early.settings, ...change } };
    this.#settings = { ...this.#settings, ...settled(change, this.#painter.sharpening) };
  }

  /** Changes settings that the painter has of its own. */
  adjustPainter(change: Readonly<Record<string, unknown>>): void {
    const { id } = this.#painter;
    const settings = this.#painter.readSettings({ ...this.#painterSettings, ...change });
    this.#ownSettings = { ...this.#ownSettings, [id]: settings };
  }

  /** All settings as they are by default; painter and network stay. */
  resetSettings(): void {
    this.#settings = DEFAULT_SETTINGS;
    this.#ownSettings = {};
  }

  /** How files are used now, to be kept. */
  get use(): Use {
    const network = this.#painter.needs.network ? (this.#networks.choice?.id ?? null) : null;
    return { settings: this.#settings, painter: this.#painting, network };
  }

  /** True where the files would be used as the preset says. */
  isUsed({ settings, painter, network }: Preset): boolean {
    return (
      painter.id === this.#painter.id &&
      (network === null || network === this.#networks.choice?.id) &&
      SETTING_NAMES.every((name) => settings[name] === this.#settings[name]) &&
      isSame(painter.settings, this.#painterSettings)
    );
  }

  /** Keeps how the files are used now under a name. */
  savePreset(name: string): void {
    this.presets.save({ name, ...this.use });
  }

  /** Uses the files as a preset says; a network that is gone is left out. */
  applyPreset(preset: Use): void {
    if (!this.#busy()) this.#apply(preset);
  }

  #apply({ settings, network, painter }: Use): void {
    this.#settings = settings;
    this.#ownSettings = { ...this.#ownSettings, [painter.id]: painter.settings };
    if (network !== null && this.#networks.list.some(({ id }) => id === network))
      this.#networks.choose(network);
    this.usePainter(painter.id);
  }

  /** Settings as a job had them: where the label was in the language of the page, it is meant to stay so. */
  resume({ settings, painter }: Pick<DubJob, 'settings' | 'painter'>, network = painter.network?.id ?? null) {
    const own = settings.labelText === this.#options.language();
    const known = completeSettings(settings);
    const meant = own ? { ...known, labelText: DEFAULT_SETTINGS.labelText } : known;
    this.#apply({ painter, network, settings: meant });
  }

  /** Once: the use of before a reload is known, or known not to be. What was chosen meanwhile stays. */
  settle(before: Use | null): void {
    const early = this.#early;
    if (!early) return;
    this.#early = null;
    if (!before) return;
    this.resume(before, before.network);
    if (early.painter !== undefined) this.usePainter(early.painter);
    if (early.settings) this.adjust(early.settings);
  }

  /** As a job is told. */
  get how(): Omit<DubJob, 'video' | 'speech'> {
    const { choice } = this.#networks;
    const settings = { ...this.#settings, labelText: this.#labelText };
    const { encoder = 'auto', person = null } = this.#options;
    const face = person === null ? {} : { face: { person, keepOriginal: [] } };
    const common = { settings, encoder, ...face, painter: this.#painting };
    if (!this.#painter.needs.network || choice?.state !== 'ready') return common;
    const { id, name, licence, size } = choice.network.record;
    return { ...common, painter: { ...this.#painting, network: { id, name, licence, size } } };
  }
}
