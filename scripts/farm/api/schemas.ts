import { Type, type Static } from 'typebox';
import {
  SETTING_CHOICES,
  SETTING_NAMES,
  SETTING_RANGES,
  type ChoiceSetting,
  type NumberSetting,
} from '../../../src/engine/plan/settings';

const strict = { additionalProperties: false } as const;

export const Hash = Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256, hexadecimal' });
/** Shown and told in provenance; never a path. */
const Name = Type.String({ minLength: 1, maxLength: 200 });

export const ErrorAnswer = Type.Object(
  { code: Type.String(), text: Type.String({ description: 'what is wrong, and what to do' }) },
  { title: 'Error' },
);

/** What any request with a token may be refused with. */
export const REFUSALS = { 401: ErrorAnswer, 429: ErrorAnswer, 503: ErrorAnswer } as const;

export const FileAnswer = Type.Object(
  { id: Hash, bytes: Type.Integer(), known: Type.Boolean({ description: 'true where it was there before' }) },
  { title: 'File' },
);

export type FileAnswer = Static<typeof FileAnswer>;

export const UploadAnswer = Type.Object(
  { bytes: Type.Integer({ description: 'how many have come without a gap, from the beginning on' }) },
  { title: 'Upload' },
);

export const AccountAnswer = Type.Object(
  {
    name: Type.String(),
    fileBytes: Type.Integer({ description: 'how many one file may have' }),
    pieceBytes: Type.Integer({ description: 'how many one piece of an upload may have' }),
    bytesADay: Type.Integer(),
    bytesToday: Type.Integer({ description: 'uploaded so far (UTC)' }),
    jobs: Type.Integer({ description: 'how many may wait or run at the same time' }),
  },
  { title: 'Account' },
);

const setting = (name: (typeof SETTING_NAMES)[number]) =>
  name in SETTING_RANGES
    ? Type.Number({
        minimum: SETTING_RANGES[name as NumberSetting].least,
        maximum: SETTING_RANGES[name as NumberSetting].most,
      })
    : Type.Union(SETTING_CHOICES[name as ChoiceSetting].map((choice) => Type.Literal(choice)));

/** As `koubo dub` takes them. */
export const Settings = Type.Object(
  {
    lang: Type.Optional(Type.Union([Type.Literal('en'), Type.Literal('zh')])),
    person: Type.Optional(Type.Integer({ minimum: 1, maximum: 99 })),
    ...Object.fromEntries(SETTING_NAMES.map((name) => [name, Type.Optional(setting(name))])),
  },
  { ...strict, title: 'Settings' },
);

const Seconds = Type.Number({ minimum: 0, maximum: 1e6 });
const Part = Type.Object({ from: Type.Optional(Seconds), to: Type.Optional(Seconds) }, strict);
const Sound = Type.Integer({
  minimum: 1,
  maximum: 99,
  description: 'which of its sound tracks is used, where it has several',
});
const Source = Type.Object(
  { file: Hash, name: Name, part: Type.Optional(Part), sound: Type.Optional(Sound) },
  strict,
);

export const JobWish = Type.Object(
  {
    video: Source,
    speech: Source,
    settings: Type.Optional(Settings),
    consent: Type.String({
      ...{ minLength: 1, maxLength: 200 },
      description: 'who confirms the right to use the face in the video',
    }),
    webhook: Type.Optional(
      Type.String({
        maxLength: 500,
        description: 'where the end of the job is told; the host has to be allowed',
      }),
    ),
  },
  { ...strict, title: 'JobWish' },
);
export type JobWish = Static<typeof JobWish>;

export const JobAnswer = Type.Object(
  {
    id: Hash,
    state: Type.Union([
      Type.Literal('waiting'),
      Type.Literal('running'),
      Type.Literal('done'),
      Type.Literal('failed'),
    ]),
    stage: Type.Union([Type.String(), Type.Null()]),
    percent: Type.Number(),
    secondsLeft: Type.Union([Type.Number(), Type.Null()]),
    result: Type.Union([
      Type.Object({
        sha256: Hash,
        bytes: Type.Integer(),
        type: Type.String(),
        notes: Type.Array(Type.String()),
      }),
      Type.Null(),
    ]),
    error: Type.Union([ErrorAnswer, Type.Null()]),
  },
  { title: 'Job' },
);
export type JobAnswer = Static<typeof JobAnswer>;

export const IdParams = Type.Object({ id: Hash }, strict);
export const PieceParams = Type.Object(
  { id: Hash, at: Type.String({ pattern: '^[0-9]{1,15}$', description: 'the byte at which it begins' }) },
  strict,
);
