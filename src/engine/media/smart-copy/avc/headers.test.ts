import { beforeAll, describe, expect, it, vi } from 'vitest';
import { encode, traceHeaders, writeStream, type TracedElement } from '../../../../../tests/fixtures/h264';
import { readConfigRecord } from './config-record';
import { NAL, splitUnits, typeOf } from './nal-units';
import { parsePps, parseSps, renamePps } from './parameter-sets';
import { parseSliceHeader } from './slice-header';

// Each stream is made and read by runs of ffmpeg.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const SIZE = { width: 144, height: 84 };
const FRAMES = 20;
const PICTURES = `testsrc2=size=144x84:rate=25:duration=${FRAMES / 25},fade=in:0:10`;

const STREAMS = {
  baseline: ['-profile:v', 'baseline', '-refs', '1', '-g', '7'],
  'main with weights and slices': [
    ...['-profile:v', 'main', '-bf', '0', '-refs', '3', '-g', '9'],
    ...['-x264-params', 'slices=2:weightp=2:deblock=1,-1'],
  ],
  'high, reordering what it refers to': ['-profile:v', 'high', '-bf', '0', '-refs', '4'],
};

/** The elements of each unit: every one begins with this bit. */
function byUnit(elements: readonly TracedElement[]): Map<string, TracedElement>[] {
  const units: Map<string, TracedElement>[] = [];
  for (const element of elements) {
    if (element.name === 'forbidden_zero_bit') units.push(new Map());
    units.at(-1)!.set(element.name, element);
  }
  return units;
}

describe.each(Object.entries(STREAMS))('the headers of %s', (_, args) => {
  const read = async () => {
    const stream = await encode(PICTURES, args);
    const units = byUnit(await traceHeaders(await writeStream(stream, SIZE), FRAMES));
    const record = readConfigRecord(stream.description)!;
    const of = (...types: number[]) =>
      units.filter((unit) => types.includes(unit.get('nal_unit_type')!.value));
    return { stream, record, of };
  };

  let all: Awaited<ReturnType<typeof read>>;
  beforeAll(async () => {
    all = await read();
  });

  it('are what ffmpeg reads in them', () => {
    const { stream, record, of } = all;
    const sps = parseSps(record.sequence[0]!);
    const pps = parsePps(record.picture[0]!);
    const value = (unit: Map<string, TracedElement>, name: string) => unit.get(name)?.value;
    const [sequence] = of(NAL.sps);
    const [picture] = of(NAL.pps);
    expect(sps).toMatchObject({
      profile: value(sequence!, 'profile_idc'),
      level: value(sequence!, 'level_idc'),
      frameNumBits: value(sequence!, 'log2_max_frame_num_minus4')! + 4,
      orderType: value(sequence!, 'pic_order_cnt_type'),
      orderBits: (value(sequence!, 'log2_max_pic_order_cnt_lsb_minus4') ?? -4) + 4,
      maxRefFrames: value(sequence!, 'max_num_ref_frames'),
      size: [9, 6, 0, 0, 0, value(sequence!, 'frame_crop_bottom_offset')],
    });
    expect(pps).toMatchObject({
      cabac: value(picture!, 'entropy_coding_mode_flag') === 1,
      references: value(picture!, 'num_ref_idx_l0_default_active_minus1')! + 1,
      isWeighted: value(picture!, 'weighted_pred_flag') === 1,
      hasDeblocking: value(picture!, 'deblocking_filter_control_present_flag') === 1,
      isHigh: picture!.has('transform_8x8_mode_flag'),
    });
    const slices = stream.packets
      .flatMap(({ data }) => splitUnits(data, 4))
      .filter((unit) => [NAL.slice, NAL.idr].some((type) => type === typeOf(unit)));
    const traced = of(NAL.slice, NAL.idr);
    expect(slices.length).toBe(traced.length);
    slices.forEach((unit, i) => {
      const elements = traced[i]!;
      elements.delete('cabac_alignment_one_bit');
      expect(parseSliceHeader(unit, { sps, pps: new Map([[pps.id, pps]]) })).toMatchObject({
        firstMacroblock: value(elements, 'first_mb_in_slice'),
        type: value(elements, 'slice_type'),
        frameNum: value(elements, 'frame_num'),
        idrId: value(elements, 'idr_pic_id') ?? null,
        afterOrder: Math.max(
          ...['frame_num', 'idr_pic_id', 'pic_order_cnt_lsb'].map((name) => elements.get(name)?.end ?? 0),
        ),
        end: Math.max(...Array.from(elements.values(), ({ end }) => end)),
      });
    });
  });

  it('take another id, and stay what they are', () => {
    const { picture } = all.record;
    const { afterIds: _, ...before } = parsePps(picture[0]!);
    const renamed = renamePps(picture[0]!, 37, 3);
    const { afterIds: __, ...after } = parsePps(renamed);
    expect(after).toEqual({ ...before, id: 37, spsId: 3 });
    expect(renamePps(renamed, before.id, before.spsId)).toEqual(picture[0]);
  });
});
