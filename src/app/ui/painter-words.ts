import type { Messages } from '../i18n/languages';
import { findPainter, PAINTERS } from '../../engine/painters';
import type { PainterWords } from '../../engine/painters/kind';

/** What users read of a painter; one of another version of the app stands for itself. */
export const painterWords = (id: string, t: Messages): PainterWords =>
  findPainter(id)?.words[t['language.code']() === 'zh' ? 'zh' : 'en'] ?? { title: id, text: '' };

/** All painters as the user chooses among them. */
export const painterChoices = (t: Messages) =>
  PAINTERS.map(({ id, needs }) => ({ id, needs, ...painterWords(id, t) }));
