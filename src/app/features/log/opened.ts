import { version } from '../../../../package.json';
import { findAdapter, type Lack } from '../../environment/environment';
import type { Space } from '../../storage/space';
import type { LogDraft } from './entry';

/** What the page runs on, for reading a log later: first the app's version, then the browser and the machine. */
export async function openedEntry(lacks: readonly Lack[], space: Space | null): Promise<LogDraft> {
  const info = (await findAdapter())?.info;
  const graphics = [info?.vendor, info?.architecture, info?.device].filter(Boolean).join(' ');
  return {
    level: 'info',
    event: 'page-opened',
    figures: {
      ...{ version, browser: navigator.userAgent, cores: navigator.hardwareConcurrency },
      ...(graphics && { graphics }),
      ...(lacks.length > 0 && { lacks: lacks.join(', ') }),
      ...space,
    },
  };
}
