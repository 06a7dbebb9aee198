import { expose, transfer } from 'comlink';
import { toErrorData } from '../../src/engine/core/errors';
import { pictureBytes } from '../../src/engine/picture/picture';
import type { Device } from '../../src/engine/inference/onnx-runtime';
import { largestDifference, testInput } from '../../src/engine/inference/networks/wav2lip-check';
import { openWav2Lip } from '../../src/engine/inference/networks/wav2lip-session';
import { knownColor } from '../../src/engine/media/pictures/color';
import { openFootage, type Footage } from '../../src/engine/media/decode/footage';
import { paintedPictures } from '../../src/engine/media/render/painted-pictures';
import { code } from '../../src/engine/painters/wav2lip/code';
import { painterTools } from '../../workers/painter-tools';
import type { Wav2LipLab } from './wav2lip';

const { signal } = new AbortController();
const bytesOf = async (file: Blob) => new Uint8Array(await file.arrayBuffer());

async function answer(bytes: Uint8Array, device: Device): Promise<Float32Array> {
  const { net, release } = await openWav2Lip(bytes, device);
  const { mel, faces } = testInput(net.size);
  const frames = await net.run(mel, faces, 1);
  await release();
  return frames;
}

/** Decoded pictures, with a copy of each kept in `into`. */
async function* remembered(footage: Footage, base: Int32Array, into: Uint8Array) {
  let at = 0;
  for await (const { picture } of footage.pictures(base, signal)) {
    into.set(picture.data, at);
    at += picture.data.length;
    yield { picture };
  }
}

const service: Wav2LipLab = {
  async difference(network) {
    const bytes = await bytesOf(network);
    return largestDifference(await answer(bytes, 'webgpu'), await answer(bytes, 'wasm'));
  },
  async open(network, wish) {
    try {
      const { device, release } = await openWav2Lip(await bytesOf(network), wish);
      await release();
      return { device };
    } catch (reason) {
      return { code: toErrorData(reason).code };
    }
  },
  async paint({ video, plan, info, ...rest }) {
    if (!info.video) throw new Error('no video');
    const footage = await openFootage(video);
    const tools = painterTools({ ...rest, device: 'wasm' }, info.video, { signal, report: () => {} });
    const engine = await code.open(plan, tools);
    const painter = engine.createPainter(knownColor(footage.colorSpace, info.video.codedHeight));
    const size = pictureBytes(info.video.codedWidth, info.video.codedHeight);
    const before = new Uint8Array(plan.base.length * size);
    const after = new Uint8Array(plan.base.length * size);
    for await (const { index, picture } of footage.pictures(painter.studies, signal))
      painter.study(index, picture);
    let at = 0;
    for await (const { data } of paintedPictures(
      remembered(footage, plan.base, before),
      plan.keep,
      painter,
    )) {
      after.set(data, at);
      at += size;
    }
    painter.release();
    await engine.release();
    footage.close();
    return transfer({ before, after }, [before.buffer, after.buffer]);
  },
};
expose(service);
