import { longerBy, placeCues, type CueVideo } from '../../../engine/script/place-cues';
import { cuesOf, nextLines, type Sheet } from './sheet';

/** What is to be told of a line. */
export type LineNote =
  | { readonly kind: 'missing' | 'beyond' | 'hidden' }
  /** It is spoken faster or slower than it was recorded: by so much of its tempo. */
  | { readonly kind: 'faster' | 'slower'; readonly by: number }
  /** It goes on when the next one begins; is shorter than its gap; runs on beyond it; or has no room for its end: seconds. */
  | { readonly kind: 'overlaps' | 'fits' | 'runs-on' | 'cut'; readonly seconds: number }
  /** So many seconds of pictures are held or taken out there, and all that follows moves along. */
  | { readonly kind: 'longer' | 'shorter'; readonly seconds: number };

/** Nobody hears whether so much more is said, seconds. */
const SLACK = 0.05;

/** What will become of each line in a video, and what is the matter with it. */
export function notesOf(sheet: Sheet, video: CueVideo): LineNote[][] {
  const { duration } = video;
  const cues = cuesOf(sheet, duration);
  const said = [...cues.keys()];
  const places = placeCues({ cues: [...cues.values()] }, video);
  const placed = new Map(places.map((place, i) => [said[i], place]));
  const followers = nextLines(sheet.lines);
  return sheet.lines.map((line) => {
    const next = followers.get(line);
    const over = next ? line.end - next.start : 0;
    const overlap: LineNote[] = over > 1e-3 ? [{ kind: 'overlaps', seconds: over }] : [];
    if (line.start >= duration) return [{ kind: 'beyond' }];
    if (!line.speech) return [...overlap, { kind: 'missing' }];
    const place = placed.get(line);
    if (!place) return [...overlap, { kind: 'hidden' }];
    const change = place.tempo - 1;
    const paced: LineNote[] =
      change === 0 ? [] : [{ kind: change > 0 ? 'faster' : 'slower', by: Math.abs(change) }];
    if (place.lost > SLACK) return [...overlap, ...paced, { kind: 'cut', seconds: place.lost }];
    const longer = longerBy(place);
    if (Math.abs(longer) > 1e-6)
      return [...overlap, { kind: longer > 0 ? 'longer' : 'shorter', seconds: Math.abs(longer) }];
    const more = place.said.to - place.said.from - (line.end - line.start);
    const ends: LineNote = { kind: more > SLACK ? 'runs-on' : 'fits', seconds: Math.abs(more) };
    // Where the pace makes it fit there is no more to say.
    return [...overlap, ...paced, ...(paced.length > 0 && Math.abs(more) <= SLACK ? [] : [ends])];
  });
}
