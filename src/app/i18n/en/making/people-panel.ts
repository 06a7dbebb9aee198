import type { Texts, Translation } from '../../texts';

/** Fetched with the panel. */
export const peoplePanel = {
  'people.title': () => 'Who says what',
  'people.needVideo': () => 'Drop a video first: everybody in it then has a card here for their recordings.',
  'people.none': () => 'Nobody was found in this video. Choose one in which faces are seen from the front.',
  'people.hint': () =>
    'Drop each person’s recordings on their card. Who is not speaking keeps their mouth closed while another does; outside of the recordings the video stays as it was filmed.',
  'people.working': () => 'Reading…',
  'people.choose': () => 'Choose a recording',
  'people.more': () => 'Add more',
  'people.for': (name: string) => `, ${name}`,
  'people.give': (name: string) => `Recordings of ${name}`,
  'people.empty': () => 'Drop a recording here, or choose one. Without one this person stays as filmed.',
  'people.start': () => 'Begins at',
  'people.remove': (name: string) => `Remove ${name}`,
  'people.before': () => 'The earlier recording',
} satisfies Texts;

export type PeopleTexts = Translation<typeof peoplePanel>;
