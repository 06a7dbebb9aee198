import type { DeviceOps } from '@ffmpeg/core';
import type { FrameClock } from './frame-clock';
import { SLOTS, type FfmpegAnswer, type FramesRequest } from './messages';

/**
 * Cuts the stream of raw video that ffmpeg writes into pictures, one a slot, and sleeps while every slot is
 * taken. The sleep is the back-pressure: ffmpeg cannot wait for a promise.
 */
export function frameDevice(
  { slots, taken, frameBytes }: FramesRequest,
  clock: FrameClock,
  answer: (message: FfmpegAnswer) => void,
): DeviceOps {
  const ring = new Uint8Array(slots);
  const readerAt = new Int32Array(taken);
  let frame = 0;
  let filled = 0;
  const awaitSlot = () => {
    for (;;) {
      const done = Atomics.load(readerAt, 0);
      if (frame - done < SLOTS) return;
      Atomics.wait(readerAt, 0, done);
    }
  };
  return {
    write(_stream, buffer, offset, length) {
      let at = 0;
      while (at < length) {
        if (filled === 0) awaitSlot();
        const slot = frame % SLOTS;
        const piece = Math.min(length - at, frameBytes - filled);
        ring.set(
          new Uint8Array(buffer.buffer, buffer.byteOffset + offset + at, piece),
          slot * frameBytes + filled,
        );
        at += piece;
        filled += piece;
        if (filled < frameBytes) continue;
        answer({ kind: 'frame', slot, time: clock.next() });
        frame++;
        filled = 0;
      }
      return length;
    },
  };
}
