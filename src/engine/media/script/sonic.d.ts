/** The parts of the Emscripten module `@echogarden/sonic-wasm` 0.2 that are used; the package ships no types. */
declare module '@echogarden/sonic-wasm' {
  /** Addresses are bytes of the heap; a sample is a frame of all channels. */
  export type SonicModule = {
    readonly HEAPF32: Float32Array<ArrayBuffer>;
    _malloc(bytes: number): number;
    _free(address: number): void;
    _sonicCreateStream(rate: number, channels: number): number;
    _sonicDestroyStream(stream: number): void;
    _sonicSetSpeed(stream: number, speed: number): void;
    _sonicWriteFloatToStream(stream: number, address: number, samples: number): number;
    _sonicReadFloatFromStream(stream: number, address: number, most: number): number;
    _sonicFlushStream(stream: number): number;
  };
  export default function load(options?: { locateFile?: (name: string) => string }): Promise<SonicModule>;
}
