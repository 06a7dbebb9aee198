import { EncodedPacketSink, type InputTrack } from 'mediabunny';

/** True of the first bytes of a frame of MPEG audio that is layer III, MP3 (ISO/IEC 11172-3, 2.4.1.3). */
export function isLayerThree([first = 0, second = 0]: Uint8Array): boolean {
  return first === 0xff && (second & 0xe0) === 0xe0 && ((second >> 1) & 3) === 1;
}

/**
 * True of a sound track that only goes by the name of MP3: mediabunny calls all MPEG audio in MPEG-TS so, but there it
 * is mostly layer II (MP2), which no browser decodes.
 */
export async function isMp2(track: InputTrack): Promise<boolean> {
  if ((await track.getCodec()) !== 'mp3') return false;
  const packet = await new EncodedPacketSink(track).getFirstPacket();
  return packet !== null && !isLayerThree(packet.data);
}
