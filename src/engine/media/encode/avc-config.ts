import { readConfigRecord, writeConfigRecord } from '../smart-copy/avc/config-record';

/**
 * An AVCDecoderConfigurationRecord without the fault of Firefox's encoder on Linux, which writes the first byte of each
 * parameter set twice, so that strict decoders refuse the file. The second byte of a sequence parameter set is the
 * record's profile: where the third one is in its place, bytes were doubled. Any other record is handed back as it is.
 */
export function repairAvcConfig(record: Uint8Array): Uint8Array {
  const config = readConfigRecord(record);
  const isDoubled = (set: Uint8Array) =>
    set[0] === set[1] && set[1] !== config?.profile && set[2] === config?.profile;
  if (!config?.sequence.some(isDoubled)) return record;
  const once = (set: Uint8Array) => (set[0] === set[1] ? set.subarray(1) : set);
  return writeConfigRecord({
    ...config,
    sequence: config.sequence.map(once),
    picture: config.picture.map(once),
  });
}
