import { DubError } from '../../../core/errors';
import type { VideoInfo } from '../../../core/media-info';
import { flatFrames } from '../../../face/track/face-frames';
import { OUTER_LIP, trackedIndex } from '../../../face/track/landmarks';
import { smoothFrames } from '../../../face/track/smooth';
import { bounds, evenBox, type Box } from '../../../picture/box';
import { planes, type Picture } from '../../../picture/picture';
import { combineShares } from '../../../timeline/fade';
import type { PainterCode, PlanOf } from '../../kind';
import type { Painter } from '../../painter';
import { frameOf } from '../../shared/face-geometry';
import { keepFrames } from '../../shared/kept';
import { outputFrames } from '../../shared/output-frames';
import type { MirrorInputs, MirrorSettings } from './index';

export const code: PainterCode<MirrorSettings, MirrorInputs> = {
  plan(request, { half }, { reference }) {
    const { info, track, settings, keepOriginal = [] } = request;
    if (!info.video) throw new DubError('input/no-video');
    const { fps } = info.video;
    const kept = keepFrames(track, reference, keepOriginal);
    const frames = outputFrames(request, fps);
    const { base } = frames;
    const { blending, sharpening } = settings;
    return {
      ...{ fps, ...frames, look: { blending, sharpening } },
      ...combineShares(base, kept.strength, new Uint8Array(base.length)),
      inputs: {
        points: flatFrames(smoothFrames(kept.track)),
        half: new Float32Array(base.length).fill(half),
      },
    };
  },
  open: async (plan, { video }) => ({
    createPainter: () => paintMirrored(plan, video),
    release: async () => {},
  }),
};

function paintMirrored({ base, inputs }: PlanOf<MirrorInputs>, video: VideoInfo): Painter {
  return {
    ...{ batch: 1, studies: new Int32Array(0), study: () => {}, release: () => {} },
    paint: (works) =>
      works.forEach(({ index, frame }) => {
        const points = frameOf(inputs.points, base[index] as number, video);
        flip(frame, mouthBox(points, inputs.half[index] as number, frame));
      }),
  };
}

function mouthBox(points: Float32Array, half: number, picture: Picture): Box {
  const lips = OUTER_LIP.map(trackedIndex).flatMap((k) => [
    points[2 * k] as number,
    points[2 * k + 1] as number,
  ]);
  const { left, right, top, bottom } = bounds(lips, 0);
  const grow = (half - 0.5) * (right - left);
  return evenBox(left - grow, top - grow, right + grow, bottom + grow, picture);
}

function flip(frame: Picture, { x, y, width, height }: Box): void {
  planes(frame).forEach((plane, i) => {
    const scale = i === 0 ? 1 : 2;
    for (let row = y / scale; row < (y + height) / scale; row++) {
      const at = row * plane.width + x / scale;
      plane.data.subarray(at, at + width / scale).reverse();
    }
  });
}
