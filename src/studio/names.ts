import type { JobInput } from './job';

const LONGEST = 60;

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
  return [...safe].slice(0, LONGEST).join('') || fallback;
}

/** Name of the result made from a video and a speech: `video__speech.mp4`. */
export function resultName(videoName: string, speechName: string): string {
  return `${safeBaseName(videoName, 'video')}__${safeBaseName(speechName, 'speech')}.mp4`;
}

/** Name of the result of a job: as the user has called it, or `video__speech.mp4`. */
export function nameOf({ video, speech, name }: Pick<JobInput, 'video' | 'speech' | 'name'>): string {
  const own = name === undefined ? '' : safeBaseName(`${name}.mp4`, '');
  return own === '' ? resultName(video.name, speech.name) : `${own}.mp4`;
}
