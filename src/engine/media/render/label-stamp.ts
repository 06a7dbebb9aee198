import { freePlace } from '../../provenance/label/free-place';
import { LABEL_HEIGHT, labelLines, type Label, type LabelText } from '../../provenance/label/label';
import { placed, uprightSize, type Coded, type Size } from '../../provenance/label/placing';
import type { Stamp } from '../../provenance/label/stamp';
import { context, drawStamp, fontOf, type Context } from './draw-stamp';

/** Light with a dark edge on a faint plate, which is seen on any footage and leaves most of it to be seen. */
const INK = '#fff';
const EDGE = 'rgb(0 0 0 / 55%)';
const PLATE = 'rgb(0 0 0 / 32%)';
/** Parts of the font's size. */
const LINE = 1.25;
const [ACROSS, DOWN] = [0.4, 0.08];
const EDGE_WIDTH = 0.1;
/** Both languages share a line that takes at most so much of the picture's width. */
const WIDEST = 0.5;
/** Above the least height, so that rounding to pixels and a later encoding do not take it below. */
const OVER = 1.06;

/** Draws a label for pictures that lie so in their file. */
export function drawLabel(label: Label, coded: Coded, fullRange: boolean): Stamp {
  const upright = uprightSize(coded);
  const words = layOut(context({ width: 1, height: 1 }), label, upright);
  const plate = placed(freePlace(label.place, words, upright, label.faces), words, upright);
  return drawStamp(plate, coded, fullRange, (canvas) => paint(canvas, words));
}

type Words = Size & { readonly lines: readonly string[]; readonly font: number };

/** Sizes of the plate in pixels of the upright picture. */
function layOut(canvas: Context, { text }: Label, picture: Size): Words {
  const known = text === 'en' || canWriteChinese() ? text : 'en';
  const font = fontSize(canvas, known, Math.min(picture.width, picture.height));
  canvas.font = fontOf(font);
  const widthOf = (lines: readonly string[]) =>
    Math.max(...lines.map((line) => canvas.measureText(line).width)) + 2 * ACROSS * font;
  const wide = labelLines(known, true);
  const lines = widthOf(wide) <= WIDEST * picture.width ? wide : labelLines(known, false);
  return { lines, font, width: widthOf(lines), height: (lines.length * LINE + 2 * DOWN) * font };
}

/** The font's size at which a character is as high as the label has to be. */
function fontSize(canvas: Context, text: LabelText, shortSide: number): number {
  const probe = 100;
  canvas.font = fontOf(probe);
  const { actualBoundingBoxAscent: above, actualBoundingBoxDescent: below } = canvas.measureText(
    text === 'zh' ? '生' : 'A',
  );
  return (OVER * probe * LABEL_HEIGHT * shortSide) / (above + below);
}

/** Without a font for it, a system draws the same box for every character. */
function canWriteChinese(): boolean {
  const [one, two] = ['生', '成'].map((character) => {
    const canvas = context({ width: 32, height: 32 });
    canvas.font = fontOf(24);
    canvas.fillText(character, 2, 26);
    return canvas.getImageData(0, 0, 32, 32).data.join();
  });
  return one !== two;
}

function paint(canvas: Context, { lines, font, width, height }: Words): void {
  canvas.fillStyle = PLATE;
  canvas.beginPath();
  canvas.roundRect(0, 0, width, height, 0.3 * font);
  canvas.fill();
  canvas.fillStyle = INK;
  canvas.font = fontOf(font);
  canvas.textAlign = 'center';
  canvas.textBaseline = 'middle';
  canvas.strokeStyle = EDGE;
  canvas.lineWidth = EDGE_WIDTH * font;
  canvas.lineJoin = 'round';
  for (const [at, line] of lines.entries()) {
    const [x, y] = [width / 2, (DOWN + LINE * (at + 0.5)) * font] as const;
    canvas.strokeText(line, x, y);
    canvas.fillText(line, x, y);
  }
}
