import type { SourceFile } from '../dub/media-info';
import type { MouthCurve } from '../dub/speech/mouth-curve';
import type { FaceTrack } from '../dub/track/face-track';
import type { Heard } from '../storage/packed-curve';
import { forecast, prospectOf } from './forecast';
import type { Chosen } from './intake';
import type { JobInput } from './job';
import { shareStep, together } from './shared-step';
import { options, reporter, step, type StepRun } from './steps';
import { trackVideo } from './track-video';
import { warm } from './warm';

/** Both files in a form that WebCodecs reads. */
export type Ready = { readonly video: Chosen; readonly speech: Chosen };

export type Sound = {
  readonly speech: MouthCurve;
  /** What the video's own sound asks of the mouth; null where it has none that could be used, or nobody asked. */
  readonly own: MouthCurve | null;
  readonly device: 'webgpu' | 'wasm' | null;
};

/** All that is known of a job's files before it is decided what each frame will be. */
export type Prepared = {
  /** As the user gave them. */
  readonly given: Ready;
  readonly ready: Ready;
  readonly track: FaceTrack;
  readonly sound: Sound;
};

/**
 * Opens both files, converts what has to be, and analyses what was not analysed before. Heavy workers are ended as
 * soon as their step is over, so that the tracker's memory is back before the render takes its own.
 */
export async function prepare(run: StepRun): Promise<Prepared> {
  const given = await step(run, 'probe', () => open(run));
  const known = await whatIsKnown(run);
  announce(run, known);
  warmUp(run, known);
  const ready = await convert(run, given);
  run.parts.hosts.probe.dispose();
  const [track, sound] = await together(
    run.stop,
    step(run, 'track', () => trackFace(run, ready.video)),
    step(run, 'listen', () => listen(run, ready)),
  );
  return { given, ready, track, sound };
}

async function open({ parts, input }: StepRun): Promise<Ready> {
  const chosen = async (source: SourceFile): Promise<Chosen> => ({
    file: await parts.source(source),
    info: source.info,
  });
  return { video: await chosen(input.video), speech: await chosen(input.speech) };
}

/** Which analyses can be reused. */
type Known = { readonly track: boolean; readonly speech: boolean; readonly own: boolean };

async function whatIsKnown({ parts, input }: StepRun): Promise<Known> {
  const { analyses } = parts;
  const [track, speech, own] = await Promise.all([
    analyses.knows('track', input.video.id, whichFace(input)),
    analyses.knows('curve', input.speech.id),
    analyses.knows('curve', input.video.id),
  ]);
  return { track, speech, own };
}

function announce({ parts, input, emit }: StepRun, { track, speech, own }: Known): void {
  const known = { track, listen: speech && (own || input.wav2lip !== undefined) };
  emit({ type: 'revise', forecast: forecast(prospectOf(input, known)), at: parts.now() });
}

/** The models load while the files are converted. */
function warmUp({ parts, input, signal }: StepRun, known: Known): void {
  const { hosts } = parts;
  const { video, speech } = input;
  if (!known.track) warm(hosts, 'video', video.info.reader, signal);
  if (!known.speech) warm(hosts, 'speech', speech.info.reader, signal);
}

async function convert(run: StepRun, { video, speech }: Ready): Promise<Ready> {
  if (video.info.reader === 'webcodecs' && speech.info.reader === 'webcodecs') return { video, speech };
  return step(run, 'convert', async () => {
    const weights = [video, speech].map(({ info }) => (info.reader === 'webcodecs' ? 0 : info.duration));
    const [forVideo, forSpeech] = shareStep('convert', weights, reporter(run));
    const ready = {
      video: await convertOne(run, run.input.video.id, video, forVideo),
      speech: await convertOne(run, run.input.speech.id, speech, forSpeech),
    };
    run.parts.hosts.convert.dispose();
    return ready;
  });
}

async function convertOne(
  run: StepRun,
  id: string,
  chosen: Chosen,
  onProgress: ReturnType<typeof reporter> | undefined,
): Promise<Chosen> {
  if (chosen.info.reader === 'webcodecs') return chosen;
  const { hosts, files, analyses } = run.parts;
  const make = (target: string) =>
    hosts.convert.run(
      (service, port) => service.convert(chosen.file, chosen.info, target, port),
      options(run, onProgress),
    );
  return analyses.converted(id, make, async (path) => {
    const file = await files.open(path);
    const info = await hosts.probe.run((service, port) => service.probe(file, port), { signal: run.signal });
    return { file, info };
  });
}

/** Which face of a video is tracked, as a text: empty where nobody chose one. */
const whichFace = ({ face }: JobInput) => (face?.choice ? JSON.stringify(face.choice) : '');

async function trackFace(run: StepRun, { file, info }: Chosen): Promise<FaceTrack> {
  const { hosts, analyses } = run.parts;
  const { video, face } = run.input;
  const track = await analyses.track(video.id, whichFace(run.input), () =>
    trackVideo(hosts, { file, info, choice: face?.choice ?? null }, options(run)),
  );
  hosts.track.dispose();
  hosts.trackBeside.dispose();
  return track;
}

/** The new speech, and beside it what the video's own sound asks of the mouth. */
async function listen(run: StepRun, ready: Ready): Promise<Sound> {
  const { parts, input } = run;
  const { hosts, analyses } = parts;
  const weights = [ready.speech.info.duration, ready.video.info.duration];
  const [forSpeech, forOwn] = shareStep('listen', weights, reporter(run));
  const heard = async <Curve>(curve: Promise<Curve>): Promise<Heard<Curve>> => {
    const value = await curve;
    const device = await hosts.speech.run((service, port) => service.device(port), { signal: run.signal });
    return { curve: value, device };
  };
  const hear = () =>
    hosts.speech.run((service, port) => service.listen(ready.speech.file, port), options(run, forSpeech));
  const hearOwn = () =>
    hosts.speech.run((service, port) => service.listenToOwn(ready.video.file, port), options(run, forOwn));
  const speech = await analyses.speech(input.speech.id, () => heard(hear()));
  // A person's habits, which a network does not know.
  const own = input.wav2lip ? null : await analyses.ownSound(input.video.id, () => heard(hearOwn()));
  hosts.speech.dispose();
  return { speech: speech.curve, own: own?.curve ?? null, device: speech.device };
}
