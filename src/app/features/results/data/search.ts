import type { ResultRecord } from '../../../storage/records/result-record';

/**
 * A text as it is compared: full-width letters as narrow ones, no accents, lower case, and spaces in place of
 * whatever stands between words in file names.
 */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

// Chinese writes no spaces, so that its words have to be found. Tests of the platform's dictionary are its own.
const words = new Intl.Segmenter('zh', { granularity: 'word' });

type Haystack = { readonly spaced: string; readonly dense: string };

// Folding five thousand names takes longer than a key press should.
const known = new WeakMap<ResultRecord, Haystack>();

function haystack(record: ResultRecord): Haystack {
  const found = known.get(record);
  if (found) return found;
  const spaced = fold(
    [record.name, record.video.name, record.speech.name, record.painter.network?.name, record.batch].join(
      ' ',
    ),
  );
  const made = { spaced, dense: spaced.replaceAll(' ', '') };
  known.set(record, made);
  return made;
}

const has = ({ spaced, dense }: Haystack, word: string) => spaced.includes(word) || dense.includes(word);

/**
 * The results whose names (its own, its files', its network's, its batch's) hold every word of `query`, in the order given.
 * Case, width, accents and separators do not count; several Chinese words may be written without spaces and in any
 * order. An empty query keeps all.
 */
export function search(records: readonly ResultRecord[], query: string): readonly ResultRecord[] {
  const terms = fold(query).split(' ').filter(Boolean);
  if (terms.length === 0) return records;
  const split = terms.map((term) => [...words.segment(term)].map(({ segment }) => segment));
  return records.filter((record) => {
    const text = haystack(record);
    return terms.every((term, i) => has(text, term) || split[i]?.every((word) => has(text, word)));
  });
}
