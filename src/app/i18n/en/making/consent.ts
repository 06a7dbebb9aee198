import type { Texts } from '../../texts';

export const consent = {
  'consent.title': (files: number) =>
    files === 1 ? 'Do you have permission to use this face?' : 'Do you have permission to use these faces?',
  'consent.text': () =>
    'You are asked once for each new video. What you confirm is kept in this browser only, for your own records.',
  'consent.more': (count: number) => `and ${count} more`,
  'consent.statement': (files: number, kind: 'video' | 'picture' | 'both') => {
    const where =
      kind === 'both' ? 'these videos and pictures' : files === 1 ? `this ${kind}` : `these ${kind}s`;
    return files === 1
      ? `I am the person in ${where}, or that person has agreed to this use of their face and voice.`
      : `I am the person in ${where}, or the people in them have agreed to this use of their faces and voices.`;
  },
  'consent.by': () => 'Your name or role (optional)',
  'consent.byNeeded': () => 'Your name or role (required)',
  'consent.confirm': () => 'Confirm and start',
  'consent.decline': () => 'Cancel',
} satisfies Texts;
