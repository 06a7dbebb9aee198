import type { Rotation } from '../../core/media-info';
import type { Picture } from '../../picture/picture';
import { turnPicture } from '../../picture/turn-picture';
import type { EncoderShape } from '../encode/encoder';

/** What pictures of a shape are like once they are turned. */
export function turnShape<S extends Pick<EncoderShape, 'width' | 'height' | 'pixelAspect'>>(
  shape: S,
  turn: Rotation,
): S {
  const { width, height, pixelAspect } = shape;
  return turn % 180 === 0 ? shape : { ...shape, width: height, height: width, pixelAspect: 1 / pixelAspect };
}

/** Turns pictures clockwise and then flips the `mirrored`; all are of one size, and each is good until the next one. */
export function turning(turn: Rotation, mirrored = false): (picture: Picture) => Picture {
  let spare: Uint8Array | undefined;
  return (picture) => {
    if (turn === 0 && !mirrored) return picture;
    spare ??= new Uint8Array(picture.data.length);
    return turnPicture(picture, turn, spare, mirrored);
  };
}
