import { meet, uprightSize, type Coded, type Rect } from '../../provenance/label/placing';
import type { Stamp } from '../../provenance/label/stamp';
import { breakLines } from '../../script/break-lines';
import type { CaptionLook } from '../../script/script';
import type { Captions } from '../../script/shown-lines';
import { context, drawStamp, fontOf, type Context } from './draw-stamp';

/** Height of the font as a part of the picture's shorter side. */
const FONT: Record<CaptionLook['size'], number> = { small: 0.042, medium: 0.054, large: 0.07 };
/** Parts of the picture: the widest row, the most that all rows may cover, and how far they stand from the edge. */
const [WIDEST, HIGHEST, EDGE] = [0.88, 0.3, 0.05];
/** Players and pages put their own controls over the foot of a portrait video. */
const PORTRAIT_EDGE = 0.12;
/** What covers too much of the picture is written smaller, down to so much of its size. */
const [SMALLER, SMALLEST] = [0.9, 0.6];
/** Parts of the font's size. */
const [LINE, ACROSS, DOWN, OUTLINE] = [1.28, 0.5, 0.15, 0.14];
const INK = '#fff';
const OUTLINE_INK = 'rgb(0 0 0 / 80%)';
const PLATE = 'rgb(0 0 0 / 65%)';
/** Of a step by which rows give way to something else, as a part of the picture's height. */
const STEP = 0.01;
/** Between lines that are seen together. */
const APART = '\n\n';
/** A line is seen from the picture on that is shown at its time, to the thousandth of a second that files tell. */
const NEAR = 0.001;

/** How pictures lie in their file, and what their levels are. */
export type Canvas = { readonly coded: Coded; readonly fullRange: boolean };

/** Draws lines as they come; holds the last ones that it drew. */
export class CaptionStamps {
  readonly #captions: Captions;
  readonly #canvas: Canvas;
  #drawn: { readonly text: string; readonly avoids: Rect | null; readonly stamp: Stamp } | null = null;

  constructor(captions: Captions, canvas: Canvas) {
    this.#captions = captions;
    this.#canvas = canvas;
  }

  /** What stands in the picture that is shown at `time`, seconds; null where nothing does. It leaves `avoids` free. */
  at(time: number, avoids: Rect | null = null): Stamp | null {
    const text = textAt(this.#captions, time);
    if (text === '') return null;
    if (this.#drawn?.text !== text || this.#drawn.avoids !== avoids)
      this.#drawn = { text, avoids, stamp: drawCaption(text, this.#captions.look, this.#canvas, avoids) };
    return this.#drawn.stamp;
  }
}

/** All that is to be read at a time, the later lines below. */
const textAt = ({ lines }: Captions, time: number): string =>
  lines
    .filter(({ start, end }) => start <= time + NEAR && time + NEAR < end)
    .map(({ text }) => text)
    .join(APART);

/** `keep` of a plan, but 0 for the frames under which something is written. */
export function unwritten(
  keep: Uint8Array,
  captions: Captions | undefined,
  timeOf: (frame: number) => number,
): Uint8Array {
  if (!captions) return keep;
  return keep.map((kept, frame) => (kept === 1 && textAt(captions, timeOf(frame)) === '' ? 1 : 0));
}

/** Draws rows of text for pictures that lie so in their file, where they do not cover `avoids`, pixels of the file. */
function drawCaption(
  text: string,
  look: CaptionLook,
  { coded, fullRange }: Canvas,
  avoids: Rect | null,
): Stamp {
  const picture = uprightSize(coded);
  const rows = rowsOf(text, look, picture);
  const { width, height } = rows;
  const left = (picture.width - width) / 2;
  const edge = (picture.height > picture.width ? PORTRAIT_EDGE : EDGE) * picture.height;
  const inwards = (look.place === 'top' ? 1 : -1) * STEP * picture.height;
  const first = look.place === 'top' ? EDGE * picture.height : picture.height - height - edge;
  const draw = (top: number) =>
    drawStamp({ left, top, width, height }, coded, fullRange, (canvas) => paint(canvas, rows, look.box));
  let stamp = draw(first);
  for (let away = 1; avoids && meet(stamp, avoids) && away * STEP < 0.5; away++)
    stamp = draw(first + away * inwards);
  return stamp;
}

type Rows = {
  readonly rows: readonly string[];
  readonly font: number;
  readonly width: number;
  readonly height: number;
};

function rowsOf(
  text: string,
  { size }: CaptionLook,
  { width, height }: { width: number; height: number },
): Rows {
  const canvas = context({ width: 1, height: 1 });
  const usual = FONT[size] * Math.min(width, height);
  for (let font = usual; ; font *= SMALLER) {
    canvas.font = fontOf(font);
    const widthOf = (row: string) => canvas.measureText(row).width;
    const most = WIDEST * width - 2 * ACROSS * font;
    const rows = text.split(APART).flatMap((line) => breakLines(line, widthOf, most));
    const high = (rows.length * LINE + 2 * DOWN) * font;
    if (high > HIGHEST * height && font * SMALLER >= SMALLEST * usual) continue;
    return { rows, font, width: Math.max(...rows.map(widthOf)) + 2 * ACROSS * font, height: high };
  }
}

function paint(canvas: Context, { rows, font, width, height }: Rows, box: boolean): void {
  if (box) {
    canvas.fillStyle = PLATE;
    canvas.beginPath();
    canvas.roundRect(0, 0, width, height, 0.25 * font);
    canvas.fill();
  }
  canvas.font = fontOf(font);
  canvas.textAlign = 'center';
  canvas.textBaseline = 'middle';
  canvas.lineJoin = 'round';
  canvas.lineWidth = OUTLINE * font;
  canvas.strokeStyle = OUTLINE_INK;
  canvas.fillStyle = INK;
  for (const [at, row] of rows.entries()) {
    const [x, y] = [width / 2, (DOWN + LINE * (at + 0.5)) * font] as const;
    if (!box) canvas.strokeText(row, x, y);
    canvas.fillText(row, x, y);
  }
}
