import type { MouthCurve } from '../../../engine/speech/mouth-curve';
import type { Heard } from '../../../engine/job/analyses/analysis-store';
import { pack, unpack } from './packed';

/** What was heard as the bytes of a file, exactly; a null curve is a sound of no use. */
export function packHeard({ curve, device }: Heard<MouthCurve | null>): Uint8Array<ArrayBuffer> {
  if (!curve) return pack({ facts: { device }, arrays: {} });
  const { values, components, loudnessDb, voice, heard, duration } = curve;
  const arrays = { values, loudnessDb, voice, heard: heard.rows };
  return pack({ facts: { device, components, duration, features: heard.size }, arrays });
}

/** What was heard, or null where the file is damaged. */
export function unpackHeard(file: ArrayBuffer): Heard<MouthCurve | null> | null {
  const contents = unpack(file);
  if (!contents) return null;
  const { components, duration, features, device } = contents.facts as {
    components?: number;
    features?: number;
    duration?: number;
    device: Heard['device'];
  };
  if (components === undefined || duration === undefined || features === undefined)
    return { curve: null, device };
  const { values, loudnessDb, voice, heard } = contents.arrays as {
    values: Float32Array;
    loudnessDb: Float32Array;
    voice: Float32Array;
    heard: Int8Array;
  };
  return {
    curve: { values, components, loudnessDb, voice, heard: { rows: heard, size: features }, duration },
    device,
  };
}
