import { LABEL_PLACES, type LabelPlace } from '../../engine/provenance/label/label';
import { once } from '../../engine/core/once';
import type { DubSettings } from '../../engine/plan/dub-plan';
import type { ValueStore } from '../storage/records/values';
import { isRules, type CleanUpRules } from '../storage/clean-up';

/** What whoever puts the app up decides for all who use it there. */
export type Deployment = {
  /** True: every result bears the visible label, whatever the user says. */
  readonly labelLocked: boolean;
  /** Where a locked label stands; null leaves the place to the user. */
  readonly labelPlace: LabelPlace | null;
  /** Named in the metadata of results as their producer: a name, or a code that an authority gave. */
  readonly producer: string;
  /** Who runs the app, and where to ask; shown at the foot of every page. Null: nobody is named. */
  readonly organisation: string | null;
  readonly contact: string | null;
  /** In which language the app is shown to who has not chosen one; null leaves it to the browser. */
  readonly language: 'en' | 'zh' | null;
  /** True: all that a user leaves behind is deleted when the app is opened the next time. */
  readonly sharedComputer: boolean;
  /** True: whoever confirms the right to use a video has to give a name. */
  readonly consentName: boolean;
  /** False: only mouth models that come with the app can be used. */
  readonly ownNetworks: boolean;
  /** What goes by itself where the user has set nothing else. */
  readonly storageRules: Partial<CleanUpRules>;
  /** Machines that a user may choose instead of their own; null offers none. */
  readonly farm: FarmRule | null;
};

/** `path`: where `koubo api` answers, on the app's own origin and seen from its folder: `farm/`, `/farm/`. */
export type FarmRule = { readonly path: string };

export const DEFAULT_DEPLOYMENT: Deployment = {
  ...{ labelLocked: false, labelPlace: null, producer: 'Koubo' },
  ...{ organisation: null, contact: null, language: null },
  ...{ sharedComputer: false, consentName: false, ownNetworks: true, storageRules: {}, farm: null },
};
/** For a file that cannot be understood: what it was meant to forbid stays forbidden. */
const STRICT: Deployment = {
  ...DEFAULT_DEPLOYMENT,
  ...{ labelLocked: true, consentName: true, ownNetworks: false },
};

const MOST_LETTERS = 200;

const isText = (value: unknown) =>
  typeof value === 'string' && value.trim() !== '' && value.length <= MOST_LETTERS;
const isYesOrNo = (value: unknown) => typeof value === 'boolean';
const isTextOrNull = (value: unknown) => value === null || isText(value);

/** A path below this origin that ends with a slash: nothing that leads to another. */
const PATH = /^\/?(?:[A-Za-z0-9_~-][A-Za-z0-9._~-]*\/)+$/;

function isFarm(value: unknown): boolean {
  if (value === null) return true;
  if (typeof value !== 'object' || Object.keys(value).join() !== 'path') return false;
  const { path } = value as { path: unknown };
  return typeof path === 'string' && path.length <= MOST_LETTERS && PATH.test(path);
}

/** What each field may be. */
const FIELDS: { readonly [Name in keyof Deployment]: (value: unknown) => boolean } = {
  labelLocked: isYesOrNo,
  labelPlace: (value) => value === null || (LABEL_PLACES as readonly unknown[]).includes(value),
  producer: isText,
  organisation: isTextOrNull,
  contact: isTextOrNull,
  language: (value) => value === null || value === 'en' || value === 'zh',
  sharedComputer: isYesOrNo,
  consentName: isYesOrNo,
  ownNetworks: isYesOrNo,
  storageRules: isRules,
  farm: isFarm,
};

/** The content of `deployment.json`; null where it is not as it should be. Missing fields are as by default. */
export function checkDeployment(value: unknown): Deployment | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const isFit = Object.entries(value).every(
    ([name, given]) => Object.hasOwn(FIELDS, name) && FIELDS[name as keyof Deployment](given),
  );
  return isFit ? { ...DEFAULT_DEPLOYMENT, ...value } : null;
}

/** Settings with what the deployment has decided in place of what the user chose. */
export function lockedSettings(settings: DubSettings, { labelLocked, labelPlace }: Deployment): DubSettings {
  if (!labelLocked) return settings;
  const chosen = settings.label === 'off' ? 'top-right' : settings.label;
  return { ...settings, label: labelPlace ?? chosen };
}

/** Among which places the user may choose. */
export function labelPlaces({ labelLocked, labelPlace }: Deployment): readonly (LabelPlace | 'off')[] {
  if (!labelLocked) return [...LABEL_PLACES, 'off'];
  return labelPlace === null ? LABEL_PLACES : [labelPlace];
}

const FILE = 'deployment.json';
const REMEMBERED = 'deployment';

/** A server that does not answer for so long counts as none, milliseconds. */
const PATIENCE_MS = 5000;

/** The file in the app's own folder. */
export class DeploymentFile {
  readonly #values: Pick<ValueStore, 'get' | 'set'>;

  constructor(values: Pick<ValueStore, 'get' | 'set'>) {
    this.#values = values;
  }

  /** Once a visit. Without a network: as it was read last. Where there is no such file: the defaults. Never rejects. */
  readonly read = once(() => this.readAgain());

  /** As `read`, but as it is now: rules bind when the work is done, not when it was asked for. */
  async readAgain(): Promise<Deployment> {
    const found = await this.#fetch().catch(() => null);
    if (found === null) return this.#remembered();
    await this.#values.set(REMEMBERED, found).catch(() => {});
    return found;
  }

  /** Throws where the server cannot be reached. */
  async #fetch(): Promise<Deployment | null> {
    const answer = await fetch(FILE, { cache: 'no-cache', signal: AbortSignal.timeout(PATIENCE_MS) });
    if (answer.status === 404) return DEFAULT_DEPLOYMENT;
    if (!answer.ok) return null;
    // Servers that know only one page answer with it for everything.
    if (answer.headers.get('content-type')?.startsWith('text/html')) return DEFAULT_DEPLOYMENT;
    const deployment = checkDeployment(await answer.json().catch(() => null));
    if (!deployment) console.error(`${FILE} is not as it should be; what it may forbid is forbidden`);
    return deployment ?? STRICT;
  }

  async #remembered(): Promise<Deployment> {
    const stored: unknown = await this.#values.get(REMEMBERED).catch(() => undefined);
    return stored === undefined ? DEFAULT_DEPLOYMENT : (checkDeployment(stored) ?? STRICT);
  }
}
