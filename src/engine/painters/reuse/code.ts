import type { PainterCode } from '../kind';
import type { ReuseInputs } from './inputs';
import { createReusePainter } from './painter';
import { planDub } from './plan';

export const code: PainterCode<object, ReuseInputs> = {
  plan: (request, _settings, model) => planDub(request, model),
  open: async (plan, { video }) => ({
    createPainter: () => createReusePainter(plan, video),
    release: async () => {},
  }),
};
