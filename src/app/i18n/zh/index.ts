import type { Messages } from '../en';
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
