import type { Translation } from '../texts';
import { consent } from './consent';
import { credentials } from './credentials';
import { batch } from './batch';
import { errors } from './errors';
import { face } from './face';
import { fix } from './fix';
import { jobs } from './jobs';
import { lines } from './lines';
import { log } from './log';
import { make } from './make';
import { networks } from './networks';
import { offline } from './offline';
import { privacy } from './privacy';
import { queue } from './queue';
import { record } from './record';
import { results } from './results';
import { settings } from './settings';
import { shell } from './shell';
import { space } from './space';
import { trim } from './trim';

/** English, area by area; no key stands in two of them. */
export const en = {
  ...shell,
  ...make,
  ...trim,
  ...record,
  ...consent,
  ...credentials,
  ...settings,
  ...face,
  ...fix,
  ...lines,
  ...networks,
  ...jobs,
  ...batch,
  ...queue,
  ...results,
  ...space,
  ...privacy,
  ...log,
  ...offline,
  ...errors,
};

/** What every language has to say; a missing or extra key does not compile. */
export type Messages = Translation<typeof en>;
