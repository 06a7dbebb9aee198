import { painterOf } from '../painters';
import type { SourceFile } from '../core/media-info';
import { cutCurve } from '../speech/cut-curve';
import type { MouthCurve } from '../speech/mouth-curve';
import type { TimeRange } from '../core/time-range';
import type { Speaker } from '../face/people/choose-person';
import type { MouthNote } from '../face/people/mouth-notes';
import type { VideoPeople } from '../face/people/video-people';
import type { FaceTrack } from '../face/track/face-track';
import { usedSeconds } from '../core/trim';
import type { Heard } from './analyses/analysis-store';
import { convertFile, isDirect } from './input/convert-file';
import { forecast, prospectOf } from './progress/forecast';
import type { ProbedFile, Role } from './input/source';
import { layoutName, type Layout } from '../script/layout';
import type { DubJob } from './dub-job';
import { laidScript, nameOf, partName, soundName, unknownParts, type Parts } from './parts';
import { shareStep, together } from './analyses/shared-step';
import { options, reporter, step, type StepRun } from './steps';
import { trackVideo } from './analyses/track-video';
import { warm } from './warm';
import { whoSpeaks, type OtherSpeaker } from './who-speaks';

/** Both files in a form that WebCodecs reads. */
export type Ready = {
  readonly video: ProbedFile;
  /** All that is heard. */
  readonly speech: ProbedFile;
  /** Where several people speak, what each of them says; else empty. */
  readonly voices: readonly ProbedFile[];
};

export type Sound = {
  /** What is used of the speech, and of several people the first one's. */
  readonly speech: MouthCurve;
  /** What the others say. */
  readonly others: readonly MouthCurve[];
  /** What the video's own sound asks of the mouth; null where it has none that could be used, or nobody asked. */
  readonly own: MouthCurve | null;
  /** Where in the video `own` begins, seconds. */
  readonly ownFrom: number;
  readonly device: 'webgpu' | 'wasm' | null;
};

/** All that is known of a job's files before it is decided what each frame will be. */
export type Prepared = {
  /** As the user gave them. */
  readonly given: Pick<Ready, 'video' | 'speech'>;
  readonly ready: Ready;
  /** Of whoever speaks, in all of the video or in the part that `parts` tells. */
  readonly track: FaceTrack;
  readonly speaker: Speaker;
  /** The others who speak, as `sound.others` tells. */
  readonly others: readonly OtherSpeaker[];
  readonly notes: readonly MouthNote[];
  readonly sound: Sound;
  readonly parts: Parts;
};

/**
 * Opens both files, converts what has to be, and analyses what was not analysed before. Heavy workers are ended as
 * soon as their step is over, so that the tracker's memory is back before the render takes its own.
 */
export async function prepare(run: StepRun): Promise<Prepared> {
  const given = await step(run, 'probe', () => open(run));
  const parts = await unknownParts(run.input, run.parts.analyses);
  const known = await whatIsKnown(run, parts);
  announce(run, known);
  warmUp(run, known);
  const ready = await convert(run, given);
  run.parts.hosts.probe.dispose();
  const find = () => step(run, 'track', () => findPeople(run, ready.video, parts));
  const hear = () => step(run, 'listen', () => listen(run, ready, parts));
  const sure = async (people: VideoPeople, sound: Sound): Promise<Prepared> => {
    const { ownSound } = painterOf(run.input.painter.id).needs;
    const own = async () => (ownSound ? sound.own : (await hearOwn(run, ready, parts)).curve);
    const speaking = await whoSpeaks(run.input, people, { own, from: sound.ownFrom });
    return { given, ready, sound, parts, ...speaking };
  };
  if (isLong(run, known)) {
    const sound = await hear();
    return sure(await find(), sound);
  }
  const [people, sound] = await together(run.stop, find(), hear());
  return sure(people, sound);
}

/**
 * From so many seconds of sound on it is heard before the faces are looked for. Side by side is faster, but both are at
 * their largest then, and the points of a long video take their share too.
 */
const LONG = 20 * 60;

const isLong = ({ input }: StepRun, { track, speech }: Known) =>
  !track && !speech && prospectOf(input, { track, listen: false }).heard >= LONG;

async function open({ parts, input }: StepRun): Promise<Prepared['given']> {
  const chosen = async (source: SourceFile): Promise<ProbedFile> => ({
    file: await parts.source(source),
    info: source.info,
  });
  return { video: await chosen(input.video), speech: await chosen(input.speech) };
}

/** What tells what is heard of a file from the rest of it. */
const heardName = ({ info }: SourceFile, part: TimeRange | null) => nameOf(partName(part), soundName(info));

/** Which analyses can be reused. */
type Known = { readonly track: boolean; readonly speech: boolean; readonly own: boolean };

async function whatIsKnown({ parts: { analyses }, input }: StepRun, parts: Parts): Promise<Known> {
  const [track, speech, own] = await Promise.all([
    analyses.knows('track', input.video.id, partName(parts.face)),
    Promise.all(speechNames(input, parts).map((name) => analyses.knows('curve', input.speech.id, name))),
    analyses.knows('curve', input.video.id, heardName(input.video, parts.own)),
  ]);
  return { track, speech: speech.every(Boolean), own };
}

function announce({ parts, input, emit }: StepRun, { track, speech, own }: Known): void {
  const known = { track, listen: speech && (own || !painterOf(input.painter.id).needs.ownSound) };
  emit({ type: 'revise', forecast: forecast(prospectOf(input, known)), at: parts.now() });
}

/** The models load while the files are converted. */
function warmUp(run: StepRun, known: Known): void {
  const { parts, input, signal } = run;
  const { hosts } = parts;
  const { video, speech } = input;
  if (!known.track && !isLong(run, known)) warm(hosts, 'video', video.info, signal);
  if (!known.speech) warm(hosts, 'speech', speech.info, signal);
}

