import { expose } from 'comlink';
import mouth from '../models/mouth/mouth.json';
import { withControl } from '../src/bridge/control';
import type { OutputRef, RenderRequest, RenderService } from '../src/bridge/services';
import '../src/bridge/wire-errors';
import { DubError } from '../src/dub/errors';
import { planDub } from '../src/dub/plan/plan';
import type { TaskContext } from '../src/dub/progress';
import { createReusePainter } from '../src/dub/reuse/painter';
import { checkMouthModel } from '../src/dub/speech/mouth-model';
import { renderVideo } from '../src/media/render';

async function render(request: RenderRequest, context: TaskContext): Promise<OutputRef> {
  const { info, plan, video, speech, target, encoder = 'auto' } = request;
  if (!info.video) throw new DubError('input/no-video');
  const painter = createReusePainter(plan, info.video);
  try {
    const sourceBitrate = info.video.bitrate;
    const job = { video, speech, plan, sourceBitrate, target, encoder };
    return { path: target, ...(await renderVideo(job, painter, context)) };
  } finally {
    painter.release();
  }
}

const service: RenderService = {
  plan: (request, port) =>
    withControl(port, async ({ report }) => {
      const plan = planDub(request, checkMouthModel(mouth));
      report({ step: 'plan', done: 1, total: 1 });
      return plan;
    }),
  render: (request, port) => withControl(port, (context) => render(request, context)),
};
expose(service);
