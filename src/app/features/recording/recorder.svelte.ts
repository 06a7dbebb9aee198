import { Take } from './take';
import { MicrophoneRefused, openMicrophone, type Microphone, type Refusal } from './microphone';

export type RecorderState =
  | { readonly kind: 'idle' }
  /** The browser asks the user for the microphone. */
  | { readonly kind: 'asking' }
  | { readonly kind: 'recording' }
  | { readonly kind: 'taken'; readonly take: Take }
  | { readonly kind: 'refused'; readonly why: Refusal };

/** Records one take at a time; the last one stays until the next begins. */
export class Recorder {
  #state = $state.raw<RecorderState>({ kind: 'idle' });
  #seconds = $state(0);
  #level = $state(0);
  #microphone: Microphone | null = null;
  #take: Take | null = null;
  /** Goes up with every start and stop, so that a microphone that comes too late is given back. */
  #turn = 0;

  get state() {
    return this.#state;
  }
  /** Of the take that is on. */
  get seconds() {
    return this.#seconds;
  }
  /** How loud the last moment was: its largest value, 0…1. */
  get level() {
    return this.#level;
  }

  async start(): Promise<void> {
    this.stop();
    const turn = ++this.#turn;
    this.#state = { kind: 'asking' };
    [this.#seconds, this.#level] = [0, 0];
    const early: Float32Array[] = [];
    try {
      const microphone = await openMicrophone({
        onsamples: (samples) =>
          this.#turn === turn && this.#take ? this.#hear(samples) : early.push(samples),
        onend: () => this.#turn === turn && this.stop(),
      });
      if (this.#turn !== turn) return microphone.close();
      this.#microphone = microphone;
      this.#take = new Take(microphone.rate);
      early.splice(0).forEach((samples) => this.#hear(samples));
      this.#state = { kind: 'recording' };
    } catch (reason) {
      console.warn('the microphone cannot be used', reason);
      const why = reason instanceof MicrophoneRefused ? reason.why : 'unavailable';
      if (this.#turn === turn) this.#state = { kind: 'refused', why };
    }
  }

  /** Ends the take that is on, or the asking. */
  stop(): void {
    this.#turn++;
    this.#microphone?.close();
    const take = this.#take;
    [this.#microphone, this.#take] = [null, null];
    take?.finish();
    if (take && take.seconds > 0) this.#state = { kind: 'taken', take };
    else if (this.#state.kind !== 'taken') this.#state = { kind: 'idle' };
  }

  #hear(samples: Float32Array): void {
    this.#take?.push(samples);
    this.#seconds = this.#take?.seconds ?? 0;
    this.#level = samples.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  }
}
