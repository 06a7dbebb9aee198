/** One face in one sample. Pixels of the upright picture. */
export type SeenFace = {
  readonly x: number;
  readonly y: number;
  /** Longer side of the box around the face. */
  readonly size: number;
  /** Brightness of a small square around the face, rows top to bottom; always the same number of values. */
  readonly shade: Float32Array;
};

export type Sample<Face extends SeenFace> = {
  readonly time: number;
  /** True where this is the first sample of another shot. */
  readonly cut: boolean;
  readonly faces: readonly Face[];
};

/** What one person looks like in each sample; null where they are not seen. */
export type Sightings<Face> = readonly (Face | null)[];

/** Within this many face sizes, and this ratio of sizes, a face is where it was. */
const NEAR = 0.7;
const ALIKE_SIZE = 1.7;
/** Seconds after which nobody is expected to be where they were. */
const STAYS = 4;
/** Correlation of brightness from which two faces are one person's. */
const ALIKE = 0.62;
/** Who is seen in fewer samples than this share is no one to choose. */
const LEAST_SHARE = 0.04;

type Gathered<Face extends SeenFace> = { seen: (Face | null)[]; last: number; usual: Float32Array };

/**
 * Sorts the faces of all samples by person: by where they were a moment ago and, after a cut or an absence, by what
 * they look like. The largest and most present first; passers-by are left out.
 */
export function gatherPeople<Face extends SeenFace>(samples: readonly Sample<Face>[]): Sightings<Face>[] {
  const people: Gathered<Face>[] = [];
  let shot = 0;
  samples.forEach(({ faces, cut, time }, index) => {
    if (cut) shot = index;
    const isRecent = ({ last }: Gathered<Face>) =>
      last >= shot && time - (samples[last] as Sample<Face>).time <= STAYS;
    const pairs = people.flatMap((person) =>
      faces.map((face) => ({ person, face, score: likeness(person, face, isRecent(person)) })),
    );
    pairs.sort((a, b) => b.score - a.score);
    const free = new Set(faces);
    for (const { person, face, score } of pairs) {
      if (score <= 0 || !free.has(face) || person.last === index) continue;
      see(person, face, index);
      free.delete(face);
    }
    for (const face of free) {
      const person = { seen: new Array<Face | null>(samples.length).fill(null), last: -1, usual: face.shade };
      see(person, face, index);
      people.push(person);
    }
  });
  return choose(people, samples.length);
}

/** How well a face suits a person; 0 and less: not at all. Where somebody was a moment ago counts for most. */
function likeness<Face extends SeenFace>(person: Gathered<Face>, face: Face, recent: boolean): number {
  const before = person.seen[person.last] as Face;
  const alike = correlate(person.usual, face.shade);
  const apart = Math.hypot(before.x - face.x, before.y - face.y) / Math.max(before.size, face.size);
  const ratio = Math.max(before.size / face.size, face.size / before.size);
  if (recent && apart < NEAR && ratio < ALIKE_SIZE) return 2 - apart + Math.max(0, alike);
  return alike - ALIKE;
}

function see<Face extends SeenFace>(person: Gathered<Face>, face: Face, index: number): void {
  person.seen[index] = face;
  person.last = index;
  // Old sightings fade, so that a person may turn or step into other light.
  person.usual = person.usual.map((value, i) => value + 0.2 * ((face.shade[i] as number) - value));
}

function choose<Face extends SeenFace>(people: Gathered<Face>[], samples: number): Sightings<Face>[] {
  const weight = ({ seen }: Gathered<Face>) => seen.reduce((sum, face) => sum + (face?.size ?? 0), 0);
  const count = ({ seen }: Gathered<Face>) => seen.filter(Boolean).length;
  const ordered = [...people].sort((a, b) => weight(b) - weight(a));
  const lasting = ordered.filter((person) => count(person) >= Math.max(2, LEAST_SHARE * samples));
  return (lasting.length > 0 ? lasting : ordered.slice(0, 1)).map(({ seen }) => seen);
}

/** Pearson's correlation of two lists of the same length. */
function correlate(a: Float32Array, b: Float32Array): number {
  const mean = (list: Float32Array) => list.reduce((sum, value) => sum + value, 0) / list.length;
  const [ma, mb] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const [da, db] = [(a[i] as number) - ma, (b[i] as number) - mb];
    ab += da * db;
    aa += da * da;
    bb += db * db;
  }
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : 0;
}
