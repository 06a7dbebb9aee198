import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { startBenchPage } from './bench-page';
import { nameOf, type BenchOptions } from './options';
import type { OwnWork, Throughput } from './page/wav2lip.worker';
import { table } from './table';

/** Sizes of faces whose own work is measured: Wav2Lip's, and the largest in circulation but one. */
const SIZES = [96, 256];
/** Frames of which the engine's own work is measured. */
const OWN_FRAMES = 40;
/** Frames of one round, and rounds: short ones where a frame takes long, for the machine's load changes. */
const ROUNDS = { wasm: { frames: 8, rounds: 9 }, webgpu: { frames: 240, rounds: 5 } };

type Bare = { device: string; precision: string; batch: number; framesPerSecond: number };

export type Wav2LipFigures = {
  clip: string;
  own: (OwnWork & { size: number })[];
  throughput?: Throughput & { device: string };
  torch?: Bare;
};

/** The published network alone, in PyTorch of another Python. */
function bareTorch(python: string, batch: number): Bare {
  const script = fileURLToPath(new URL('wav2lip_torch.py', import.meta.url));
  const { status, stdout, stderr } = spawnSync(python, [script, '--batch', `${batch}`], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${python}: ${stderr}`);
  return JSON.parse(stdout) as Bare;
}

const ms = (value: number) => value.toFixed(2);
const rate = (value: number) => (1000 / value).toFixed(1);

/**
 * The Wav2Lip engine's own work a frame; with `--model` also its throughput beside the network's alone, in the same
 * page and run; with `--python` also the published network's in PyTorch.
 */
export async function benchWav2Lip(options: BenchOptions): Promise<Wav2LipFigures> {
  const [clip, speech] = [options.clips[0], options.speeches[0]];
  if (clip === undefined || speech === undefined) throw new Error('A clip and a speech are needed.');
  const { device, model, python } = options.wav2lip;
  const page = await startBenchPage({ webgpu: device === 'webgpu' });
  const figures: Wav2LipFigures = { clip: nameOf(clip), own: [] };
  try {
    for (const size of SIZES)
      figures.own.push({ size, ...(await page.ownWork(clip, speech, OWN_FRAMES, size)) });
    console.log(`${nameOf(clip)}, milliseconds a frame on one core, without the network:\n`);
    const rows = figures.own.map(({ size, mel, prepare, finish, total }) => [
      `${size}`,
      ms(mel),
      ms(prepare),
      ms(finish),
      ms(total),
    ]);
    console.log(table(['face', 'spectrogram', 'cut, window', 'paste', 'all'], rows));
    if (model === undefined) return figures;
    const { frames, rounds } = ROUNDS[device];
    const measured = await page.throughput(clip, speech, model, frames, device, rounds);
    figures.throughput = { ...measured, device };
    console.log(
      `\n${nameOf(model)} on ${device}, frames a second (ratio: time of the engine over the network's better):\n`,
    );
    const { engine, bare, bareBatch, batch, ratio } = measured;
    console.log(
      table(
        ['engine', 'network, 1 at once', `network, ${batch} at once`, 'ratio'],
        [[rate(engine), rate(bare), rate(bareBatch), ratio.toFixed(3)]],
      ),
    );
    if (python === undefined) return figures;
    figures.torch = bareTorch(python, batch);
    const { framesPerSecond, precision, device: where } = figures.torch;
    const share = 1000 / engine / framesPerSecond;
    console.log(
      `\nPyTorch, ${precision} on ${where}: ${framesPerSecond.toFixed(1)} frames a second; the engine makes ${share.toFixed(3)} of that.`,
    );
    return figures;
  } finally {
    await page.close();
  }
}
