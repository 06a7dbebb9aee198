import { basename, resolve } from 'node:path';
import {
  fixOf,
  numberOf,
  personOf,
  SETTING_FLAGS,
  settingsOf,
  SOUND_FLAGS,
  soundsOf,
  TRIM_FLAGS,
  trimOf,
  UsageError,
} from './setting-flags';
import {
  DEFAULT_CONSENT,
  type NetworkJob,
  type PageQuery,
  type Sentence,
  type SoundTracks,
  type TrimEnds,
} from './studio-page';

/** What the command line tells of a job apart from its files, for people. */
export const WISH_USAGE = `  --lang en|zh      language of messages (en)
  --video-in S, --video-out S
                    use only a part of the video, from second to second
  --speech-in S, --speech-out S
                    the same of the speech
  --fix S-S         say only this stretch of the video anew, from second to second (12.4-15.9); all else stays as it is
  --video-sound N, --speech-sound N
                    which sound track is used of a file that has several, counted from 1 (the first in which something is
                    heard)
  --opening N       how wide the mouth opens, 0 to 1.5; 1 is as spoken
  --offset S        seconds by which the mouth comes later than the sound, -1 to 1
  --pauses P        in pauses the mouth closes (close), is the video's own (original), or does what the model says (model)
  --blending N      width of the soft edge around the mouth as a factor, 0.5 to 1.5 (1)
  --sharpening N    sharpening of the mouth, 0 to 1 (what the engine does by itself)
  --recording R     the speech as it was given (given), or without rumble and noise and as loud as is usual (cleaned)
  --originalSound N level of the video's own sound under the speech, 0 to 1 (0)
  --longSpeech W    where the speech outlasts the video, that runs forwards and backwards (bounce), starts again (repeat), or
                    its last calm picture stands (hold); bounce
  --longVideo W     where the video outlasts the speech, it ends with it (cut), or the rest follows as it is (rest); cut
  --quality Q       small, source or high (source)
  --size S          most lines of the short side: source, 1080p or 720p (source)
  --format F        mp4 or webm (mp4)
  --label P         where the opening pictures say that they are generated: top-right, top, top-left, bottom-right,
                    bottom, bottom-left, or off (top-right)
  --labelText T     in which language: auto, both, zh or en (auto: as --lang)
  --person N        who speaks where there are several, counted from 1, the largest and most present first (the one whose
                    mouth goes with the video's own sound, else the one whose mouth moves, else the largest)
  --engine wav2lip  paint the mouth with a Wav2Lip network instead of the video's own mouths
  --model FILE      its ONNX file (the first that is built in)
  --licence TEXT    the terms under which you may use that file: giving them accepts them
  --method M        improved, or published: work exactly as Wav2Lip was published (improved)
  --consent NAME    who confirms the right to use the face in the video (command line)
  --encoder ffmpeg  encode mp4 with ffmpeg.wasm even where the browser can encode
  --timeout S       give up after so many seconds (3600)
  --webgpu          let the browser use WebGPU`;

const text = { type: 'string' } as const;

/** The flags of a `Wish`, for `parseArgs`. */
export const WISH_FLAGS = {
  lang: text,
  ...TRIM_FLAGS,
  fix: text,
  ...SOUND_FLAGS,
  ...SETTING_FLAGS,
  person: text,
  engine: text,
  model: text,
  licence: text,
  method: text,
  consent: text,
  encoder: text,
  timeout: text,
  webgpu: { type: 'boolean' },
} as const;

/** What is wanted of a job, whichever its files are. */
export type Wish = {
  readonly query: PageQuery;
  readonly network: NetworkJob | null;
  readonly trim: TrimEnds;
  /** Only this stretch of the video is said anew; null where all of it is. */
  readonly fix: Sentence | null;
  readonly sounds: SoundTracks;
  /** Who confirms that the video may be used. */
  readonly consent: string;
  /** Seconds before it is given up. */
  readonly timeout: number;
  /** Lets the browser use WebGPU. */
  readonly webgpu: boolean;
};

type NetworkFlags = { engine?: string; model?: string; licence?: string; method?: string };
type WishFlags = Record<string, string | boolean | undefined>;

/** The network that paints, or null for the engine that needs none. */
function networkOf({ engine = 'reuse', model, licence, method }: NetworkFlags): NetworkJob | null {
  if (engine !== 'reuse' && engine !== 'wav2lip')
    throw new UsageError(`--engine is reuse or wav2lip, not "${engine}".`);
  if (engine === 'reuse') {
    if ([model, licence, method].some((flag) => flag !== undefined))
      throw new UsageError('--model, --licence and --method belong to --engine wav2lip.');
    return null;
  }
  if (method !== undefined && method !== 'published' && method !== 'improved')
    throw new UsageError(`--method is improved or published, not "${method}".`);
  if (model !== undefined && !licence?.trim())
    throw new UsageError('--model needs --licence: the terms under which you may use the file.');
  const file = model === undefined ? null : resolve(model);
  return {
    file,
    name: model === undefined ? '' : basename(model),
    licence: licence ?? '',
    published: method === 'published',
  };
}

const textOf = (flags: WishFlags, name: string) => {
  const value = flags[name];
  return typeof value === 'string' ? value : undefined;
};

/** The wish among the flags. Throws a `UsageError` that says what is wrong with them. */
export function wishOf(flags: WishFlags): Wish {
  const given = (name: string) => textOf(flags, name);
  const [lang, encoder, timeout, person] = ['lang', 'encoder', 'timeout', 'person'].map(given);
  if (lang !== undefined && lang !== 'en' && lang !== 'zh')
    throw new UsageError(`--lang is en or zh, not "${lang}".`);
  if (encoder !== undefined && encoder !== 'ffmpeg')
    throw new UsageError(`--encoder is ffmpeg, not "${encoder}".`);
  const texts = (names: readonly string[]) =>
    Object.fromEntries(
      names.flatMap((name) => (given(name) === undefined ? [] : [[name, given(name)]])),
    ) as Record<string, string>;
  return {
    network: networkOf(texts(['engine', 'model', 'licence', 'method'])),
    trim: trimOf(texts(Object.keys(TRIM_FLAGS))),
    fix: fixOf(texts(['fix', 'video-in', 'video-out'])),
    sounds: soundsOf(texts(Object.keys(SOUND_FLAGS))),
    consent: given('consent') ?? DEFAULT_CONSENT,
    timeout: timeout === undefined ? 3600 : numberOf('timeout', timeout),
    webgpu: flags.webgpu === true,
    query: {
      lang: lang ?? 'en',
      ...(encoder && { encoder }),
      ...personOf(person === undefined ? {} : { person }),
      ...settingsOf(flags),
    },
  };
}
