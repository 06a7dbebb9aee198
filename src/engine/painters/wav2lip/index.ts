import type { PainterKind } from '../kind';
import { DEFAULT_WAV2LIP, OWN_SHARPENING, type Wav2LipInputs, type Wav2LipSettings } from './inputs';

/** Seconds a frame takes a network of 96-pixel faces and the published size, and loading it. */
const COST = { start: 2, frame: 0.2 };

/** A network that paints the mouth, given the face and 0.2 s of sound. */
export const wav2lip: PainterKind<Wav2LipSettings, Wav2LipInputs> = {
  id: 'wav2lip',
  words: {
    en: {
      title: 'Drawn by AI',
      text: 'AI draws the mouth: for pictures, and for people who hardly talk. A little softer; fast only with a graphics card.',
    },
    zh: {
      title: 'AI 绘制',
      text: '由 AI 画出口型，照片和几乎没讲话的视频也能用；画面稍软，有独立显卡才快。',
    },
  },
  needs: { network: true, movingFootage: false, ownSound: false },
  defaults: DEFAULT_WAV2LIP,
  sharpening: OWN_SHARPENING,
  readSettings: ({ method, lead }) => ({
    method: method === 'published' ? 'published' : DEFAULT_WAV2LIP.method,
    lead: typeof lead === 'number' ? lead : DEFAULT_WAV2LIP.lead,
  }),
  ignoresShared: ({ method }) => method === 'published',
  cost: (size) => ({ start: COST.start, frame: COST.frame * (size / 96) ** 2 }),
  slice: ({ reference, windows, ...rest }, from, to) => ({
    ...rest,
    reference: reference.slice(from, to),
    windows: windows.slice(from, to),
  }),
  load: async () => (await import('./code')).code,
};
