import { afterEach, expect, it, vi } from 'vitest';
import { canShare, shareFile } from './share';

const file = new File(['x'], 'stored', { type: 'video/mp4' });
afterEach(() => vi.restoreAllMocks());

it('is offered only where the browser takes such a file', () => {
  const share = async () => {};
  expect(canShare(file, {})).toBe(false);
  expect(canShare(file, { share })).toBe(false);
  expect(canShare(file, { share, canShare: () => false })).toBe(false);
  expect(canShare(file, { share, canShare: (data) => data?.files?.[0] === file })).toBe(true);
});

it('hands over the file under its name', async () => {
  const share = vi.fn(async (_: ShareData | undefined) => {});
  await shareFile(file, 'talk.mp4', { share });
  const [given] = share.mock.calls[0]?.[0]?.files ?? [];
  expect([given?.name, given?.type, given?.size]).toEqual(['talk.mp4', 'video/mp4', 1]);
});

it('takes it calmly where the user chooses nobody, and notes a failure', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  await shareFile(file, 'a.mp4', { share: () => Promise.reject(new DOMException('no', 'AbortError')) });
  expect(warn).not.toHaveBeenCalled();
  await shareFile(file, 'a.mp4', { share: () => Promise.reject(new DOMException('no', 'NotAllowedError')) });
  expect(warn).toHaveBeenCalledTimes(1);
});
