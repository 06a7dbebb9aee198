import capture from './capture.worklet?worker&url';

/** Why nothing can be recorded. */
export type Refusal = 'denied' | 'missing' | 'busy' | 'unavailable';

export class MicrophoneRefused extends Error {
  readonly why: Refusal;

  constructor(why: Refusal, cause?: unknown) {
    super(`no microphone: ${why}`, { cause });
    this.why = why;
  }
}

export type Microphone = {
  /** Samples a second. */
  readonly rate: number;
  /** Gives the microphone back. */
  close(): void;
};

export type Hearing = {
  /** The next samples, mono, ±1. */
  readonly onsamples: (samples: Float32Array) => void;
  /** The microphone went away. */
  readonly onend: () => void;
};

/** Asks for the microphone and listens to it. Throws `MicrophoneRefused`. */
export async function openMicrophone({ onsamples, onend }: Hearing): Promise<Microphone> {
  // Pages that were not fetched over https have neither.
  const devices = (navigator as Partial<Navigator>).mediaDevices;
  if (!devices || !('AudioWorkletNode' in globalThis)) throw new MicrophoneRefused('unavailable');
  // The recording shall be what was said: browsers' echo and noise filters are made for calls, and cut words.
  const audio = { channelCount: 1, echoCancellation: false, noiseSuppression: false, autoGainControl: true };
  const stream = await devices.getUserMedia({ audio }).catch((reason: unknown) => {
    throw new MicrophoneRefused(whyOf(reason), reason);
  });
  const context = new AudioContext();
  const close = () => {
    for (const track of stream.getTracks()) track.stop();
    void context.close();
  };
  try {
    await context.audioWorklet.addModule(capture);
    const shape = { channelCount: 1, channelCountMode: 'explicit', numberOfInputs: 1 } as const;
    const node = new AudioWorkletNode(context, 'capture', { ...shape, outputChannelCount: [1] });
    node.port.onmessage = ({ data }: MessageEvent<Float32Array>) => onsamples(data);
    for (const track of stream.getTracks()) track.onended = onend;
    // Its output is silence; a node that leads nowhere is not run by every browser.
    context.createMediaStreamSource(stream).connect(node).connect(context.destination);
    await context.resume();
    return { rate: context.sampleRate, close };
  } catch (reason) {
    close();
    throw new MicrophoneRefused('unavailable', reason);
  }
}

/** What `getUserMedia` throws (https://w3c.github.io/mediacapture-main/#dom-mediadevices-getusermedia). */
function whyOf(reason: unknown): Refusal {
  const name = reason instanceof Error ? reason.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'missing';
  return name === 'NotReadableError' ? 'busy' : 'unavailable';
}
