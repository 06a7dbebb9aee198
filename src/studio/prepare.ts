import type { SourceFile } from '../dub/media-info';
import type { MouthCurve } from '../dub/speech/mouth-curve';
import type { FaceTrack } from '../dub/track/face-track';
import { tempPath } from '../storage/paths';
import type { Heard } from './analyses';
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
export type Prepared = { readonly ready: Ready; readonly track: FaceTrack; readonly sound: Sound };

/**
 * Opens both files, converts what has to be, and analyses what was not analysed before. Heavy workers are ended as
 * soon as their step is over, so that the tracker's memory is back before the render takes its own.
 */
export async function prepare(run: StepRun): Promise<Prepared> {
  const given = await step(run, 'probe', () => open(run));
  announce(run);
  warmUp(run);
  const ready = await convert(run, given);
  run.parts.hosts.probe.dispose();
  const [track, sound] = await together(
    run.stop,
    step(run, 'track', () => trackFace(run, ready.video)),
    step(run, 'listen', () => listen(run, ready)),
  );
  return { ready, track, sound };
}

async function open({ parts, input }: StepRun): Promise<Ready> {
  const chosen = async (source: SourceFile): Promise<Chosen> => ({
    file: await parts.source(source),
    info: source.info,
  });
  return { video: await chosen(input.video), speech: await chosen(input.speech) };
}

/** It is known which analyses can be reused. */
function announce({ parts, input, emit }: StepRun): void {
  const { tracks, speeches, ownSounds } = parts.analyses;
  const known = {
    track: tracks.get(trackKey(input)) !== undefined,
    listen: [speeches.get(input.speech.id), ownSounds.get(input.video.id)].every(Boolean),
  };
  emit({ type: 'revise', forecast: forecast(prospectOf(input, known)), at: parts.now() });
}

/** The models load while the files are converted. */
function warmUp({ parts, input, signal }: StepRun): void {
  const { hosts, analyses } = parts;
  const { video, speech } = input;
  if (!analyses.tracks.get(trackKey(input))) warm(hosts, 'video', video.info.reader, signal);
  if (!analyses.speeches.get(speech.id)) warm(hosts, 'speech', speech.info.reader, signal);
}

async function convert(run: StepRun, { video, speech }: Ready): Promise<Ready> {
  if (video.info.reader === 'webcodecs' && speech.info.reader === 'webcodecs') return { video, speech };
  return step(run, 'convert', async () => {
    const weights = [video, speech].map(({ info }) => (info.reader === 'webcodecs' ? 0 : info.duration));
    const [forVideo, forSpeech] = shareStep('convert', weights, reporter(run));
    const ready = {
      video: await convertOne(run, 'video', video, forVideo),
      speech: await convertOne(run, 'speech', speech, forSpeech),
    };
    run.parts.hosts.convert.dispose();
    return ready;
  });
}

async function convertOne(
  run: StepRun,
  role: 'video' | 'speech',
  chosen: Chosen,
  onProgress: ReturnType<typeof reporter> | undefined,
): Promise<Chosen> {
  if (chosen.info.reader === 'webcodecs') return chosen;
  const { hosts, files } = run.parts;
  const target = tempPath(run.id, role);
  await hosts.convert.run(
    (service, port) => service.convert(chosen.file, chosen.info, target, port),
    options(run, onProgress),
  );
  const file = await files.open(target);
  const info = await hosts.probe.run((service, port) => service.probe(file, port), { signal: run.signal });
  return { file, info };
}

/** Names the track of one face of a video by the video's content and by where the face is. */
function trackKey({ video, face }: JobInput): string {
  return face?.choice ? `${video.id} ${JSON.stringify(face.choice)}` : video.id;
}

async function trackFace(run: StepRun, { file, info }: Chosen): Promise<FaceTrack> {
  const { hosts, analyses } = run.parts;
  const key = trackKey(run.input);
  const choice = run.input.face?.choice ?? null;
  const track = analyses.tracks.get(key) ?? (await trackVideo(hosts, { file, info, choice }, options(run)));
  analyses.tracks.set(key, track);
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
  // A person's habits, which a network does not know.
  const listenToOwn = async () => {
    const own =
      analyses.ownSounds.get(input.video.id) ??
      (await heard(
        hosts.speech.run(
          (service, port) => service.listenToOwn(ready.video.file, port),
          options(run, forOwn),
        ),
      ));
    analyses.ownSounds.set(input.video.id, own);
    return own.curve;
  };
  const speech =
    analyses.speeches.get(input.speech.id) ??
    (await heard(
      hosts.speech.run((service, port) => service.listen(ready.speech.file, port), options(run, forSpeech)),
    ));
  analyses.speeches.set(input.speech.id, speech);
  const own = input.wav2lip ? null : await listenToOwn();
  hosts.speech.dispose();
  return { speech: speech.curve, own, device: speech.device };
}
