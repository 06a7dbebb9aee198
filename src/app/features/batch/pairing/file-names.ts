/** What a name says of the part its file plays, which is the same for all files of a folder. */
const ROLE_WORDS =
  /(?<![\p{L}\p{N}])(?:video|vid|audio|speech|voice)(?![\p{L}\p{N}])|^(?:视频|影片|录音|语音|音频|配音)|(?:视频|影片|录音|语音|音频|配音)$/gu;

/**
 * What of a file's name tells it from others, for comparing: without extension, case, width and role words; marks
 * between words are one space. Empty where nothing is left.
 */
export function nameKey(fileName: string): string {
  return fileName
    .normalize('NFKC')
    .replace(/(?<=.)\.[^.\s]{1,8}$/u, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replace(ROLE_WORDS, ' ')
    .replace(/ +/g, ' ')
    .trim();
}

/** The numbers in a name, `01` as 1, joined by dots; empty where there is none. */
export function numbersIn(key: string): string {
  return (key.match(/\d+/g) ?? []).map(Number).join('.');
}

/** True where `longer` begins with `key` and goes on with another word: 1 begins 1 a, but not 10. */
export function beginsWith(longer: string, key: string): boolean {
  if (key === '' || longer.length <= key.length || !longer.startsWith(key)) return false;
  const [last = '', next = ''] = [key.at(-1), longer[key.length]];
  if (next === ' ') return true;
  // Chinese has no spaces; a single character there begins too many names.
  if (/\p{Script=Han}/u.test(last)) return [...key].length > 1 || !/\p{Script=Han}/u.test(next);
  const isDigit = (character: string) => /\p{N}/u.test(character);
  return isDigit(last) !== isDigit(next) || /\p{Script=Han}/u.test(next);
}

/** The last part of a path of either kind. */
export const baseName = (path: string): string => path.split(/[\\/]/).at(-1) ?? path;
