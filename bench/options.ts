import { existsSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const SHARED = fileURLToPath(new URL('../../shared/', import.meta.url));
/** Where results, tables and contact sheets go. */
export const OUT = fileURLToPath(new URL('out/', import.meta.url));

const CLIPS = [
  'hdtf-markey-512',
  'hdtf-menendez-512',
  'suit-man-700',
  'studio-man-1080x1920-30fps',
  'glasses-woman-524',
];
/** The clip of 1080 lines. */
const LARGE = 'studio-man-1080x1920-30fps';
const SPEECHES = ['zh-news', 'en-jfk', 'ja'];

export const USAGE = `npm run bench [-- options]

  --clips A,B      names in ../shared/clips or paths (the five of the project's aims)
  --speech A,B     names in ../shared/speech or paths (zh-news, en-jfk, ja)
  --quick          the first clip with the first speech only
  --speed          times and memory only, no quality
  --sheets         draw contact sheets as well
  --long [A B …]   instead: peak memory of jobs of so many minutes at 1080 lines (2 60)
  --large [A B …]  instead: peak memory of a job with 20 s of a file of over 4 GiB (4gib), with 4 s of 2160 lines (4k),
                   and with two hours of speech over a very small video (speech)
  --again          instead: the same job twice over a plain transcode, each clip as a minute of 720p25
  --jobs N         instead: memory after each job of a batch of N
  --revoice [N]    instead: held-out speakers re-voiced with their own speech, N clips of each (4)
  --oracle [A B OUT]
                   instead: the footage of A moved by the mouth that B shows (the same person, other words), with B's
                   sound; without files a table over held-out GRID speakers and halves of free clips
  --truth [NAME …] instead: the same videos by the app's own ear, beside that table; of those videos alone whose
                   names begin so (--quick takes 6 of GRID and 3 of free speech)
    --mouth DIR    with the mouth.onnx and check.json in DIR (models/mouth/export.py) in place of the app's
  --silence        instead: how often lips stand apart in silence, noise and music without a voice (--clips, the first
                   --speech)
  --closures DIR   instead: whether lips are shut at p, b and m in the speech that models/mouth/speak.py has written to
                   DIR (--clips, --mouth)
  --cues [A B …]   instead: a sentence said anew in each clip, ten minutes of it (fix): what is copied, what is seen and
                   heard at its borders, the time beside that of its four seconds alone (the first --speech); two
                   people beside one (two); sixty lines of subtitles in the first clip (lines)
  --results [N]    instead: scrolling 5,000 results, and packing N GB of them into one ZIP (10)
  --hostile [F …]  instead: seconds and memory until files that mean harm are answered, these beside our own
  --wav2lip        instead: what the Wav2Lip engine costs a frame (one clip)
    --model FILE   and its throughput with this network, beside the network's alone
    --device D     on wasm or webgpu (wasm)
    --python P     and the published network's in PyTorch, by this Python`;

const LARGE_CASES = ['4gib', '4k', 'speech'] as const;
export type LargeCase = (typeof LARGE_CASES)[number];

const CUES_CASES = ['fix', 'two', 'lines'] as const;
export type CuesCase = (typeof CUES_CASES)[number];

export type BenchOptions = {
  mode:
    | 'table'
    | 'long'
    | 'large'
    | 'again'
    | 'jobs'
    | 'revoice'
    | 'oracle'
    | 'truth'
    | 'silence'
    | 'closures'
    | 'cues'
    | 'results'
    | 'hostile'
    | 'wav2lip';
  clips: string[];
  speeches: string[];
  quality: boolean;
  sheets: boolean;
  /** Lengths of the jobs of `--long`, minutes. */
  minutes: number[];
  large: LargeCase[];
  cues: CuesCase[];
  /** How many jobs the batch of `--jobs` has at least. */
  jobs: number;
  perSpeaker: number;
  /** Fewer videos, for a figure in minutes. */
  quick: boolean;
  /** What stands on the command line without a name: of `--oracle` and `--closures` files, of `--truth` the beginnings of names. */
  files: string[];
  names: string[];
  /** A folder with another mouth model. */
  mouth?: string;
  /** Size of the ZIP, bytes. */
  zipBytes: number;
  wav2lip: { model?: string; device: 'webgpu' | 'wasm'; python?: string };
};

/** A path, or the file of this name in a folder of ../shared. Throws where there is none. */
function find(folder: string, name: string, endings: readonly string[]): string {
  if (existsSync(name)) return name;
  const path = endings.map((ending) => `${SHARED}${folder}/${name}${ending}`).find(existsSync);
  if (path === undefined) throw new Error(`There is no ${name}, neither here nor in ${SHARED}${folder}.`);
  return path;
}

export const shared = (path: string): string => `${SHARED}${path}`;
export const nameOf = (path: string): string => basename(path, extname(path));

/** Reads the command line; throws an `Error` that says what is wrong with it. */
export function readOptions(args: string[]): BenchOptions {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const { values, positionals } = parseArgs({
    args,
    options: {
      ...{
        clips: text,
        speech: text,
        quick: flag,
        speed: flag,
        sheets: flag,
        long: flag,
        large: flag,
        again: flag,
        revoice: flag,
        oracle: flag,
        truth: flag,
        silence: flag,
        closures: flag,
        cues: flag,
        results: flag,
        hostile: flag,
        jobs: text,
      },
      ...{ wav2lip: flag, model: text, mouth: text, device: { ...text, default: 'wasm' }, python: text },
    },
    allowPositionals: true,
  });
  const list = (value: string | undefined, usual: string[]) => value?.split(',').filter(Boolean) ?? usual;
  const { device, model, python } = values;
  if (device !== 'wasm' && device !== 'webgpu')
    throw new Error(`--device ${device}: wasm or webgpu is wanted.`);
  const modes = [
    ...([
      'results',
      'hostile',
      'long',
      'large',
      'again',
      'jobs',
      'revoice',
      'oracle',
      'truth',
      'silence',
      'closures',
      'cues',
      'wav2lip',
    ] as const),
  ];
  const mode = modes.find((each) => values[each]) ?? 'table';
  const ofOneClip = mode === 'wav2lip' || mode === 'long' || mode === 'large';
  const most = values.quick || ofOneClip ? 1 : Infinity;
  const takesClips = !['revoice', 'oracle', 'truth', 'results', 'hostile'].includes(mode);
  const from = (folder: string, names: string[], endings: string[]) =>
    names.slice(0, most).map((name) => find(folder, name, endings));
  return {
    mode,
    clips: takesClips
      ? from('clips', list(values.clips, ofOneClip ? [LARGE] : CLIPS), ['', '.mp4', '.mpg'])
      : [],
    speeches: takesClips ? from('speech', list(values.speech, SPEECHES), ['', '.wav', '.mp3']) : [],
    quality: !values.speed,
    sheets: values.sheets ?? false,
    minutes: positionals.length > 0 ? positionals.map(Number) : [2, 60],
    large: LARGE_CASES.filter((each) => positionals.length === 0 || positionals.includes(each)),
    cues: CUES_CASES.filter((each) => positionals.length === 0 || positionals.includes(each)),
    jobs: Number(values.jobs ?? 30),
    quick: values.quick ?? false,
    files: mode === 'oracle' || mode === 'closures' ? positionals : [],
    names: mode === 'truth' ? positionals : [],
    ...(values.mouth !== undefined && { mouth: find('', values.mouth, []) }),
    perSpeaker: Number(positionals[0] ?? 4),
    zipBytes: 1e9 * Number(positionals[0] ?? 10),
    wav2lip: {
      device,
      ...(model !== undefined && { model: find('', model, []) }),
      ...(python !== undefined && { python }),
    },
  };
}

/** The first clip and the first speech; throws `RangeError` where one is missing. */
export function onePair({ clips, speeches }: Pick<BenchOptions, 'clips' | 'speeches'>): [string, string] {
  const [clip, speech] = [clips[0], speeches[0]];
  if (clip === undefined || speech === undefined) throw new RangeError('a clip and a speech are needed');
  return [clip, speech];
}
