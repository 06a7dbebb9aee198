import type { DubSettings } from '../../engine/plan/dub-plan';
import type { TimeRange } from '../../engine/core/time-range';
import type { DubJob } from '../../engine/job/dub-job';

const LONGEST = 60;
/** Bytes of UTF-8; file systems take 255, and a number may come behind to tell two of one name apart. */
const MOST_BYTES = 230;
/** Names that Windows keeps for devices, whatever follows behind a dot. */
const RESERVED = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i;

const bytesOf = (text: string) => new TextEncoder().encode(text).length;

/** The beginning of a text that has at most so many bytes; no character is cut. */
function shortened(text: string, most: number): string {
  let bytes = 0;
  let short = '';
  for (const letter of text) {
    bytes += bytesOf(letter);
    if (bytes > most) break;
    short += letter;
  }
  return short;
}

/**
 * Base name of a file, fit for every file system: without its extension, control and direction marks, and the
 * characters that Windows or a shell refuses. Letters of all scripts stay.
 */
export function safeBaseName(fileName: string, fallback: string): string {
  const base = fileName.normalize('NFC').replace(/(?<=.)\.[^.\s]{1,8}$/u, '');
  const safe = base
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '')
    .replace(/[\\/:*?"<>|\s]+/gu, '_')
    .replace(/^[._\s]+|[._\s]+$/gu, '');
  const short = [...safe].slice(0, LONGEST).join('');
  return (RESERVED.test(short) ? `_${short}` : short) || fallback;
}

/**
 * Name of the result of a job: as the user has called it, or made of both files', with the times of what is used of
 * them: `video_0m12-0m20.5__speech.mp4`.
 */
export function nameOf({ video, speech, name, trim = {}, settings }: Named): string {
  const own = name === undefined ? '' : safeBaseName(`${name}.mp4`, '');
  const [face, voice] = [safeBaseName(video.name, 'video'), safeBaseName(speech.name, 'speech')];
  const [seen, heard] = [times(trim.video), times(trim.speech)];
  const room = MOST_BYTES - bytesOf(`${seen}__${heard}`);
  const fits = bytesOf(face) + bytesOf(voice) <= room;
  const [first, second] = fits ? [face, voice] : [face, voice].map((each) => shortened(each, room / 2));
  const base = own === '' ? `${first}${seen}__${second}${heard}` : shortened(own, MOST_BYTES);
  return `${base}.${settings.format}`;
}

type Named = Pick<DubJob, 'video' | 'speech' | 'name' | 'trim'> & {
  readonly settings: Pick<DubSettings, 'format'>;
};

/** A part in letters that every file system takes. */
const times = (range: TimeRange | undefined) => (range ? `_${clock(range.from)}-${clock(range.to)}` : '');

function clock(time: number): string {
  const hundredths = Math.round(100 * time);
  const seconds = Number(((hundredths % 6000) / 100).toFixed(2));
  return `${Math.floor(hundredths / 6000)}m${seconds < 10 ? '0' : ''}${seconds}`;
}
