import type { Texts } from '../texts';

export const offline = {
  'offline.saving': (share: string, size: string) => `Saving for use without internet: ${share} of ${size}`,
  'offline.ready': () => 'Works without internet',
  'offline.failed': () =>
    'Not all of it is saved for use without internet yet. Koubo goes on at your next visit.',
  'update.ready': () => 'A new version is ready.',
  'update.reload': () => 'Reload',
  'update.working': () => 'A video is being made. Reload when it is done.',
} satisfies Texts;
