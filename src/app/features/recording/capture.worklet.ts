/** Hands what the microphone hears to the page, mono, in blocks. Runs on the browser's audio thread. */

// The compiler's libraries know nothing of this thread.
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(name: string, processor: typeof AudioWorkletProcessor): void;

/** Samples of a block: some 25 a second. */
const BLOCK = 2048;

class Capture extends AudioWorkletProcessor {
  #block = new Float32Array(BLOCK);
  #filled = 0;

  /** Called for every 128 samples; the node is set up to mix down to one channel. */
  process(inputs: readonly (readonly Float32Array[])[]): boolean {
    for (const value of inputs[0]?.[0] ?? []) {
      this.#block[this.#filled++] = value;
      if (this.#filled === BLOCK) this.#send();
    }
    return true;
  }

  #send(): void {
    this.port.postMessage(this.#block, [this.#block.buffer]);
    this.#block = new Float32Array(BLOCK);
    this.#filled = 0;
  }
}

registerProcessor('capture', Capture);
