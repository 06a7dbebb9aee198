import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { DubError } from '../../../engine/core/errors';
import { DEFAULT_SETTINGS } from '../../../engine/plan/dub-plan';
import { planDub } from '../../../engine/painters/reuse/plan';
import {
  trackOf as trackOfPerson,
  type PersonTrack,
  type VideoPeople,
} from '../../../engine/face/people/video-people';
import { curveOf, model, peopleOf, trackOf } from '../../../engine/plan/testing';
import { CacheStore } from '../../storage/records/caches';
import { openDatabase } from '../../storage/records/database';
import type { Heard } from '../../../engine/job/analyses/analysis-store';
import { memoryFiles } from '../../storage/records/testing';
import { Analyses } from './analyses';
import { videoInfo } from '../testing';

let files: ReturnType<typeof memoryFiles>;
/** As after a reload: nothing in memory, the same disk. */
let reloaded: () => Analyses;
beforeEach(() => {
  files = memoryFiles();
  const name = `test-${Math.random()}`;
  reloaded = () => new Analyses(new CacheStore(files, () => openDatabase(name)));
});

const measured = peopleOf(trackOf(Array.from({ length: 60 }, (_, i) => Math.sin(i / 3))));
const said = curveOf(2, (at) => Math.sin(9 * at));
const heard: Heard = { curve: said, device: 'wasm' };
const never = () => Promise.reject(new Error('asked for what is known'));

/** The files on the disk of one kind, changed. */
function change(
  kind: string,
  to: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>,
): Promise<void[]> {
  const paths = [...files.bytes.keys()].filter((path) => path.startsWith(`cache/${kind}-`));
  return Promise.all(
    paths.map(async (path) => {
      const bytes = new Uint8Array(await files.bytes.get(path)!.arrayBuffer());
      files.bytes.set(path, new Blob([to(bytes)]));
    }),
  );
}

describe('tracks', () => {
  it('gives the same plan from the disk as without it', async () => {
    const planOf = (people: VideoPeople) =>
      planDub(
        {
          info: videoInfo,
          track: trackOfPerson(people, 0),
          speech: said,
          own: null,
          settings: DEFAULT_SETTINGS,
        },
        model,
      );
    const analyses = reloaded();
    const fresh = planOf(await analyses.track('v', '', async () => measured));
    expect(planOf(await analyses.track('v', '', never))).toEqual(fresh);
    expect(planOf(await reloaded().track('v', '', never))).toEqual(fresh);
  });

  it('tells before what it knows', async () => {
    expect(await reloaded().knows('track', 'v')).toBe(false);
    await reloaded().track('v', '', async () => measured);
    expect(await reloaded().knows('track', 'v')).toBe(true);
    expect(await reloaded().knows('track', 'other')).toBe(false);
    expect(await reloaded().knows('curve', 'v')).toBe(false);
    expect(await reloaded().knows('track', 'v', 'another part')).toBe(false);
  });

  it('tells the parts of a video apart', async () => {
    const shifted = ({ values, ...person }: PersonTrack) => ({
      ...person,
      values: values.map((value) => value + 8),
    });
    const other = { ...measured, people: measured.people.map(shifted) };
    await reloaded().track('v', '', async () => measured);
    await reloaded().track('v', '0-60', async () => other);
    const [first, second] = [
      await reloaded().track('v', '', never),
      await reloaded().track('v', '0-60', never),
    ];
    const valueOf = ({ people }: VideoPeople) => people[0]?.values[0] as number;
    expect(valueOf(second)).toBe(valueOf(first) + 8);
  });

  it('makes anew what is damaged, and keeps that', async () => {
    await reloaded().track('v', '', async () => measured);
    await change('track', (bytes) => bytes.fill(7, 100, 120));
    const make = vi.fn(async () => measured);
    await reloaded().track('v', '', make);
    await reloaded().track('v', '', make);
    expect(make).toHaveBeenCalledTimes(1);
  });

  it('does not read what another version wrote', async () => {
    await reloaded().track('v', '', async () => measured);
    for (const [path, blob] of [...files.bytes]) {
      files.bytes.delete(path);
      files.bytes.set(path.replace(/\.v\d+-/, '.v0-'), blob);
    }
    const make = vi.fn(async () => measured);
    await reloaded().track('v', '', make);
    expect(make).toHaveBeenCalledTimes(1);
  });

  it('goes on where nothing can be written', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    files.write = () => Promise.reject(new DOMException('', 'QuotaExceededError'));
    const analyses = reloaded();
    const { people } = await analyses.track('v', '', async () => measured);
    expect((await analyses.track('v', '', never)).people).toEqual(people);
    vi.restoreAllMocks();
  });
});

describe('sounds', () => {
  it('are the same from the disk to the last bit', async () => {
    expect(await reloaded().speech('s', '', async () => heard)).toEqual(heard);
    expect(await reloaded().speech('s', '', never)).toEqual(heard);
  });

  it('are heard once where a video is also where the speech comes from', async () => {
    await reloaded().ownSound('v', '', async () => heard);
    expect(await reloaded().speech('v', '', never)).toEqual(heard);
  });

  it('that are of no use are remembered for the video, and refused again as speech', async () => {
    const nothing = { curve: null, device: 'wasm' as const };
    await reloaded().ownSound('v', '', async () => nothing);
    expect(await reloaded().ownSound('v', '', never)).toEqual(nothing);
    const silent = new DubError('input/speech-silent');
    await expect(reloaded().speech('v', '', () => Promise.reject(silent))).rejects.toBe(silent);
  });
});

describe('conversions', () => {
  const make = () =>
    vi.fn(async (target: string) => void (await files.write(target, new Blob(['converted']))));
  const read = async (path: string) => (await files.open(path)).text();

  it('are made once and used again', async () => {
    const convert = make();
    expect(await reloaded().converted('v', convert, read)).toBe('converted');
    expect(await reloaded().converted('v', convert, read)).toBe('converted');
    expect(convert).toHaveBeenCalledTimes(1);
  });

  it('are made anew where one that lay there is of no use', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    const convert = make();
    const whole = async (path: string) => {
      const text = await read(path);
      if (text !== 'converted') throw new DubError('input/unreadable');
      return text;
    };
    await reloaded().converted('v', convert, whole);
    await change('video', (bytes) => bytes.slice(0, 4));
    expect(await reloaded().converted('v', convert, whole)).toBe('converted');
    expect(convert).toHaveBeenCalledTimes(2);
    vi.restoreAllMocks();
  });

  it('that fail at once are not tried twice', async () => {
    const broken = new DubError('input/unsupported');
    const convert = vi.fn(() => Promise.reject(broken));
    await expect(reloaded().converted('v', convert, read)).rejects.toBe(broken);
    expect(convert).toHaveBeenCalledTimes(1);
  });
});
