import type { Texts } from '../texts';

export const consent = {
  'consent.title': (files: number) => (files === 1 ? 'May you use this face?' : 'May you use these faces?'),
  'consent.text': () =>
    'You are asked once for each new video. What you confirm is kept in this browser only, for your own records.',
  'consent.more': (count: number) => `and ${count} more`,
  'consent.statement': (files: number) =>
    files === 1
      ? 'I am the person in this video, or that person has agreed to this use of their face and words.'
      : 'I am the person in these videos, or the people in them have agreed to this use of their faces and words.',
  'consent.by': () => 'Your name or role (optional)',
  'consent.confirm': () => 'Confirm and start',
  'consent.decline': () => 'Cancel',
} satisfies Texts;
