import type { Messages } from '../en';
import { consent } from './making/consent';
import { credentials } from './credentials';
import { batch } from './batch';
import { errors } from './errors';
import { face } from './making/face';
import { fix } from './making/fix';
import { jobs } from './jobs';
import { lines } from './making/lines';
import { people } from './making/people';
import { log } from './log';
import { make } from './making/make';
import { networks } from './making/networks';
import { offline } from './offline';
import { privacy } from './privacy';
import { queue } from './queue';
import { record } from './making/record';
import { results } from './results';
import { settings } from './making/settings';
import { shell } from './shell';
import { space } from './space';
import { trim } from './making/trim';

/** 简体中文。 */
export const zh: Messages = {
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
  ...people,
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
