import { decodeText } from '../../jobs/intake/decode-text';
import { DubError } from '../../../engine/core/errors';
import { parseScript } from '../../../engine/script/read-script';
import { readSubtitles } from '../../../engine/script/subtitles';
import type { Sheet } from './sheet';

/** More is no list of lines. */
const MOST_BYTES = 8 * 2 ** 20;

/** True of what is a list of lines by its name. */
export const isSheet = ({ name }: { readonly name: string }): boolean => /\.(srt|vtt|json)$/i.test(name);

/**
 * The lines of an SRT or WebVTT file, or of a script (`docs/script.schema.json`), none of them said by anything yet;
 * subtitles change the pace of what does not fit.
 * Throws `subtitles/unreadable` and `script/invalid`, whose details say where.
 */
export async function readSheet(file: File): Promise<Sheet> {
  if (file.size > MOST_BYTES) throw new DubError('subtitles/unreadable', { detail: { reason: 'too large' } });
  const text = decodeText(new Uint8Array(await file.arrayBuffer()));
  const { name } = file;
  if (/\.json$/i.test(name)) {
    const { cues, outside } = parseScript(text);
    const lines = cues.map(({ speech, text: words = '', ...cue }) => ({
      ...cue,
      ...{ text: words, speech: null, named: speech },
    }));
    return { name, lines, outside };
  }
  const lines = readSubtitles(text).lines.map((line) => ({ ...line, fit: 'pace', speech: null }) as const);
  return { name, lines, outside: { sound: 'keep' } };
}
