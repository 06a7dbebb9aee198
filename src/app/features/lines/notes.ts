import { placeCues } from '../../../engine/script/place-cues';
import { cuesOf, type Sheet } from './sheet';

/** What is to be told of a line. */
export type LineNote =
  | { readonly kind: 'missing' | 'beyond' | 'hidden' }
  /** It goes on when the next one begins; is shorter than its gap; runs on beyond it; or has no room for its end: seconds. */
  | { readonly kind: 'overlaps' | 'fits' | 'runs-on' | 'cut'; readonly seconds: number };

/** Nobody hears whether so much more is said, seconds. */
const SLACK = 0.05;

/** What will become of each line in a video of such a length, and what is the matter with it. */
export function notesOf(sheet: Sheet, duration: number): LineNote[][] {
  const cues = cuesOf(sheet, duration);
  const placed = new Map(
    placeCues({ cues: [...cues.values()] }, duration).map((place, i) => [[...cues.keys()][i], place]),
  );
  return sheet.lines.map((line, i) => {
    const next = sheet.lines[i + 1];
    const over = next ? line.end - next.start : 0;
    const overlap: LineNote[] = over > 1e-3 ? [{ kind: 'overlaps', seconds: over }] : [];
    if (line.start >= duration) return [{ kind: 'beyond' }];
    if (!line.speech) return [...overlap, { kind: 'missing' }];
    const place = placed.get(line);
    if (!place) return [...overlap, { kind: 'hidden' }];
    if (place.lost > SLACK) return [...overlap, { kind: 'cut', seconds: place.lost }];
    const more = place.said.to - line.end;
    return [...overlap, { kind: more > SLACK ? 'runs-on' : 'fits', seconds: Math.abs(more) }];
  });
}
