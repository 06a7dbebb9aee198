import { DubError } from '../../core/errors';
import type { Edit } from '../../timeline/clock';

/** A track's edit list as an mp4 has it, and its two clocks, ticks a second. */
export type EditList = {
  readonly movieScale: number;
  readonly mediaScale: number;
  readonly entries: readonly Entry[];
};

/** `lasts`: in the movie's ticks; `from`: in the media's, -1 where nothing is played. */
type Entry = { readonly lasts: number; readonly from: number; readonly rate: number };

/** The edit lists of an mp4 (or MOV) by the ids of their tracks; tracks without one are left out. */
export async function readEditLists(file: Blob): Promise<ReadonlyMap<number, EditList>> {
  const lists = new Map<number, EditList>();
  for await (const movie of boxesIn(file, 0, file.size)) {
    if (movie.type !== 'moov') continue;
    let movieScale = 0;
    for await (const box of boxesIn(file, movie.from, movie.to)) {
      if (box.type === 'mvhd') movieScale = await timescale(file, box);
      if (box.type !== 'trak') continue;
      const track = await readTrack(file, box);
      if (track.entries)
        lists.set(track.id, { movieScale, mediaScale: track.mediaScale, entries: track.entries });
    }
  }
  return lists;
}

/** A box's contents: bytes `from` … `to` of the file. */
type Box = { readonly type: string; readonly from: number; readonly to: number };

async function* boxesIn(file: Blob, from: number, to: number): AsyncGenerator<Box> {
  for (let at = from; at + 8 <= to;) {
    const head = await view(file, at, Math.min(to, at + 16));
    const type = String.fromCharCode(...[4, 5, 6, 7].map((byte) => head.getUint8(byte)));
    const told = head.getUint32(0);
    const isLarge = told === 1 && head.byteLength === 16;
    const size = told === 0 ? to - at : isLarge ? Number(head.getBigUint64(8)) : told;
    const body = at + (isLarge ? 16 : 8);
    if (size < body - at) return;
    yield { type, from: body, to: Math.min(to, at + size) };
    at += size;
  }
}

type TrackFacts = { id: number; mediaScale: number; entries: Entry[] | null };

async function readTrack(file: Blob, track: Box): Promise<TrackFacts> {
  const facts: TrackFacts = { id: 0, mediaScale: 0, entries: null };
  for await (const box of boxesIn(file, track.from, track.to)) {
    if (box.type === 'tkhd') {
      const head = await view(file, box.from, box.to);
      facts.id = head.getUint32(head.getUint8(0) === 1 ? 20 : 12);
    }
    if (box.type !== 'edts' && box.type !== 'mdia') continue;
    for await (const inner of boxesIn(file, box.from, box.to)) {
      if (inner.type === 'mdhd') facts.mediaScale = await timescale(file, inner);
      if (inner.type === 'elst') facts.entries = entriesOf(await view(file, inner.from, inner.to));
    }
  }
  return facts;
}

/** Ticks a second, of `mvhd` or `mdhd`. */
async function timescale(file: Blob, { from, to }: Box): Promise<number> {
  const head = await view(file, from, Math.min(to, from + 24));
  return head.getUint32(head.getUint8(0) === 1 ? 20 : 12);
}

function entriesOf(list: DataView): Entry[] | null {
  const isLong = list.getUint8(0) === 1;
  const bytes = isLong ? 20 : 12;
  const count = Math.min(list.getUint32(4), Math.floor((list.byteLength - 8) / bytes));
  if (count === 0) return null;
  return Array.from({ length: count }, (_, i) => {
    const at = 8 + i * bytes;
    return isLong
      ? {
          lasts: Number(list.getBigUint64(at)),
          from: Number(list.getBigInt64(at + 8)),
          rate: list.getInt32(at + 16) / 65_536,
        }
      : { lasts: list.getUint32(at), from: list.getInt32(at + 4), rate: list.getInt32(at + 8) / 65_536 };
  });
}

async function view(file: Blob, from: number, to: number): Promise<DataView> {
  return new DataView(await file.slice(from, to).arrayBuffer());
}

/**
 * The edits in seconds, by the clock of mediabunny's packets: it moves the first one that plays anything to where it is
 * played, and knows nothing of the others. Throws `input/edit-rate` where something is to be played faster or slower.
 */
export function editsOf({ movieScale, mediaScale, entries }: EditList): Edit[] {
  const first = entries.findIndex(({ from }) => from !== -1);
  const before = entries.slice(0, Math.max(0, first)).reduce((sum, { lasts }) => sum + lasts, 0);
  // It passes over a list whose first piece is not played as it is.
  const moved =
    entries[first]?.rate === 1 ? entries[first].from - Math.round((before / movieScale) * mediaScale) : 0;
  return entries.map(({ lasts, from, rate }, i) => {
    if (from !== -1 && rate !== 1 && rate !== 0) throw new DubError('input/edit-rate', { detail: { rate } });
    // In fragments it is not known yet how long they are.
    const isOpen = lasts === 0 && i === entries.length - 1;
    return {
      lasts: isOpen ? Infinity : lasts / movieScale,
      from: from === -1 ? null : (from - moved) / mediaScale,
      rate,
    };
  });
}
