import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { soundOf, videoOf } from '../../scripts/ffmpeg';
import { expectVideo } from '../e2e/expect-video';
import { fixture } from '../fixtures/make';
import { useLab } from './use-lab';

const { dub } = useLab();
const network = (name: string) => fileURLToPath(new URL(`../fixtures/${name}.onnx`, import.meta.url));

describe('the Wav2Lip engine', () => {
  it.each(['wav2lip-tiny-batch1', 'wav2lip-tiny-batch8', 'wav2lip-tiny-time5', 'wav2lip-tiny-half'])(
    'paints every frame with a file of its own ways: %s',
    async (name) => {
      const { out, painter } = await dub('face-short.mp4', 'voice.wav', {
        wav2lip: { network: network(name) },
      });
      expect(painter.id).toBe('wav2lip');
      expectVideo(out, { source: fixture('face-short.mp4'), seconds: 3 });
    },
  );

  it('works exactly as published, which ends before the sound does', async () => {
    const wav2lip = { network: network('wav2lip-tiny'), settings: { method: 'published' as const } };
    const { out } = await dub('face-short.mp4', 'voice.wav', { wav2lip });
    // 3 s of sound are 241 columns; a window of 16 every 3.2 fits 72 times (trunc(i · 3.2) + 16 ≤ 241), then the last.
    expect(videoOf(out).frames).toBe(72);
    expect(soundOf(out).duration).toBeGreaterThan(2.995);
  });
});
