import { SHAPE_POINTS } from '../../face/track/landmarks';
import type { PainterKind } from '../kind';
import type { ReuseInputs } from './inputs';

/** Borrows the mouth from other frames of the same video and bends it to what the speech asks for. */
export const reuse: PainterKind<object, ReuseInputs> = {
  id: 'reuse',
  words: {
    en: {
      title: 'Own mouth',
      text: 'Borrows the person’s own mouth from other moments of the video. Sharp; right for most videos.',
    },
    zh: {
      title: '本人口型',
      text: '借用本人在视频其他时刻的口型，画面清晰，适合大多数视频。',
    },
  },
  needs: { network: false, movingFootage: true, ownSound: true },
  defaults: {},
  sharpening: 0,
  readSettings: () => ({}),
  ignoresShared: () => false,
  cost: () => ({ start: 0, frame: 0 }),
  slice: ({ donor, donor2, mix, points, target }, from, to) => ({
    ...{ donor: donor.slice(from, to), donor2: donor2.slice(from, to), mix: mix.slice(from, to), points },
    target: { ...target, values: target.values.slice(from * SHAPE_POINTS * 2, to * SHAPE_POINTS * 2) },
  }),
  load: async () => (await import('./code')).code,
};
