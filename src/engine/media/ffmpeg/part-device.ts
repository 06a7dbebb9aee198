import type { DeviceOps } from '@ffmpeg/core';
import type { PartFile } from '../output/opfs';

/** Lets ffmpeg write (and, for a muxer that goes back, read) an OPFS file as if it were a device. */
export function partDevice(part: PartFile): DeviceOps {
  const view = (buffer: Int8Array, offset: number, length: number) =>
    new Uint8Array(buffer.buffer, buffer.byteOffset + offset, length);
  return {
    read: (_stream, buffer, offset, length, position) => part.read(view(buffer, offset, length), position),
    write(_stream, buffer, offset, length, position) {
      part.write(view(buffer, offset, length), position);
      return length;
    },
    llseek: (stream, offset, whence) =>
      whence === 0 ? offset : offset + (whence === 1 ? stream.position : part.size()),
  };
}
