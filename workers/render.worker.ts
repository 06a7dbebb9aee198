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
import { painterOf } from '../src/engine/painters';
import { fading } from '../src/engine/painters/fading';
import type { OpenPainter } from '../src/engine/painters/kind';
import { sharingNetwork } from '../src/engine/painters/sharing-network';
import { together } from '../src/engine/painters/together';
import type { Ran } from '../src/engine/painters/kind';
import { DubError } from '../src/engine/core/errors';
import type { VideoInfo } from '../src/engine/core/media-info';
import { DEFAULT_SETTINGS, keptByAll, plansOf, type DubPlan } from '../src/engine/plan/dub-plan';
import type { TaskContext } from '../src/engine/core/progress';
import { checkMouthModel } from '../src/engine/face/mouth-model';
import { openNoiseFilter } from '../src/engine/inference/speech/noise-filter';
import { fingerprint } from '../src/engine/media/output/fingerprint';
import type { LogPlace } from '../src/engine/media/output/packet-log';
import { renderVideo } from '../src/engine/media/render/render';
import type { CreatePainter } from '../src/engine/media/render/render-job';
import { takeSnapshot } from '../src/engine/media/render/snapshot';
import { signerOf } from '../src/engine/job/signing-key';
import { painterTools } from './painter-tools';

async function plan({ painter, ...request }: PlanCall): Promise<DubPlan> {
  const kind = painterOf(painter.id);
  const { plan } = await kind.load();
  return { ...plan(request, painter.settings, checkMouthModel(mouth)), painter: kind.id };
}

/** A built worker's name holds the hash of its code: another build may paint otherwise. */
const BUILD = self.location.pathname.slice(self.location.pathname.lastIndexOf('/') + 1);

/**
 * The whole request decides what is encoded, but for what it is signed with afterwards; for its files stand their
 * content hashes.
 */
async function logOf({ signing: _, ...request }: RenderRequest): Promise<{ log?: LogPlace }> {
  if (!request.checkpoint) return {};
  return { log: { path: request.checkpoint.path, fingerprint: await fingerprint({ BUILD, ...request }) } };
}

const credentialsOf = ({ signing }: RenderRequest) =>
  signing ? { credentials: { origins: signing.origins, signer: signerOf(signing.key) } } : {};

/** Runs `use` with the painters of the plan as one, and says where their network ran, if they have one. */
async function withPainter<T>(
  request: SnapshotRequest,
  context: TaskContext,
  use: (createPainter: CreatePainter, video: VideoInfo) => Promise<T>,
): Promise<T & Partial<Ran>> {
  const { info, plan } = request;
  const { video } = info;
  if (!video) throw new DubError('input/no-video');
  const { open } = await painterOf(plan.painter).load();
  const plans = plansOf(plan);
  const tools = sharingNetwork(painterTools(request, video, context));
  const painters: OpenPainter[] = [];
  try {
    for (const [i, each] of plans.entries()) {
      const speech = request.voices?.[i] ?? request.speech;
      const { hear } = painterTools({ ...request, speech }, video, context);
      painters.push(await open(each, { ...tools, hear }));
    }
    const answer = await use((colors) => {
      const made = painters.map((painter) => painter.createPainter(colors));
      const shares = made.map((painter, i) => fading(painter, (plans[i] as DubPlan).share));
      return together(
        shares,
        plans.map(({ keep }) => keep),
      );
    }, video);
    return { ...answer, ...painters[0]?.ran };
  } finally {
    for (const painter of painters) await painter.release();
    await tools.release();
  }
}

async function render(request: RenderRequest, context: TaskContext): Promise<OutputRef> {
  const plan = { ...request.plan, keep: keptByAll(request.plan) };
  const { video, speech, target, encoder = 'auto', output = DEFAULT_SETTINGS } = request;
  const {
    label,
    facts,
    span,
    shown,
    spoken,
    heard,
    sound,
    copies,
    script,
    rest,
    spent,
    subtitles,
    captions,
  } = request;
  const log = await logOf(request);
  const credentials = credentialsOf(request);
  const marks = {
    ...(label && { label }),
    ...(facts && { facts }),
    ...(span && { span }),
    ...(shown && { shown }),
    ...(spoken && { spoken }),
    ...(heard && { heard }),
    ...(sound && { sound }),
    ...(copies !== undefined && { copies }),
    ...(script && { script }),
    ...(subtitles && { subtitles }),
    ...(captions && { captions }),
    ...(rest && { rest }),
    ...(sound?.recording === 'cleaned' && { cleaner: openNoiseFilter }),
    ...credentials,
  };
  return withPainter(request, context, async (createPainter, { bitrate }) => {
    const job = {
      video,
      speech,
      plan,
      spent: spent ?? bitrate,
      output,
      ...marks,
      target,
      encoder,
      ...log,
    };
    return { path: target, ...(await renderVideo(job, createPainter, context)) };
  });
}

const service: RenderService = {
  plan: (request, port) =>
    withControl(port, async ({ report }) => {
      const planned = await plan(request);
      report({ step: 'plan', done: 1, total: 1 });
      return moving(planned);
    }),
  render: (request, port) => withControl(port, (context) => render(request, context)),
  snapshot: (request, port) =>
    withControl(port, (context) =>
      withPainter(request, context, (createPainter) => {
        const plan = { ...request.plan, keep: keptByAll(request.plan) };
        return takeSnapshot({ ...request, plan }, createPainter, context.signal);
      }),
    ),
};
expose(service);
