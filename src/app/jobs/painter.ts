import { painterOf } from '../../engine/painters';
import type { Painting } from '../../engine/painters/painting';

/** True where the settings that all painters share change nothing of the mouth. */
export const ignoresShared = ({ id, settings }: Pick<Painting, 'id' | 'settings'>): boolean =>
  painterOf(id).ignoresShared(settings);
