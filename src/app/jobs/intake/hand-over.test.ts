import { expect, it } from 'vitest';
import { rolesOf } from './hand-over';

const of = (name: string, type: string) => ({ name, file: { name, type } });
const [talk, walk] = [of('talk', 'video/mp4'), of('walk', 'video/webm')];
const [voice, song] = [of('voice', 'audio/wav'), of('song', 'audio/mpeg')];
const [note, clip] = [of('note.AMR', ''), of('clip.mkv', '')];
const still = of('still', 'image/png');

it.each([
  [[talk], 'talk', undefined],
  [[voice], undefined, 'voice'],
  [[voice, talk], 'talk', 'voice'],
  [[still, song, voice], 'still', 'song'],
  [[talk, walk], 'talk', 'walk'],
  [[talk, walk, voice], 'talk', 'voice'],
  [[note, clip], 'clip.mkv', 'note.AMR'],
  [[], undefined, undefined],
])('of files given', (files, video, speech) => {
  const roles = rolesOf(files);
  expect([roles.video?.name, roles.speech?.name]).toEqual([video, speech]);
});
