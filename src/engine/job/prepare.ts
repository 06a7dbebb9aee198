import { painterOf } from '../painters';
import type { SourceFile } from '../core/media-info';
import type { Speaker } from '../face/people/choose-person';
import type { MouthNote } from '../face/people/mouth-notes';
import type { VideoPeople } from '../face/people/video-people';
import type { FaceTrack } from '../face/track/face-track';
import { convertFile, isDirect } from './input/convert-file';
import { forecast, prospectOf } from './progress/forecast';
import type { ProbedFile, Role } from './input/source';
import { layoutName, type Layout } from '../script/layout';
import { laidScript, partName, unknownParts, type Parts } from './parts';
import { shareStep, together } from './analyses/shared-step';
import { options, reporter, step, type StepRun } from './steps';
import { trackVideo } from './analyses/track-video';
import { warm } from './warm';
import { whoSpeaks, type OtherSpeaker } from './who-speaks';
import { heardName, hearOwn, listen, type Ready, type Sound, speechNames } from './listen';

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
  run.workers.probe.dispose();
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
  const { workers, input, signal } = run;
  const { video, speech } = input;
  if (!known.track && !isLong(run, known)) warm(workers, 'video', video.info, signal);
  if (!known.speech) warm(workers, 'speech', speech.info, signal);
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
    run.workers.convert.dispose();
    return { ...ready, speech: said, voices };
  });
}

function convertOne(
  run: StepRun,
  role: Role,
  given: ProbedFile,
  onProgress: ReturnType<typeof reporter> | undefined,
): Promise<ProbedFile> {
  const { convert, probe } = run.workers;
  const { files, analyses } = run.parts;
  const parts = { convert, probe, analyses, open: files.open };
  return convertFile(parts, role, run.input[role].id, given, options(run, onProgress));
}

/** A speech laid out over the video, made where it is not kept from before. */
function layOut(
  { input, parts, workers, signal }: StepRun,
  { file }: ProbedFile,
  layout: Layout,
): Promise<ProbedFile> {
  const { analyses, files } = parts;
  return analyses.converted(
    input.speech.id,
    (target, onProgress) =>
      workers.convert.run((service, port) => service.layOut([file], layout, target, port), {
        signal,
        onProgress,
      }),
    async (path) => {
      const laid = await files.open(path);
      const info = await workers.probe.run((service, port) => service.probe(laid, port), { signal });
      return { file: laid, info };
    },
    { which: layoutName(layout), signal },
  );
}

function findPeople(run: StepRun, { file, info }: ProbedFile, { face: span }: Parts): Promise<VideoPeople> {
  const { workers, input, parts } = run;
  return parts.analyses.track(input.video.id, partName(span), () =>
    trackVideo(workers, { file, info, span }, options(run)),
  );
}
