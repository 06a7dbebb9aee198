import { expect, it } from 'vitest';
import { soundRuns, type SoundPacket } from './sound-runs';

async function runsOf(packets: readonly SoundPacket[]): Promise<[number, number][]> {
  const runs: [number, number][] = [];
  async function* given() {
    yield* packets;
  }
  for await (const { from, to } of soundRuns(given()))
    runs.push([from, to].map((s) => Math.round(1e4 * s) / 1e4) as [number, number]);
  return runs;
}

/** Packets of `lasts` seconds, whose times are told in steps of `tick`; `holes`: what is missing after which. */
function packets(
  count: number,
  lasts: number,
  tick: number,
  holes: Record<number, number> = {},
  told = true,
) {
  let at = 0;
  const times = Array.from({ length: count + 1 }, (_, i) => {
    const time = Math.round(at / tick) * tick;
    at += lasts + (holes[i] ?? 0);
    return time;
  });
  return times.slice(0, -1).map((timestamp, i) => ({
    timestamp,
    duration: times[i + 1]! - timestamp,
    lasts: told ? lasts : NaN,
  }));
}

it.each([1e-6, 0.001])('an hour of rounded times (%f s) is one run', async (tick) => {
  expect(await runsOf(packets(155_000, 1024 / 44_100, tick))).toHaveLength(1);
  expect(await runsOf(packets(155_000, 1024 / 44_100, tick, {}, false))).toHaveLength(1);
});

it('a hole ends a run, whether the codec or the container tells how long packets are', async () => {
  const found = [
    [0, 0.2],
    [2.2, 2.4],
  ];
  expect(await runsOf(packets(20, 0.02, 1e-6, { 9: 2 }))).toEqual(found);
  expect(await runsOf(packets(20, 0.02, 1e-6, { 9: 2 }, false))).toEqual(found);
});

it('lost packets add up to a hole', async () => {
  expect(await runsOf(packets(40, 0.02, 1e-6, { 4: 0.02, 14: 0.02, 24: 0.02 }))).toEqual([
    [0, 0.3],
    [0.34, 0.84],
  ]);
});

it('times that waver are none', async () => {
  const wavering = packets(500, 0.02, 1e-6).map((packet, i) => ({
    ...packet,
    timestamp: packet.timestamp + 0.008 * Math.sin(i),
  }));
  expect(await runsOf(wavering)).toHaveLength(1);
});

it('there is none without packets', async () => {
  expect(await runsOf([])).toEqual([]);
});
