import { CURVE_RATE, type MouthCurve } from '../../../speech/mouth-curve';
import { encodeShape, type MouthModel } from '../../../face/mouth-model';
import type { MouthSettings } from '../../../plan/dub-plan';
import { pauses } from '../../../speech/pauses';
import type { Person } from './person';
import { quantile } from '../../../math/statistics';

/** How far beyond what the person was seen to do a coefficient may go, in spreads. */
const BEYOND = 0.25;

/**
 * What the mouth does: coefficients for `frames` output frames, [frames, components]. Frame i is read at its middle,
 * (i + 0.5) / fps. `said`: the speech as this person would say it, [rows, components] at the curve's rate.
 */
export function drive(
  model: MouthModel,
  person: Person,
  said: Float32Array,
  speech: Pick<MouthCurve, 'loudnessDb' | 'voice'>,
  settings: MouthSettings,
  frames: number,
  fps: number,
): Float32Array {
  const { components } = model;
  const rest = closedCoefficients(model, person);
  const paused = settings.pauses === 'model' ? null : pauses(speech);
  const rows = said.length / components;
  const driven = new Float32Array(frames * components);
  for (let i = 0; i < frames; i++) {
    const position = Math.min(Math.max(((i + 0.5) / fps - settings.offset) * CURVE_RATE, 0), rows - 1);
    const low = Math.floor(position);
    const high = Math.min(low + 1, rows - 1);
    const part = position - low;
    const pause = paused ? (paused[low] as number) * (1 - part) + (paused[high] as number) * part : 0;
    for (let k = 0; k < components; k++) {
      const wanted =
        (said[low * components + k] as number) * (1 - part) + (said[high * components + k] as number) * part;
      const closed = rest[k] as number;
      driven[i * components + k] = closed + (1 - pause) * settings.opening * (wanted - closed);
    }
  }
  limitToSeen(driven, person, components);
  return driven;
}

/** Coefficients of the closed mouth. */
function closedCoefficients(model: MouthModel, { neutral }: Person): Float32Array {
  const rest = new Float32Array(model.components);
  encodeShape(model, neutral, neutral, rest);
  return rest;
}

/** Nobody opens the mouth further than they were seen to: there would be no teeth to show. */
function limitToSeen(driven: Float32Array, person: Person, components: number): void {
  for (let k = 0; k < components; k++) {
    const seen = person.frames.map((frame) => person.coefficients[frame * components + k] as number);
    const least = quantile(seen, 0.005) - BEYOND;
    const most = quantile(seen, 0.995) + BEYOND;
    for (let i = k; i < driven.length; i += components)
      driven[i] = Math.min(most, Math.max(least, driven[i] as number));
  }
}
