/**
 * Mouth shapes of tracked clips, by the app's own code, so that the model is trained on exactly what it will see:
 *
 *   node --import tsx models/mouth/features.ts <folder of tracks> <output folder>
 *
 * Tracks come from `node --import tsx scripts/lab.ts track <folder of clips> <folder of tracks>`. For every clip it writes
 * `<name>.shapes` ([n, 60, 3] float32, pose-free, in the space of `mouth.json`'s reference face), and one `clips.json` with
 * names, frame times and which frames have a face.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { allShapes, readTrack, trackNames } from '../../scripts/lab/tracks';
import { mouthShapes } from '../../src/engine/face/track/mouth/mouth-shape';

const [tracks, output] = process.argv.slice(2);
if (!tracks || !output) throw new Error('usage: features.ts <tracks> <output>');
mkdirSync(output, { recursive: true });

const { reference } = JSON.parse(readFileSync(new URL('mouth.json', import.meta.url), 'utf8')) as {
  reference: number[];
};
const index = trackNames(tracks).map((name) => {
  const track = readTrack(tracks, name);
  const [speaker] = name.split(/_(.*)/s) as [string];
  const shapes = allShapes(mouthShapes(track, reference));
  writeFileSync(join(output, `${name}.shapes`), new Uint8Array(shapes.buffer));
  return { name, speaker, times: [...track.times], present: [...track.present] };
});
writeFileSync(join(output, 'clips.json'), JSON.stringify(index));
console.log(`${index.length} clips`);
