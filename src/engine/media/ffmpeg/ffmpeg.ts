import type { DeviceOps, FfmpegCore } from '@ffmpeg/core';
import wasmURL from '@ffmpeg/core/wasm?url';
import { once } from '../../core/once';

/** Lines of the log that are kept for an error's cause. */
const LOG_LINES = 40;

/**
 * ffmpeg in this worker. It is driven without its own class, which would put it into a second worker and carry
 * every result through memory. `run` blocks the worker until ffmpeg is done: to cancel, end the worker.
 */
export type Ffmpeg = {
  /** Makes `file` readable at the path returned, in place: only what ffmpeg asks for is read. */
  mount(file: Blob): string;
  unmount(): void;
  /** Makes a device at `/dev/<name>` that reads and writes through `ops`. */
  device(name: string, ops: DeviceOps): string;
  /** Exit code and the end of the log. */
  run(args: readonly string[], listener?: FfmpegListener): { code: number; log: string };
  /** Standard output and the end of the log; this build tells no exit code. */
  ffprobe(args: readonly string[]): { output: string; log: string };
  /** True once a file has brought it down (a division by a zero in its header): it can no longer be used. */
  isBroken(): boolean;
  /** Takes a file that ffmpeg wrote into its own memory. */
  take(path: string): Uint8Array<ArrayBuffer>;
};

export type FfmpegListener = {
  /** Hears the output's time in seconds, about twice a second. */
  onTime?(seconds: number): void;
  /** Hears every line of the log. */
  onLine?(line: string): void;
};

/** A new ffmpeg; the first one in a worker loads 32 MB from this origin. */
export async function createFfmpeg(): Promise<Ffmpeg> {
  const { default: createFFmpegCore } = await import('@ffmpeg/core');
  // The only way this build takes the address of its wasm file: behind a '#', as base64 of JSON.
  const address = btoa(JSON.stringify({ wasmURL: new URL(wasmURL, self.location.href).href }));
  return wrap(await createFFmpegCore({ mainScriptUrlOrBlob: `#${address}` }));
}

let shared = once(createFfmpeg);

/** The one ffmpeg of this worker, for short questions; another where that has broken. */
export async function sharedFfmpeg(): Promise<Ffmpeg> {
  if ((await shared()).isBroken()) shared = once(createFfmpeg);
  return shared();
}

function wrap(core: FfmpegCore): Ffmpeg {
  let devices = 0;
  let broken = false;
  core.FS.mkdir('/in');
  const listen = (tool: () => number, listener: FfmpegListener = {}) => {
    const log: string[] = [];
    const output: string[] = [];
    core.setLogger(({ type, message }) => {
      listener.onLine?.(message);
      const lines = type === 'stdout' ? output : log;
      lines.push(message);
      if (lines === log && log.length > LOG_LINES) log.shift();
    });
    core.setProgress(({ time }) => listener.onTime?.(time / 1e6));
    try {
      return { code: tool(), output: output.join('\n'), log: log.join('\n') };
    } catch (reason) {
      broken = true;
      throw reason;
    } finally {
      if (!broken) core.reset();
    }
  };
  return {
    mount(file) {
      // A name of our own: ffmpeg's file system stumbles over names outside ASCII.
      core.FS.mount(core.FS.filesystems.WORKERFS, { blobs: [{ name: 'input', data: file }] }, '/in');
      return '/in/input';
    },
    unmount: () => core.FS.unmount('/in'),
    isBroken: () => broken,
    device(name, ops) {
      const device = core.FS.makedev(100, devices++);
      core.FS.registerDevice(device, ops);
      core.FS.mkdev(`/dev/${name}`, device);
      return `/dev/${name}`;
    },
    // The level has to be said: one that an earlier call of the same instance chose would stay.
    run: (args, listener) => listen(() => core.exec('-hide_banner', '-v', 'info', ...args), listener),
    ffprobe: (args) => listen(() => core.ffprobe('-hide_banner', ...args)),
    take(path) {
      const bytes = core.FS.readFile(path);
      core.FS.unlink(path);
      return bytes;
    },
  };
}
