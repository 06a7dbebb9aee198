import { expose } from 'comlink';
import mouth from '../models/mouth/mouth.json';
import { withControl } from '../src/engine/bridge/control';
import { moving } from '../src/engine/bridge/move';
import type {
  OutputRef,
  PlanCall,
  RenderRequest,
  RenderService,
  SnapshotRequest,
} from '../src/engine/bridge/services';
import '../src/engine/bridge/wire-errors';
import { fading } from '../src/engine/painters/fading';
import { DubError } from '../src/engine/core/errors';
import type { VideoInfo } from '../src/engine/core/media-info';
import { DEFAULT_SETTINGS, type DubPlan } from '../src/engine/plan/dub-plan';
import { planDub } from '../src/engine/painters/reuse/plan';
import type { TaskContext } from '../src/engine/core/progress';
import { createReusePainter } from '../src/engine/painters/reuse/painter';
import { checkMouthModel } from '../src/engine/face/mouth-model';
import { planWav2Lip } from '../src/engine/painters/wav2lip/plan';
import { openNoiseFilter } from '../src/engine/inference/speech/noise-filter';
import { fingerprint } from '../src/engine/media/output/fingerprint';
import type { LogPlace } from '../src/engine/media/output/packet-log';
import { renderVideo, type CreatePainter } from '../src/engine/media/render/render';
import { takeSnapshot } from '../src/engine/media/render/snapshot';
import { SigningKeys } from '../src/app/storage/records/signing-keys';
import { prepareWav2Lip } from './wav2lip';

function plan({ wav2lip, ...request }: PlanCall): DubPlan {
  const model = checkMouthModel(mouth);
  return wav2lip ? planWav2Lip({ ...request, wav2lip }, model.reference) : planDub(request, model);
}

/** A built worker's name holds the hash of its code: another build may paint otherwise. */
const BUILD = self.location.pathname.slice(self.location.pathname.lastIndexOf('/') + 1);

/**
 * The whole request decides what is encoded, but for what is told of its origins afterwards; for its files stand their
 * content hashes.
 */
async function logOf({ origins: _, ...request }: RenderRequest): Promise<{ log?: LogPlace }> {
  if (!request.checkpoint) return {};
  return { log: { path: request.checkpoint.path, fingerprint: await fingerprint({ BUILD, ...request }) } };
}

const signingKeys = new SigningKeys();

async function credentialsOf({ origins }: RenderRequest) {
  return origins ? { credentials: { origins, signer: await signingKeys.signer() } } : {};
}

type Painted = Pick<OutputRef, 'device' | 'fallback'>;

/** Runs `use` with the painter of the plan's engine, and says where that ran. */
async function withPainter<T>(
  request: SnapshotRequest,
  context: TaskContext,
  use: (createPainter: CreatePainter, video: VideoInfo) => Promise<T>,
): Promise<T & Painted> {
  const { info, plan } = request;
  const { video } = info;
  if (!video) throw new DubError('input/no-video');
  if (plan.engine === 'reuse')
    return use(() => fading(createReusePainter(plan, video), plan.share), video) as Promise<T & Painted>;
  const engine = await prepareWav2Lip({ ...request, plan }, video, context);
  try {
    return { ...(await use(engine.createPainter, video)), device: engine.device, fallback: engine.fallback };
  } finally {
    await engine.release();
  }
}

async function render(request: RenderRequest, context: TaskContext): Promise<OutputRef> {
  const { plan, video, speech, target, encoder = 'auto', output = DEFAULT_SETTINGS } = request;
  const { label, facts, span, shown, spoken, heard, sound, copies } = request;
  const log = await logOf(request);
  const credentials = await credentialsOf(request);
  const marks = {
    ...(label && { label }),
    ...(facts && { facts }),
    ...(span && { span }),
    ...(shown && { shown }),
    ...(spoken && { spoken }),
    ...(heard && { heard }),
    ...(sound && { sound }),
    ...(copies !== undefined && { copies }),
    ...(sound?.recording === 'cleaned' && { cleaner: openNoiseFilter }),
    ...credentials,
  };
  return withPainter(request, context, async (createPainter, { bitrate }) => {
    const job = { video, speech, plan, sourceBitrate: bitrate, output, ...marks, target, encoder, ...log };
    return { path: target, ...(await renderVideo(job, createPainter, context)) };
  });
}

const service: RenderService = {
  plan: (request, port) =>
    withControl(port, async ({ report }) => {
      const planned = plan(request);
      report({ step: 'plan', done: 1, total: 1 });
      return moving(planned);
    }),
  render: (request, port) => withControl(port, (context) => render(request, context)),
  snapshot: (request, port) =>
    withControl(port, (context) =>
      withPainter(request, context, (createPainter) => takeSnapshot(request, createPainter, context.signal)),
    ),
};
expose(service);
