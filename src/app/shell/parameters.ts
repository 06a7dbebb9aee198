import type { EncoderChoice } from '../../engine/bridge/services';
import type { Language } from '../i18n/languages';
import { readPerson, readSettings, type DubSettings } from '../features/settings/settings';

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
 * | `pauses` | `close`, `original`, `model` | what the mouth does where the speech pauses |
 * | `blending` | 0.5–1.5 | width of the soft edge around the mouth, as a factor |
 * | `sharpening` | 0–1 | sharpening of the painted mouth |
 * | `quality` | `small`, `source`, `high` | bits of the finished file |
 * | `size` | `source`, `1080p`, `720p` | most lines of its short side |
 * | `format` | `mp4`, `webm` | what kind of file it is |
 * | `label` | `top-right`, …, `off` | where the label stands that says that the result is generated |
 * | `labelText` | `auto`, `both`, `zh`, `en` | in which language, or in both |
 * | `person` | 1, 2, … | who speaks where there are several, counted from the largest and most present |
 */
export type Parameters = {
  readonly language: Language | null;
  readonly encoder: EncoderChoice;
  readonly settings: Partial<DubSettings>;
  readonly person: number | null;
};

/** `search`: the address's query, with or without the question mark. */
export function readParameters(search: string): Parameters {
  const query = new URLSearchParams(search);
  const lang = query.get('lang');
  return {
    language: lang === 'en' || lang === 'zh' ? lang : null,
    encoder: query.get('encoder') === 'ffmpeg' ? 'ffmpeg' : 'auto',
    person: readPerson(query.get('person') ?? ''),
    settings: readSettings(Object.fromEntries([...query].map(([name, text]) => [name, valueOf(text)]))),
  };
}

/** A number where the text is one. */
function valueOf(text: string): string | number {
  const value = text.trim() === '' ? NaN : Number(text);
  return Number.isNaN(value) ? text : value;
}
