import type { Progress, TaskContext } from '../core/progress';

/** Workers report at most five times a second; the last report of a step always goes out. */
const REPORT_EVERY_MS = 200;

/**
 * Page side of one call. Neither an `AbortSignal` nor a callback can be posted, so one message port carries the
 * abort in and the progress out.
 */
export function openControl(signal: AbortSignal, onProgress: (progress: Progress) => void) {
  const { port1, port2 } = new MessageChannel();
  const abort = () => port1.postMessage('abort');
  signal.addEventListener('abort', abort, { once: true });
  port1.onmessage = (event: MessageEvent<Progress>) => onProgress(event.data);
  return {
    port: port2,
    close() {
      signal.removeEventListener('abort', abort);
      port1.close();
    },
  };
}

/** Worker side of one call: runs `task` with a signal and a report that work through `port`. */
export async function withControl<T>(
  port: MessagePort,
  task: (context: TaskContext) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  port.onmessage = () => controller.abort();
  let last = -Infinity;
  const report = (progress: Progress) => {
    const now = performance.now();
    if (now - last < REPORT_EVERY_MS && progress.done < progress.total) return;
    last = now;
    port.postMessage(progress);
  };
  try {
    return await task({ signal: controller.signal, report });
  } finally {
    port.close();
  }
}
