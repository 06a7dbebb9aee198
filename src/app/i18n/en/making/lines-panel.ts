import type { Texts, Translation } from '../../texts';

/** Fetched with the panel. */
export const linesPanel = {
  'lines.title': () => 'Lines',
  'lines.clear': () => 'Remove the lines',
  'lines.sheet': () => 'Choose subtitles',
  'lines.speeches': () => 'A file for each line',
  'lines.recording': () => 'One long recording',
  'lines.hint': () =>
    'Subtitles are SRT or WebVTT. Files belong to lines by the number or the time in their names (1.wav, 00-01-02.wav); one long recording is used by the lines’ own times.',
  'lines.working': () => 'Reading …',
  'lines.row': (row: number) => `line ${row} of the file`,
  'lines.cue': (cue: number) => `entry ${cue}`,
  'lines.unused': (names: string) => `Belongs to no line: ${names}`,
  'lines.fit': () => 'Speech that does not fit',
  'lines.fit.pace': () => 'is spoken faster or slower',
  'lines.fit.as-is': () => 'stays as it is',
  'lines.track': () => 'Put these subtitles into the video, as a track that players can show',
  'lines.number': () => 'Number',
  'lines.time': () => 'Time',
  'lines.text': () => 'Text',
  'lines.speech': () => 'Speech',
  'lines.note': () => 'What happens',
  'lines.before': () => 'As before',
  'lines.choose': (line: string) => `Choose speech for line ${line}`,
  'lines.silence': (line: string) => `Leave line ${line} as it was filmed`,
  'lines.note.missing': () => 'Stays as filmed: no speech',
  'lines.note.beyond': () => 'After the end of the video',
  'lines.note.hidden': () => 'Covered by the next line: not said',
  'lines.note.overlaps': (seconds: string) => `Overlaps the next line by ${seconds}`,
  'lines.note.faster': (share: string) => `Spoken ${share} faster`,
  'lines.note.slower': (share: string) => `Spoken ${share} slower`,
  'lines.note.fits': (seconds: string) => `Fits, ${seconds} to spare`,
  'lines.note.runs-on': (seconds: string) => `Runs on for ${seconds}`,
  'lines.note.cut': (seconds: string) => `${seconds} too long: its end is left out`,
} satisfies Texts;

export type LinesTexts = Translation<typeof linesPanel>;
