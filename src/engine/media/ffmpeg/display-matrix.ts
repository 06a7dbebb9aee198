import type { Rotation } from '../../core/media-info';
import type { SideData } from './ffprobe-json';

/** How coded pictures are shown: turned clockwise and then, where `mirrored`, flipped left to right. */
export type Orientation = { readonly rotation: Rotation; readonly mirrored: boolean };

/** What ffprobe tells of a stream's display matrix. Its own angle is counter-clockwise and knows of no flip. */
export function orientationOf(sideData: readonly SideData[] = []): Orientation {
  const told = sideData.find(({ rotation }) => rotation !== undefined);
  const rows = told?.displaymatrix
    ?.match(/^\d{8}:.*$/gm)
    ?.map((row) => row.slice(9).trim().split(/\s+/).map(Number));
  const [a, b] = rows?.[0] ?? [];
  const [c, d] = rows?.[1] ?? [];
  if (a === undefined || b === undefined || c === undefined || d === undefined)
    return { rotation: quarterTurn(-(told?.rotation ?? 0)), mirrored: false };
  const mirrored = a * d - b * c < 0;
  return { rotation: quarterTurn((180 / Math.PI) * Math.atan2(b, mirrored ? d : a)), mirrored };
}

/** The nearest quarter turn, 0 to 270 degrees. */
function quarterTurn(degrees: number): Rotation {
  return ((((Math.round(degrees / 90) * 90) % 360) + 360) % 360) as Rotation;
}
