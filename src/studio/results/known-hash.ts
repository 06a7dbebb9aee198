import type { ResultRecord } from '../../storage/result-record';

/** The SHA-256 of a file, hexadecimal, as a result that was made from it tells; null where none does. */
export function knownHash(
  records: readonly Pick<ResultRecord, 'video' | 'speech' | 'credentials'>[],
  id: string,
): string | null {
  for (const { video, speech, credentials } of records) {
    if (!credentials) continue;
    if (video.id === id) return credentials.video;
    if (speech.id === id) return credentials.speech;
  }
  return null;
}
