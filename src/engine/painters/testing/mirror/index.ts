import type { Steps } from '../../../face/track/steps';
import type { PainterKind } from '../../kind';

/** `half`: width of the flipped square over the width of the mouth, a setting of its own. */
export type MirrorSettings = { readonly half: number };
/** `points`: smoothed landmarks of every source frame, [source frames, TRACKED.length, 2]. `half`: for each output frame. */
export type MirrorInputs = { readonly points: Steps; readonly half: Float32Array };

/** A third painter, which tests add: it flips the mouth sideways. */
export const mirror: PainterKind<MirrorSettings, MirrorInputs> = {
  id: 'mirror',
  words: {
    en: { title: 'Mirror', text: 'Flips the mouth.' },
    zh: { title: '镜像', text: '左右翻转口型。' },
  },
  needs: { network: false, movingFootage: false, ownSound: false },
  defaults: { half: 0.75 },
  sharpening: 0.1,
  readSettings: ({ half }) => ({ half: typeof half === 'number' ? half : 0.75 }),
  ignoresShared: () => false,
  cost: () => ({ start: 0, frame: 0.001 }),
  slice: ({ points, half }, from, to) => ({ points, half: half.slice(from, to) }),
  load: async () => (await import('./code')).code,
};
