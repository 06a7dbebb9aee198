import { beginsWith, nameKey, numbersIn } from './file-names';

/** Anything with a file's name. */
export type Named = { readonly name: string };

export type Pair<V, S> = {
  readonly video: V;
  readonly speech: S;
  /** What the result is to be called; null for a name made of both files'. */
  readonly name: string | null;
  /** Who speaks where there are several, counted from 1; absent for whoever is found to. */
  readonly person?: number;
};

/** Files that would fit each other in more than one way; the user has to say. */
export type Ambiguity<V, S> = { readonly videos: readonly V[]; readonly speeches: readonly S[] };

export type Pairing<V, S> = {
  readonly pairs: readonly Pair<V, S>[];
  readonly ambiguous: readonly Ambiguity<V, S>[];
  /** In no pair and in no ambiguity. */
  readonly unpaired: Ambiguity<V, S>;
};

/** Every speech with every video: one with many, many with one, or the full matrix. */
export function pairAll<V extends Named, S extends Named>(
  videos: readonly V[],
  speeches: readonly S[],
): Pairing<V, S> {
  const pairs = videos.flatMap((video) => speeches.map((speech) => ({ video, speech, name: null })));
  const left = pairs.length === 0;
  return {
    pairs,
    ambiguous: [],
    unpaired: { videos: left ? videos : [], speeches: left ? speeches : [] },
  };
}

/** A file and what its name is compared by. */
type Entry<T> = { readonly file: T; readonly key: string };

/**
 * By file name, in three rounds, each over what the ones before have left: the same name; a name that goes on where
 * the other ends (one video with many speeches, or one speech with many videos); the same numbers.
 */
export function pairByName<V extends Named, S extends Named>(
  videos: readonly V[],
  speeches: readonly S[],
): Pairing<V, S> {
  const round = new Rounds(videos, speeches);
  round.equal((key) => key);
  round.continued();
  round.equal(numbersIn);
  return round.result();
}

class Rounds<V extends Named, S extends Named> {
  readonly #videos: readonly V[];
  readonly #speeches: readonly S[];
  readonly #pairs: Pair<V, S>[] = [];
  readonly #ambiguous: Ambiguity<V, S>[] = [];
  readonly #settled = new Set<V | S>();

  constructor(videos: readonly V[], speeches: readonly S[]) {
    this.#videos = videos;
    this.#speeches = speeches;
  }

  /** Pairs files whose names give the same, not empty, `mark`, where each side has one of them. */
  equal(mark: (key: string) => string): void {
    const [videos, speeches] = [
      groups(this.#left(this.#videos), mark),
      groups(this.#left(this.#speeches), mark),
    ];
    for (const [value, group] of videos) {
      const others = speeches.get(value);
      if (!others) continue;
      const [video, speech] = [group[0], others[0]];
      if (group.length === 1 && others.length === 1 && video && speech) this.#pair(video, speech);
      else this.#leaveOpen({ videos: group, speeches: others });
    }
  }

  /** Pairs each file whose name goes on where one of the other side ends with the one that ends last. */
  continued(): void {
    const [videos, speeches] = [this.#left(this.#videos), this.#left(this.#speeches)];
    const found = [
      ...speeches.flatMap(({ file, key }) =>
        longest(key, videos).map((video) => ({ video, speech: file, name: null })),
      ),
      ...videos.flatMap(({ file, key }) =>
        longest(key, speeches).map((speech) => ({ video: file, speech, name: null })),
      ),
    ];
    for (const { video, speech } of found) this.#pair(video, speech);
  }

  result(): Pairing<V, S> {
    const free = <T extends V | S>(files: readonly T[]) => files.filter((file) => !this.#settled.has(file));
    return {
      pairs: inOrder(this.#pairs, this.#videos),
      ambiguous: this.#ambiguous,
      unpaired: { videos: free(this.#videos), speeches: free(this.#speeches) },
    };
  }

  #left<T extends V | S>(files: readonly T[]): Entry<T>[] {
    return files
      .filter((file) => !this.#settled.has(file))
      .map((file) => ({ file, key: nameKey(file.name) }));
  }

  #pair(video: V, speech: S): void {
    this.#pairs.push({ video, speech, name: null });
    this.#settled.add(video).add(speech);
  }

  #leaveOpen(open: Ambiguity<V, S>): void {
    this.#ambiguous.push(open);
    for (const file of [...open.videos, ...open.speeches]) this.#settled.add(file);
  }
}

function groups<T>(entries: readonly Entry<T>[], mark: (key: string) => string): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const { file, key } of entries) {
    const value = mark(key);
    if (value !== '') found.set(value, [...(found.get(value) ?? []), file]);
  }
  return found;
}

/** The one file with the longest name that `key` begins with; none where there are two, or none. */
function longest<T>(key: string, entries: readonly Entry<T>[]): T[] {
  const fitting = entries.filter((entry) => beginsWith(key, entry.key));
  const length = Math.max(0, ...fitting.map((entry) => entry.key.length));
  const best = fitting.filter((entry) => entry.key.length === length);
  return best.length === 1 ? best.map(({ file }) => file) : [];
}

function inOrder<V, S>(pairs: readonly Pair<V, S>[], videos: readonly V[]): Pair<V, S>[] {
  const place = new Map(videos.map((video, index) => [video, index]));
  return [...pairs].sort((a, b) => (place.get(a.video) ?? 0) - (place.get(b.video) ?? 0));
}
