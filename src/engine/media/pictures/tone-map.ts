/**
 * HDR light as SDR light: what the transfer functions of ITU-R BT.2100 say, brought into the range of a plain screen.
 * Light is relative to reference white (203 cd/m², ITU-R BT.2408), so 1 is the white of a sheet of paper.
 */

/** Transfer functions of HDR video; the names of WebCodecs. */
export type HdrTransfer = 'pq' | 'hlg';

/** The HDR transfer function of a video's colours; null for SDR. */
export function hdrTransfer({ transfer }: VideoColorSpaceInit): HdrTransfer | null {
  const name: string = transfer ?? '';
  return name === 'pq' || name === 'hlg' ? name : null;
}

type Rgb = [number, number, number];

/** How light is brought down to a plain screen. */
export const SDR_LIGHT = {
  /** Luminance of reference white, and the brightest that is told apart from more; cd/m². */
  white: 203,
  peak: 1000,
  /** Below this share of white nothing is changed; above it highlights are pressed together. */
  knee: 0.3,
} as const;
const { white: WHITE, peak: PEAK, knee: KNEE } = SDR_LIGHT;

/** PQ signal (0…1) to cd/m² (ITU-R BT.2100, table 4). */
function pqToNits(signal: number): number {
  const root = Math.max(0, signal) ** (1 / 78.84375);
  const light = Math.max(0, root - 0.8359375) / (18.8515625 - 18.6875 * root);
  return 10_000 * light ** (1 / 0.1593017578125);
}

/** HLG signal (0…1) to light of the scene, 0…1 (ITU-R BT.2100, table 5). */
function hlgToScene(signal: number): number {
  if (signal <= 0.5) return (Math.max(0, signal) * Math.max(0, signal)) / 3;
  return (Math.exp((signal - 0.55991073) / 0.17883277) + 0.28466892) / 12;
}

/** R'G'B' of BT.2020 as light on a display of 1,000 cd/m², over reference white. */
function toLight(signal: Rgb, transfer: HdrTransfer): Rgb {
  if (transfer === 'pq') return signal.map((value) => pqToNits(value) / WHITE) as Rgb;
  const scene = signal.map(hlgToScene) as Rgb;
  const luminance = 0.2627 * scene[0] + 0.678 * scene[1] + 0.0593 * scene[2];
  // The system gamma of such a display is 1.2.
  const gain = (PEAK / WHITE) * luminance ** 0.2;
  return scene.map((value) => value * gain) as Rgb;
}

/** Light in the primaries of BT.2020 as light in those of BT.709 (ITU-R BT.2407, 2.2). */
function toBt709([r, g, b]: Rgb): Rgb {
  return [
    1.6605 * r - 0.5876 * g - 0.0728 * b,
    -0.1246 * r + 1.1329 * g - 0.0083 * b,
    -0.0182 * r - 0.1006 * g + 1.1187 * b,
  ];
}

const PEAK_LIGHT = PEAK / WHITE;
const A = (-KNEE * KNEE * (PEAK_LIGHT - 1)) / (KNEE * KNEE - 2 * KNEE + PEAK_LIGHT);
const B = (KNEE * KNEE - 2 * KNEE * PEAK_LIGHT + PEAK_LIGHT) / (PEAK_LIGHT - 1);

/** The curve that FFmpeg's `tonemap` filter calls mobius: straight to the knee, then smoothly up to 1 at the peak. */
function compress(light: number): number {
  if (light <= KNEE) return light;
  return ((B * B + 2 * B * KNEE + KNEE * KNEE) / (B - A)) * ((light + A) / (light + B));
}

/** R'G'B' of BT.2020 in PQ or HLG (0…1) as R'G'B' of BT.709 for a plain screen (ITU-R BT.1886), 0…1. */
export function toneMap(signal: Rgb, transfer: HdrTransfer): Rgb {
  const light = toBt709(toLight(signal, transfer));
  const brightest = Math.max(...light, 1e-6);
  // All three by the same factor: the hue stays.
  const gain = compress(brightest) / brightest;
  return light.map((value) => Math.min(1, Math.max(0, value * gain)) ** (1 / 2.4)) as Rgb;
}
