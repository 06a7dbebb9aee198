/** The parts of the Emscripten module `@ffmpeg/core` 0.12 that are used; the package ships no types. */
declare module '@ffmpeg/core' {
  export type DeviceStream = { position: number };
  export type DeviceOps = {
    read?(stream: DeviceStream, buffer: Int8Array, offset: number, length: number, position: number): number;
    write?(stream: DeviceStream, buffer: Int8Array, offset: number, length: number, position: number): number;
    llseek?(stream: DeviceStream, offset: number, whence: 0 | 1 | 2): number;
  };
  export type FfmpegCore = {
    readonly ret: number;
    exec(...args: string[]): number;
    ffprobe(...args: string[]): number;
    reset(): void;
    setLogger(logger: (line: { type: 'stdout' | 'stderr'; message: string }) => void): void;
    setProgress(handler: (progress: { progress: number; time: number }) => void): void;
    readonly FS: {
      readonly filesystems: { readonly WORKERFS: object };
      mkdir(path: string): void;
      mount(type: object, options: { blobs: { name: string; data: Blob }[] }, path: string): void;
      unmount(path: string): void;
      makedev(major: number, minor: number): number;
      registerDevice(device: number, ops: DeviceOps): void;
      mkdev(path: string, device: number): void;
      readFile(path: string): Uint8Array<ArrayBuffer>;
      unlink(path: string): void;
    };
  };
  export default function createFFmpegCore(options: { mainScriptUrlOrBlob: string }): Promise<FfmpegCore>;
}
