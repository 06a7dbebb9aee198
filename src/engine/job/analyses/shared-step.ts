import type { Progress, Step } from '../../core/progress';

/**
 * Folds the reports of calls that share one step into reports of the whole step. Part i counts `weights[i]`
 * (seconds of sound, frames); each part's own unit does not matter.
 */
export function shareStep(step: Step, weights: readonly number[], report: (progress: Progress) => void) {
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const done = weights.map(() => 0);
  return weights.map((weight, part) => (progress: Progress) => {
    const fraction = progress.total > 0 ? Math.min(1, progress.done / progress.total) : 0;
    done[part] = Math.max(done[part] ?? 0, fraction * weight);
    report({ step, done: done.reduce((sum, value) => sum + value, 0), total: all });
  });
}

/**
 * Runs tasks side by side. The first that fails stops the others through `stop`, and all have let go when this
 * rejects with that first failure: nobody's worker is ended under a call that still runs.
 */
export async function together<A, B>(stop: AbortController, a: Promise<A>, b: Promise<B>): Promise<[A, B]> {
  let first: { reason: unknown } | null = null;
  const onFailure = (reason: unknown) => {
    first ??= { reason };
    stop.abort(reason);
  };
  a.catch(onFailure);
  b.catch(onFailure);
  const [left, right] = await Promise.allSettled([a, b]);
  if (left.status === 'fulfilled' && right.status === 'fulfilled') return [left.value, right.value];
  throw (first as { reason: unknown } | null)?.reason;
}
