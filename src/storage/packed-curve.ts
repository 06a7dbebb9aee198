import type { MouthCurve } from '../dub/speech/mouth-curve';
import { pack, unpack } from './packed';

/** A curve, and where the mouth model ran that made it. */
export type Heard<Curve = MouthCurve> = { readonly curve: Curve; readonly device: 'webgpu' | 'wasm' | null };

/** What was heard as the bytes of a file, exactly; a null curve is a sound of no use. */
export function packHeard({ curve, device }: Heard<MouthCurve | null>): Uint8Array<ArrayBuffer> {
  if (!curve) return pack({ facts: { device }, arrays: {} });
  const { values, components, loudnessDb, duration } = curve;
  return pack({ facts: { device, components, duration }, arrays: { values, loudnessDb } });
}

/** What was heard, or null where the file is damaged. */
export function unpackHeard(file: ArrayBuffer): Heard<MouthCurve | null> | null {
  const contents = unpack(file);
  if (!contents) return null;
  const { components, duration, device } = contents.facts as {
    components?: number;
    duration?: number;
    device: Heard['device'];
  };
  if (components === undefined || duration === undefined) return { curve: null, device };
  const { values, loudnessDb } = contents.arrays as { values: Float32Array; loudnessDb: Float32Array };
  return { curve: { values, components, loudnessDb, duration }, device };
}
