import { painterOf } from '../painters';
import type { SourceFile } from '../core/media-info';
import { cutCurve } from '../speech/cut-curve';
import type { MouthCurve } from '../speech/mouth-curve';
import type { TimeRange } from '../core/time-range';
import { usedSeconds } from '../core/trim';
import type { Heard } from './analyses/analysis-store';
import type { ProbedFile } from './input/source';
import { layoutName } from '../script/layout';
import type { DubJob } from './dub-job';
import { laidScript, nameOf, partName, soundName, type Parts } from './parts';
import { shareStep } from './analyses/shared-step';
import { options, reporter, type StepRun } from './steps';

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

/** What tells what is heard of a file from the rest of it. */
export const heardName = ({ info }: SourceFile, part: TimeRange | null) =>
  nameOf(partName(part), soundName(info));

/** What is heard of a speech as a text that tells it from others; of several people what each of them says. */
export function speechNames(input: DubJob, { speech }: Parts): string[] {
  const laid = laidScript(input);
  if (!laid) return [heardName(input.speech, speech)];
  return laid.voices.map(({ layout }) => nameOf(layoutName(layout), soundName(input.speech.info)));
}

/** The new speech, and beside it what the video's own sound asks of the mouth. */
export async function listen(run: StepRun, ready: Ready, parts: Parts): Promise<Sound> {
  const { input, workers } = run;
  const { analyses } = run.parts;
  const voices = ready.voices.length > 0 ? ready.voices : [ready.speech];
  const weights = voices.map(({ info }) => usedSeconds(info.duration, parts.speech ?? undefined));
  const own = usedSeconds(ready.video.info.duration, parts.own ?? undefined);
  const [forOwn, ...forVoices] = shareStep('listen', [own, ...weights], reporter(run));
  const names = speechNames(input, parts);
  const curves: MouthCurve[] = [];
  let device: Sound['device'] = null;
  for (const [i, { file }] of voices.entries()) {
    const hear = () =>
      workers.speech.run(
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
  workers.speech.dispose();
  const [speech, ...others] = curves as [MouthCurve, ...MouthCurve[]];
  return {
    ...{ speech, others, device },
    own: heardOwn?.curve ?? null,
    ownFrom: parts.own?.from ?? 0,
  };
}

/** What the video's own sound asks of the mouth. */
export function hearOwn(
  run: StepRun,
  { video }: Pick<Ready, 'video'>,
  { own }: Parts,
  onProgress?: ReturnType<typeof reporter>,
): Promise<Heard<MouthCurve | null>> {
  const { workers } = run;
  const { analyses } = run.parts;
  const hear = () =>
    workers.speech.run(
      (service, port) => service.listenToOwn(video.file, own, port),
      options(run, onProgress),
    );
  const source = run.input.video;
  return analyses.ownSound(source.id, heardName(source, own), () => heard(run, hear()));
}

/** A curve, and where the model ran that made it. */
async function heard<Curve>(run: StepRun, curve: Promise<Curve>): Promise<Heard<Curve>> {
  const value = await curve;
  const device = await run.workers.speech.run((service, port) => service.device(port), {
    signal: run.signal,
  });
  return { curve: value, device };
}

/** What is used of a speech, from the curve of all of it or of a part. */
function used(curve: MouthCurve, range: TimeRange | undefined, part: TimeRange | null): MouthCurve {
  if (!range) return curve;
  const start = part?.from ?? 0;
  return cutCurve(curve, { from: range.from - start, to: range.to - start });
}
