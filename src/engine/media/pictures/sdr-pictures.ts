import { planes, type Picture } from '../../picture/picture';
import { hdrTransfer, toneMap, type HdrTransfer } from './tone-map';
import { thinOut, type PlanarFormat } from './yuv';

/** Nodes of the table along luma and along either chroma, and their distance in 8-bit steps. */
const LUMA_NODES = 65;
const LUMA_STEP = 4;
const CHROMA_NODES = 65;
const CHROMA_STEP = 4;
const FACE = CHROMA_NODES * CHROMA_NODES;

/** What the pictures that come out are. */
export const SDR_COLORS = {
  primaries: 'bt709',
  transfer: 'bt709',
  matrix: 'bt709',
  fullRange: false,
} as const satisfies VideoColorSpaceInit;

/** How the pictures that come in are coded. */
export type HdrCoding = { readonly transfer: HdrTransfer; readonly fullRange: boolean };

/** How a video of these colours is coded where it is HDR; null for SDR. */
export function hdrCoding(colors: VideoColorSpaceInit): HdrCoding | null {
  const transfer = hdrTransfer(colors);
  return transfer && { transfer, fullRange: colors.fullRange === true };
}

/**
 * Makes HDR pictures (planar YUV with the matrix of BT.2020, PQ or HLG) into 8-bit pictures of BT.709, limited range.
 * Tables of the whole way are made once, a picture is looked up in them. Chroma is looked up once for each 2×2 block,
 * with the mean of its luma.
 */
export class SdrPictures {
  readonly #tables: Tables;

  constructor(coding: HdrCoding) {
    this.#tables = buildTables(coding);
  }

  /** `samples`: the planes one after the other, 16 bits each where the format has more than 8. */
  convert(samples: Uint8Array | Uint16Array, format: PlanarFormat, into: Picture): void {
    const { width, height } = into;
    const [y, u, v] = planes(into);
    const chroma = chromaOf(samples, format, into);
    const scale = 2 ** (8 - format.bits);
    const { luma, blue, red } = this.#tables;
    for (let top = 0; top < height; top += 2) {
      const below = Math.min(top + 1, height - 1);
      for (let left = 0; left < width; left += 2) {
        const right = Math.min(left + 1, width - 1);
        const block = (top >> 1) * u.width + (left >> 1);
        const cb = chroma.u[block]! / CHROMA_STEP;
        const cr = chroma.v[block]! / CHROMA_STEP;
        const node = (cb | 0) * CHROMA_NODES + (cr | 0);
        const [inU, inV] = [cb % 1, cr % 1];
        let sum = 0;
        for (let corner = 0; corner < 4; corner++) {
          const at = (corner < 2 ? top : below) * width + (corner % 2 === 0 ? left : right);
          const level = samples[at]! * scale;
          sum += level;
          y.data[at] = between(luma, level / LUMA_STEP, node, inU, inV) + 0.5;
        }
        u.data[block] = between(blue, sum / 4 / LUMA_STEP, node, inU, inV) + 0.5;
        v.data[block] = between(red, sum / 4 / LUMA_STEP, node, inU, inV) + 0.5;
      }
    }
  }
}

/** Between the eight nodes around a colour: `level` is in nodes of luma, `node` the corner of the lower chroma nodes. */
function between(table: Float32Array, level: number, node: number, inU: number, inV: number): number {
  const below = level | 0;
  const at = below * FACE + node;
  const low = bilinear(table, at, inU, inV);
  return low + (level - below) * (bilinear(table, at + FACE, inU, inV) - low);
}

function bilinear(table: Float32Array, at: number, inU: number, inV: number): number {
  const near = table[at]! + inV * (table[at + 1]! - table[at]!);
  const far = table[at + CHROMA_NODES]! + inV * (table[at + CHROMA_NODES + 1]! - table[at + CHROMA_NODES]!);
  return near + inU * (far - near);
}

/** Chroma of each 2×2 block in 8-bit steps, with fractions. */
function chromaOf(
  samples: Uint8Array | Uint16Array,
  { bits, halfWidth, halfHeight }: PlanarFormat,
  { width, height }: Picture,
): { readonly u: Float32Array; readonly v: Float32Array } {
  const chromaWidth = halfWidth ? Math.ceil(width / 2) : width;
  const chromaHeight = halfHeight ? Math.ceil(height / 2) : height;
  const from = samples.subarray(width * height);
  const size = { width: chromaWidth, height: chromaHeight, scale: 2 ** (8 - bits) };
  const plane = () => ({
    ...{ width: Math.ceil(width / 2), height: Math.ceil(height / 2) },
    data: new Float32Array(Math.ceil(width / 2) * Math.ceil(height / 2)),
  });
  const [u, v] = [plane(), plane()];
  thinOut(from, size, u);
  thinOut(from.subarray(chromaWidth * chromaHeight), size, v);
  return { u: u.data, v: v.data };
}

/** Y, U and V of each node in 8-bit steps, [luma, u, v]. */
type Tables = { readonly luma: Float32Array; readonly blue: Float32Array; readonly red: Float32Array };

function buildTables({ transfer, fullRange }: HdrCoding): Tables {
  const room = () => new Float32Array(LUMA_NODES * FACE);
  const tables = { luma: room(), blue: room(), red: room() };
  for (let at = 0; at < tables.luma.length; at++) {
    const y = Math.floor(at / FACE) * LUMA_STEP;
    const u = Math.floor((at % FACE) / CHROMA_NODES) * CHROMA_STEP;
    const v = (at % CHROMA_NODES) * CHROMA_STEP;
    [tables.luma[at], tables.blue[at], tables.red[at]] = toYuv(
      toneMap(toRgb([y, u, v], fullRange), transfer),
    );
  }
  return tables;
}

type Three = readonly [number, number, number];

/** Y'CbCr of BT.2020 (8-bit steps, ITU-R BT.2020, non-constant luminance) as R'G'B', 0…1. */
function toRgb([y, u, v]: Three, fullRange: boolean): [number, number, number] {
  const luma = fullRange ? y / 255 : (y - 16) / 219;
  const [cb, cr] = [(u - 128) / (fullRange ? 255 : 224), (v - 128) / (fullRange ? 255 : 224)];
  const red = luma + 1.4746 * cr;
  const blue = luma + 1.8814 * cb;
  const green = (luma - 0.2627 * red - 0.0593 * blue) / 0.678;
  const bound = (value: number) => Math.min(1, Math.max(0, value));
  return [bound(red), bound(green), bound(blue)];
}

/** R'G'B' (0…1) as Y'CbCr of BT.709, limited range, 8-bit steps. */
function toYuv([r, g, b]: Three): Three {
  const luma = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  return [16 + 219 * luma, 128 + (224 * (b - luma)) / 1.8556, 128 + (224 * (r - luma)) / 1.5748];
}
