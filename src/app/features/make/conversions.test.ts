import { expect, it, vi } from 'vitest';
import { DubError } from '../../../engine/core/errors';
import { Conversions, type ConversionsParts } from './conversions.svelte';
import type { Chosen } from '../../jobs/intake/intake';
import { speechInfo, videoInfo } from '../../jobs/testing';

const chosen = (name: string, info: Partial<Chosen['info']> = {}): Chosen => ({
  file: new File(['x'], name),
  info: { ...videoInfo, ...info },
});
const hevc = (name = 'phone.mov') => chosen(name, { reader: 'ffmpeg' });

/** Conversions that end when the test says so. */
function setUp() {
  const asked: {
    name: string;
    signal: AbortSignal;
    end: (value: Chosen) => void;
    fail: (r: unknown) => void;
  }[] = [];
  const convert: ConversionsParts['convert'] = (_, { file }, { signal, onProgress }) => {
    onProgress({ step: 'convert', done: 1, total: 4 });
    return new Promise((end, fail) => asked.push({ name: file.name, signal, end, fail }));
  };
  const onready = vi.fn();
  const onfailed = vi.fn();
  return { asked, onready, onfailed, conversions: new Conversions({ convert, onready, onfailed }) };
}
const turn = () => new Promise((resolve) => setTimeout(resolve));

it('begins with the drop, tells how far it is, and hands the readable file over', async () => {
  const { asked, onready, conversions } = setUp();
  const given = hevc();
  conversions.begin('video', given);
  expect(conversions.of.video).toEqual({ state: 'working', fraction: 0.25 });
  const converted = chosen('converted');
  asked[0]?.end(converted);
  await turn();
  expect(conversions.of.video).toEqual({ state: 'ready', chosen: converted });
  expect(onready).toHaveBeenCalledWith('video', given, converted, expect.anything());
});

it('leaves alone what is read as it is, and still pictures', () => {
  const { asked, conversions } = setUp();
  conversions.begin('video', chosen('talk.mp4'));
  conversions.begin('video', chosen('face.jpg', { reader: 'picture' }));
  conversions.begin('speech', { file: new File(['x'], 's.wav'), info: speechInfo });
  expect(asked).toEqual([]);
  expect(conversions.of.video.state).toBe('none');
});

it('waits while a job runs, and begins then', () => {
  const { asked, conversions } = setUp();
  conversions.hold(true);
  conversions.begin('video', hevc());
  expect(conversions.of.video.state).toBe('waiting');
  expect(asked).toEqual([]);
  conversions.hold(false);
  expect(asked).toHaveLength(1);
});

it('ends when another file takes the place, whose own conversion counts', async () => {
  const { asked, onready, conversions } = setUp();
  conversions.begin('video', hevc('first.mov'));
  conversions.begin('video', hevc('second.mov'));
  expect(asked.map(({ signal }) => signal.aborted)).toEqual([true, false]);
  asked[0]?.end(chosen('late'));
  await turn();
  expect(conversions.of.video.state).toBe('working');
  expect(onready).not.toHaveBeenCalled();
});

it('does not go on for ever where it was aborted without being asked to', async () => {
  const { asked, onfailed, conversions } = setUp();
  conversions.begin('video', hevc());
  asked[0]?.fail(new DOMException('the worker was ended', 'AbortError'));
  await turn();
  expect(conversions.of.video.state).toBe('failed');
  expect(onfailed).toHaveBeenCalledOnce();
});

it('says when a file cannot be converted', async () => {
  const { asked, onfailed, conversions } = setUp();
  const given = hevc();
  conversions.begin('video', given);
  const damaged = new DubError('input/unreadable');
  asked[0]?.fail(damaged);
  await turn();
  expect(conversions.of.video.state).toBe('failed');
  expect(onfailed).toHaveBeenCalledWith('video', given, damaged);
});
