import { describe, expect, it } from 'vitest';
import { dubOnPage } from '../../scripts/studio-page';
import { useStudio } from '../e2e/studio';
import { COLORS } from '../formats/cases';
import { faultsOf } from '../formats/faults';
import { writeCases } from '../formats/files';
import { expectHarmless } from './dub-formats';

const studio = useStudio();

it('reads the colours of every video of the matrix and harms nothing', () => expectHarmless(studio, COLORS));

describe('without memory that can be shared with ffmpeg', () => {
  const bare = useStudio({ isolation: false });

  it('brings HDR to SDR by the filters of ffmpeg', async () => {
    const hdr = COLORS.find(({ file }) => file === 'pq-hevc.mov')!;
    const [source] = writeCases([hdr], bare.scratch('')).values();
    const page = await bare.open({ label: 'off' });
    const out = bare.scratch('bare.mp4');
    await dubOnPage(page, { video: source!, speech: source!, out });
    expect(faultsOf(hdr, source!, out)).toEqual([]);
  });
});
