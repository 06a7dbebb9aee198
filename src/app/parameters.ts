import type { EncoderChoice } from '../bridge/services';
import type { DubSettings } from '../dub/plan/dub-plan';
import type { Language } from '../i18n/languages';

/**
 * What the page's address may ask for. All optional; made for tests and the command line, and what is out of range
 * is ignored:
 *
 * | parameter | values | meaning |
 * |---|---|---|
 * | `lang` | `en`, `zh` | language of this visit, whatever the browser says |
 * | `encoder` | `ffmpeg` | encode the picture with ffmpeg.wasm even where the browser has an encoder |
 * | `opening` | 0–1.5 | how far the mouth opens, 1 as the model says |
 * | `offset` | −1–1 | seconds by which the mouth comes later than the sound |
 */
export type Parameters = {
  readonly language: Language | null;
  readonly encoder: EncoderChoice;
  readonly settings: Partial<DubSettings>;
};

/** `search`: the address's query, with or without the question mark. */
export function readParameters(search: string): Parameters {
  const query = new URLSearchParams(search);
  const lang = query.get('lang');
  const opening = within(query.get('opening'), 0, 1.5);
  const offset = within(query.get('offset'), -1, 1);
  return {
    language: lang === 'en' || lang === 'zh' ? lang : null,
    encoder: query.get('encoder') === 'ffmpeg' ? 'ffmpeg' : 'auto',
    settings: { ...(opening !== null && { opening }), ...(offset !== null && { offset }) },
  };
}

function within(text: string | null, least: number, most: number): number | null {
  const value = text === null || text.trim() === '' ? NaN : Number(text);
  return value >= least && value <= most ? value : null;
}
