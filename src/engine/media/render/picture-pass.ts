import type { Label } from '../../provenance/label/label';
import { stampPicture, type Stamp } from '../../provenance/label/stamp';
import type { Painter } from '../../painters/painter';
import type { Rotation } from '../../core/media-info';
import type { Picture } from '../../picture/picture';
import type { Timeline } from '../../plan/dub-plan';
import type { StopSignal } from '../../core/progress';
import { knownColor } from '../pictures/color';
import { stretchesOf, type Stretch } from '../smart-copy/copy-runs';
import type { Copies } from '../smart-copy/copies';
import type { EncoderShape, PacketSink, PictureEncoder } from '../encode/encoder';
import type { Footage } from '../decode/footage';
import type { Captions } from '../../script/shown-lines';
import { CaptionStamps, type Canvas } from './captions';
import { dissolving } from './dissolve';
import { drawLabel } from './label-stamp';
import { paintedPictures } from './painted-pictures';
import { PictureScaler } from '../pictures/scale';
import { turning } from '../pictures/turn';

/** What writes the pictures of a render. */
export type PicturePass = {
  readonly footage: Footage;
  readonly plan: Pick<Timeline, 'fps' | 'base' | 'keep' | 'seams'>;
  /** When an output frame is shown, seconds. */
  readonly timeOf: (frame: number) => number;
  readonly painter: Painter;
  /** Size of the pictures before they are turned. */
  readonly shape: Pick<EncoderShape, 'width' | 'height'>;
  /** By how much pictures are turned before they are encoded: no player turns a WebM. */
  readonly turn: Rotation;
  /** Words that stand in output frames `from` … `to` - 1. */
  readonly label: (Label & { readonly from: number; readonly to: number }) | null;
  /** What is written under the pictures, seconds of the output; null where nothing is. */
  readonly captions: Captions | null;
  readonly encoder: PictureEncoder;
  /** What is copied, and where it goes; null where every picture is encoded. */
  readonly copies: Copies | null;
  readonly sink: PacketSink;
};

/**
 * The render pass, from output frame `from` on; after each picture `next` is called. Decoder and encoder work in threads
 * of their own while the painter paints.
 */
export async function writePictures(
  pass: PicturePass,
  from: number,
  next: (frame: number) => Promise<void>,
  signal: StopSignal,
): Promise<void> {
  const { copies, plan } = pass;
  const paint = paintingFor(pass, next, signal);
  for (const stretch of stretchesOf(copies?.runs ?? [], from, plan.base.length)) {
    if (copies && stretch.run) await copyStretch(copies, stretch.run, stretch, pass.sink, next, signal);
    else await paint(stretch);
  }
}

async function copyStretch(
  copies: Copies,
  run: NonNullable<Stretch['run']>,
  { from }: Stretch,
  sink: PacketSink,
  next: (frame: number) => Promise<void>,
  signal: StopSignal,
): Promise<void> {
  let frame = from;
  for await (const _ of copies.copy(run, from - run.from, sink)) {
    signal.throwIfAborted();
    await next(frame++);
  }
}

/** Paints and encodes a stretch of output frames. */
function paintingFor(
  pass: PicturePass,
  next: (frame: number) => Promise<void>,
  signal: StopSignal,
): (stretch: Stretch) => Promise<void> {
  const { footage, plan, painter, encoder, timeOf } = pass;
  const fit = fitting(footage, pass.shape);
  const turned = turning(pass.turn);
  const label = labelFor(pass);
  const captions = pass.captions && new CaptionStamps(pass.captions, canvasOf(footage));
  const dissolve = dissolving(pass, signal);
  return async ({ from, to }) => {
    const decoded = footage.pictures(plan.base.subarray(from, to), signal);
    let frame = from;
    for await (const picture of paintedPictures(decoded, plan.keep, painter, from)) {
      await dissolve?.(frame, picture);
      const mark = label && frame >= label.from && frame < label.to ? label.stamp : null;
      if (mark) stampPicture(picture, mark);
      const caption = captions?.at(timeOf(frame), mark);
      if (caption) stampPicture(picture, caption);
      await encoder.add(timeOf(frame), turned(fit(picture)));
      await next(frame++);
    }
    await encoder.finish();
  };
}

/** What to lay over which pictures; null where that is nothing. */
const labelFor = ({ footage, label }: PicturePass) =>
  label && { stamp: stampFor(label, footage), from: label.from, to: label.to };

/** A label drawn for the pictures of some footage. */
export function stampFor(label: Label, footage: Footage): Stamp {
  const { coded, fullRange } = canvasOf(footage);
  return drawLabel(label, coded, fullRange);
}

/** What is drawn on where it is laid over pictures of some footage. */
function canvasOf({ info, colorSpace, pixelAspect }: Footage): Canvas {
  const { codedWidth: width, codedHeight: height, rotation } = info;
  const { fullRange } = knownColor(colorSpace, height);
  return { coded: { width, height, rotation, pixelAspect }, fullRange: fullRange === true };
}

/** Brings pictures of the footage to the size that is to be written. */
function fitting({ info }: Footage, { width, height }: PicturePass['shape']): (picture: Picture) => Picture {
  const { codedWidth, codedHeight } = info;
  if (width === codedWidth && height === codedHeight) return (picture) => picture;
  const scaler = new PictureScaler({ width: codedWidth, height: codedHeight }, { width, height });
  return (picture) => scaler.scale(picture);
}