/** What is heard of a speech as a text that tells it from others; of several people what each of them says. */
function speechNames(input: DubJob, { speech }: Parts): string[] {
  const laid = laidScript(input);
  if (!laid) return [heardName(input.speech, speech)];
  return laid.voices.map(({ layout }) => nameOf(layoutName(layout), soundName(input.speech.info)));
}

async function convert(run: StepRun, { video, speech }: Prepared['given']): Promise<Ready> {
  const isReady = { video: isDirect('video', video), speech: isDirect('speech', speech) };
  const laid = laidScript(run.input);
  if (isReady.video && isReady.speech && !laid) return { video, speech, voices: [] };
  return step(run, 'convert', async () => {
    const weights = [isReady.video ? 0 : video.info.duration, isReady.speech ? 0 : speech.info.duration];
    const [forVideo, forSpeech] = shareStep('convert', weights, reporter(run));
    const ready = {
      video: isReady.video ? video : await convertOne(run, 'video', video, forVideo),
      speech: isReady.speech ? speech : await convertOne(run, 'speech', speech, forSpeech),
    };
    const said = laid ? await layOut(run, ready.speech, laid.layout) : ready.speech;
    const voices = [];
    if (laid && laid.voices.length > 1)
      for (const { layout } of laid.voices) voices.push(await layOut(run, ready.speech, layout));
    run.parts.hosts.convert.dispose();
    return { ...ready, speech: said, voices };
  });
}

function convertOne(
  run: StepRun,
  role: Role,
  given: ProbedFile,
  onProgress: ReturnType<typeof reporter> | undefined,
): Promise<ProbedFile> {
  const { hosts, files, analyses } = run.parts;
  const parts = { convert: hosts.convert, probe: hosts.probe, analyses, open: files.open };
  return convertFile(parts, role, run.input[role].id, given, options(run, onProgress));
}

/** A speech laid out over the video, made where it is not kept from before. */
function layOut(
  { input, parts, signal }: StepRun,
  { file }: ProbedFile,
  layout: Layout,
): Promise<ProbedFile> {
  const { hosts, analyses, files } = parts;
  return analyses.converted(
    input.speech.id,
    (target, onProgress) =>
      hosts.convert.run((service, port) => service.layOut([file], layout, target, port), {
        signal,
        onProgress,
      }),
    async (path) => {
      const laid = await files.open(path);
      const info = await hosts.probe.run((service, port) => service.probe(laid, port), { signal });
      return { file: laid, info };
    },
    { which: layoutName(layout), signal },
  );
}

function findPeople(run: StepRun, { file, info }: ProbedFile, { face: span }: Parts): Promise<VideoPeople> {
  const { hosts, analyses } = run.parts;
  return analyses.track(run.input.video.id, partName(span), () =>
    trackVideo(hosts, { file, info, span }, options(run)),
  );
}

/** The new speech, and beside it what the video's own sound asks of the mouth. */
async function listen(run: StepRun, ready: Ready, parts: Parts): Promise<Sound> {
  const { input } = run;
  const { hosts, analyses } = run.parts;
  const voices = ready.voices.length > 0 ? ready.voices : [ready.speech];
  const weights = voices.map(({ info }) => usedSeconds(info.duration, parts.speech ?? undefined));
  const own = usedSeconds(ready.video.info.duration, parts.own ?? undefined);
  const [forOwn, ...forVoices] = shareStep('listen', [own, ...weights], reporter(run));
  const names = speechNames(input, parts);
  const curves: MouthCurve[] = [];
  let device: Sound['device'] = null;
  for (const [i, { file }] of voices.entries()) {
    const hear = () =>
      hosts.speech.run(
        (service, port) => service.listen(file, parts.speech, port),
        options(run, forVoices[i]),
      );
    const speech = await analyses.speech(input.speech.id, names[i] ?? '', () => heard(run, hear()));
    curves.push(input.script ? speech.curve : used(speech.curve, input.trim?.speech, parts.speech));
    device = speech.device;
  }
  // A person's habits, which a network does not know.
  const { ownSound } = painterOf(run.input.painter.id).needs;
  const heardOwn = ownSound ? await hearOwn(run, ready, parts, forOwn) : null;
  hosts.speech.dispose();
  const [speech, ...others] = curves as [MouthCurve, ...MouthCurve[]];
  return {
    ...{ speech, others, device },
    own: heardOwn?.curve ?? null,
    ownFrom: parts.own?.from ?? 0,
  };
}

/** What the video's own sound asks of the mouth. */
function hearOwn(
  run: StepRun,
  { video }: Pick<Ready, 'video'>,
  { own }: Parts,
  onProgress?: ReturnType<typeof reporter>,
): Promise<Heard<MouthCurve | null>> {
  const { hosts, analyses } = run.parts;
  const hear = () =>
    hosts.speech.run((service, port) => service.listenToOwn(video.file, own, port), options(run, onProgress));
  const source = run.input.video;
  return analyses.ownSound(source.id, heardName(source, own), () => heard(run, hear()));
}

/** A curve, and where the model ran that made it. */
async function heard<Curve>(run: StepRun, curve: Promise<Curve>): Promise<Heard<Curve>> {
  const value = await curve;
  const { hosts } = run.parts;
  const device = await hosts.speech.run((service, port) => service.device(port), { signal: run.signal });
  return { curve: value, device };
}

/** What is used of a speech, from the curve of all of it or of a part. */
function used(curve: MouthCurve, range: TimeRange | undefined, part: TimeRange | null): MouthCurve {
  if (!range) return curve;
  const start = part?.from ?? 0;
  return cutCurve(curve, { from: range.from - start, to: range.to - start });
}
