import type { Painter, Work } from '../../painters/painter';
import { createPicture, type Picture } from '../../picture/picture';

type Decoded = AsyncIterable<{ readonly picture: Picture }>;

/**
 * The decoded pictures of a plan, in order and painted. `keep`: 1 for the frames that pass through as they are. A
 * picture's buffer is used again: be done with it before asking for the next. For a painter that takes several
 * frames at once, two batches are held: while one is painted the next is decoded and prepared. `from`: position of
 * the first of them in the plan.
 */
export function paintedPictures(
  decoded: Decoded,
  keep: Uint8Array,
  painter: Painter,
  from = 0,
): AsyncGenerator<Picture> {
  return painter.batch > 1 ? inBatches(decoded, keep, painter, from) : oneByOne(decoded, keep, painter, from);
}

async function* oneByOne(
  decoded: Decoded,
  keep: Uint8Array,
  painter: Painter,
  from: number,
): AsyncGenerator<Picture> {
  let index = from;
  for await (const { picture } of decoded) {
    if (keep[index] === 0) await painter.paint([{ index, frame: picture }]);
    index++;
    yield picture;
  }
}

type Batch = { readonly works: readonly Work[]; readonly painted: Promise<void> };

async function* inBatches(
  decoded: Decoded,
  keep: Uint8Array,
  painter: Painter,
  from: number,
): AsyncGenerator<Picture> {
  const spare: Picture[] = [];
  let before: Batch | null = null;
  let after: Batch | null = null;
  try {
    for await (const works of gathered(decoded, painter.batch, spare, from)) {
      after = begin(works, keep, painter);
      if (before) yield* give(before, spare);
      before = after;
      after = null;
    }
    if (before) yield* give(before, spare);
    before = null;
  } finally {
    // Whoever stops asking releases the painter next: it must not be at work then.
    await Promise.allSettled([before?.painted, after?.painted]);
  }
}

function begin(works: readonly Work[], keep: Uint8Array, painter: Painter): Batch {
  const wanted = works.filter(({ index }) => keep[index] === 0);
  const painted = wanted.length > 0 ? Promise.resolve(painter.paint(wanted)) : Promise.resolve();
  // A failure is met when the batch is waited for; until then it is nobody's unhandled rejection.
  painted.catch(() => {});
  return { works, painted };
}

async function* give({ works, painted }: Batch, spare: Picture[]): AsyncGenerator<Picture> {
  await painted;
  for (const { frame } of works) {
    yield frame;
    spare.push(frame);
  }
}

/** Copies of the decoded pictures, `size` at a time; the first one's position is `from`. */
async function* gathered(
  decoded: Decoded,
  size: number,
  spare: Picture[],
  from: number,
): AsyncGenerator<Work[]> {
  let works: Work[] = [];
  let index = from;
  for await (const { picture } of decoded) {
    const frame = spare.pop() ?? createPicture(picture.width, picture.height);
    frame.data.set(picture.data);
    works.push({ index: index++, frame });
    if (works.length < size) continue;
    yield works;
    works = [];
  }
  if (works.length > 0) yield works;
}
