import { readdirSync, readFileSync } from 'node:fs';

/** Parent of each process of this machine. */
function parents(): Map<number, number> {
  const found = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      // The second field is the program's name in brackets and may hold spaces.
      found.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
    } catch {
      // It has ended since the folder was read.
    }
  }
  return found;
}

/** The processes that descend from any of `roots`, themselves among them. */
export function family(roots: ReadonlySet<number>, parentOf: ReadonlyMap<number, number>): number[] {
  const belongs = (pid: number, depth = 0): boolean => {
    if (roots.has(pid)) return true;
    const parent = parentOf.get(pid);
    return parent !== undefined && parent > 1 && depth < 64 && belongs(parent, depth + 1);
  };
  return [...parentOf.keys()].filter((pid) => belongs(pid));
}

/** Bytes of memory of a process, its share of what it shares with others; 0 where it is gone. */
function proportionalSize(pid: number): number {
  try {
    const match = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'));
    return 1024 * Number(match?.[1] ?? 0);
  } catch {
    return 0;
  }
}

/** Bytes of memory of some process trees now. Linux only. */
export const memoryOf = (roots: ReadonlySet<number>): number =>
  family(roots, parents()).reduce((bytes, pid) => bytes + proportionalSize(pid), 0);

/** Processes that were started with an argument which holds `text`. Linux only. */
export function startedWith(text: string): Set<number> {
  const holds = (pid: string) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(text);
    } catch {
      return false;
    }
  };
  return new Set(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name) && holds(name))
      .map(Number),
  );
}

const SAMPLE_MS = 500;

/** Process ids of this program's own children. */
export function children(): Set<number> {
  return new Set([...parents()].filter(([, parent]) => parent === process.pid).map(([pid]) => pid));
}

/** Ticks a second of the clock that Linux counts a process's time by. */
const TICKS_A_SECOND = 100;

/** Seconds of a processor that a process has taken so far; null where it is gone. */
function processorSeconds(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
  } catch {
    return null;
  }
}

/**
 * Watches how long some process trees keep processors busy, which other work beside them hardly changes; `stop` gives
 * seconds. What a process does after the last look at it is lost. Linux only.
 */
export function watchProcessor(roots: ReadonlySet<number>): { stop(): number } {
  const taken = new Map<number, number>();
  const sample = () => {
    for (const pid of family(roots, parents())) {
      const seconds = processorSeconds(pid);
      if (seconds !== null) taken.set(pid, seconds);
    }
  };
  return watch(sample, () => [...taken.values()].reduce((sum, seconds) => sum + seconds, 0));
}

/** Watches the memory of some process trees; `stop` gives the peak in bytes. Linux only. */
export function watchMemory(roots: ReadonlySet<number>): { stop(): number } {
  let peak = 0;
  const sample = () => {
    peak = Math.max(peak, memoryOf(roots));
  };
  return watch(sample, () => peak);
}

/** Takes a sample again and again until it is stopped, and a last one then. */
function watch(sample: () => void, result: () => number): { stop(): number } {
  sample();
  const timer = setInterval(sample, SAMPLE_MS);
  return {
    stop() {
      clearInterval(timer);
      sample();
      return result();
    },
  };
}
