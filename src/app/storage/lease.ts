const PREFIX = 'koubo:job:';

/**
 * Says to all tabs that this one works on job `id`, so that none sweeps its files away. Ends with the returned
 * function, or by itself when the tab closes or crashes. Take it before the first file is written.
 */
export async function holdJob(id: string): Promise<() => void> {
  let letGo = () => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await new Promise<void>((taken, failed) => {
    navigator.locks
      .request(PREFIX + id, () => {
        taken();
        return held;
      })
      .catch(failed);
  });
  return letGo;
}

/** Ids of the jobs that some tab works on now. */
export async function heldJobs(): Promise<Set<string>> {
  const { held = [] } = await navigator.locks.query();
  const names = held.flatMap(({ name }) => (name?.startsWith(PREFIX) ? [name.slice(PREFIX.length)] : []));
  return new Set(names);
}
