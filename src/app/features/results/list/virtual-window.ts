export type View = 'grid' | 'list';

/** Where the items of a long list lie; everything in pixels. */
export type Layout = {
  readonly columns: number;
  /** Size of one item. */
  readonly width: number;
  readonly height: number;
  /** From the top of one row to the top of the next, and from the left of one column to the next. */
  readonly rowStep: number;
  readonly columnStep: number;
};

/** In rem: a row of the list is taller where its facts need a second line. */
const LIST = { wide: 5.25, narrow: 7.75, narrowBelow: 40 };
/** In rem: narrowest card, distance between cards, and the height of the words below a card's picture. */
const GRID = { least: 13, gap: 1, words: 4.75 };
/** Height of a card's picture over its width. */
const PICTURE = 10 / 16;

/** How a list `width` pixels wide is laid out; `rem` is the page's font size, pixels. */
export function layoutOf(view: View, width: number, rem: number): Layout {
  if (view === 'list') {
    const height = (width < LIST.narrowBelow * rem ? LIST.narrow : LIST.wide) * rem;
    return { columns: 1, width, height, rowStep: height, columnStep: width };
  }
  const gap = GRID.gap * rem;
  // Two cards side by side even on the narrowest phone.
  const columns = Math.max(2, Math.floor((width + gap) / (GRID.least * rem + gap)));
  const card = Math.max(0, (width - (columns - 1) * gap) / columns);
  const height = card * PICTURE + GRID.words * rem;
  return { columns, width: card, height, rowStep: height + gap, columnStep: card + gap };
}

/** Height of a list of `count` items, pixels. */
export function totalHeight({ columns, height, rowStep }: Layout, count: number): number {
  const rows = Math.ceil(count / columns);
  return rows === 0 ? 0 : (rows - 1) * rowStep + height;
}

/** Top left corner of item `index`, pixels from the list's. */
export function placeOf({ columns, rowStep, columnStep }: Layout, index: number): { x: number; y: number } {
  return { x: (index % columns) * columnStep, y: Math.floor(index / columns) * rowStep };
}

/** Rows drawn beyond each edge, so that a quick scroll and the Tab key find them there. */
const BEYOND = 2;

/**
 * Which items to draw: from `first` up to but not including `end`. `top`: pixels of the list that are scrolled away
 * above the window (negative where the list begins further down); `height`: of the window.
 */
export function windowOf(
  { columns, rowStep }: Layout,
  count: number,
  top: number,
  height: number,
): { first: number; end: number } {
  if (count === 0 || rowStep <= 0) return { first: 0, end: 0 };
  const rows = Math.ceil(count / columns);
  const within = (row: number) => Math.min(rows, Math.max(0, row));
  return {
    first: columns * within(Math.floor(top / rowStep) - BEYOND),
    end: Math.min(count, columns * within(Math.ceil((top + height) / rowStep) + BEYOND)),
  };
}

/** Keys that go from item to item. */
const STEPS = {
  ArrowLeft: () => -1,
  ArrowRight: () => 1,
  ArrowUp: ({ columns }: Layout) => -columns,
  ArrowDown: ({ columns }: Layout) => columns,
} as const;

/**
 * The item that a key leads to from item `index`, or null where the key is no such key. Page keys go by `height`,
 * the window's, pixels.
 */
export function goTo(
  layout: Layout,
  count: number,
  index: number,
  key: string,
  height: number,
): number | null {
  const page = layout.columns * Math.max(1, Math.floor(height / layout.rowStep) - 1);
  const within = (target: number) => Math.min(count - 1, Math.max(0, target));
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  if (key === 'PageUp') return within(index - page);
  if (key === 'PageDown') return within(index + page);
  if (!(key in STEPS)) return null;
  const target = index + STEPS[key as keyof typeof STEPS](layout);
  // Up from the first row stays where it is and does not jump sideways.
  return target < 0 || target >= count ? index : target;
}
