import { describe, expect, it, vi } from 'vitest';
import { fakeWorkers } from '../../../engine/bridge/testing';
import { videoInfo } from '../../jobs/testing';
import { Faces } from './faces.svelte';

const video = (name: string) => ({ file: new File([name], name), info: videoInfo });

function setUp() {
  const here = fakeWorkers();
  const lease = here.workers.lease('track');
  const faces = new Faces(lease);
  const open = (name: string) => faces.open(video(name), video(name));
  const isAsked = (call: string) => vi.waitFor(() => expect(here.asked).toContain(call));
  return { ...here, lease, faces, open, isAsked };
}

describe('a look over a video', () => {
  it('is at an end where its worker was ended, and begins anew when it is asked for', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    const { faces, lease, open, isAsked, answer, workers } = setUp();
    const first = open('v.mp4');
    await isAsked('track 1: v.mp4');
    expect(faces.look.state).toBe('looking');
    lease.dispose();
    await first;
    expect(faces.look.state).toBe('failed');
    const again = open('v.mp4');
    await isAsked('track 2: v.mp4');
    answer('v.mp4');
    await again;
    expect(faces.look.state).toBe('ready');
    workers.close();
  });

  it('gives its worker back when it is over, and when it was stopped', async () => {
    const { faces, open, isAsked, answer, ended, workers } = setUp();
    const whole = open('v.mp4');
    await isAsked('track 1: v.mp4');
    answer('v.mp4');
    await whole;
    expect(ended).toEqual(['track 1']);
    const stopped = open('w.mp4');
    await isAsked('track 2: w.mp4');
    faces.stop();
    answer('w.mp4');
    await stopped;
    expect(faces.look.state).toBe('none');
    expect(ended).toEqual(['track 1', 'track 2']);
    workers.close();
  });
});
