/**
 * Where a video that runs forwards and backwards for ever stands after `time` seconds, and whether it is on its
 * way back. `duration`: seconds; a video without length stands still.
 */
export function pingPongTime(time: number, duration: number): { at: number; backwards: boolean } {
  if (!(duration > 0)) return { at: 0, backwards: false };
  const phase = Math.max(0, time) % (2 * duration);
  return phase <= duration ? { at: phase, backwards: false } : { at: 2 * duration - phase, backwards: true };
}
