import { describe, expect, it } from 'vitest';
import { FrameClock } from './frame-clock';

describe('FrameClock', () => {
  it('reads exact ticks out of the log, in order', () => {
    const clock = new FrameClock();
    for (const line of [
      "Input #0, mov, from '/in/input':",
      '[Parsed_showinfo_1 @ 0xef7010] config in time_base: 1/12800, frame_rate: 25/1',
      '[Parsed_showinfo_1 @ 0xef7010] config out time_base: 0/0, frame_rate: 0/0',
      '[Parsed_showinfo_1 @ 0xef7010] n:   0 pts:      0 pts_time:0       pos:      737 fmt:yuv420p sar:1/1',
      '[Parsed_showinfo_1 @ 0xef7010] color_range:unknown color_space:unknown',
      'frame=    1 fps=0.0 q=-0.0 size=N/A time=00:00:00.04 bitrate=N/A speed= 154x',
      '[Parsed_showinfo_1 @ 0xef7010] n:   1 pts:    512 pts_time:0.04    pos:    15570 fmt:yuv420p sar:1/1',
      '[Parsed_showinfo_1 @ 0xef7010] n:1234 pts:-12800 pts_time:-1    pos:    15570 fmt:yuv420p sar:1/1',
    ]) {
      clock.read(line);
    }
    expect([clock.next(), clock.next(), clock.next()]).toEqual([0, 0.04, -1]);
  });

  it('says that it does not know', () => {
    const clock = new FrameClock();
    expect(clock.next()).toBeNaN();
    clock.read('[Parsed_showinfo_1 @ 0x1] config in time_base: 1/25, frame_rate: 25/1');
    clock.read('[Parsed_showinfo_1 @ 0x1] n:   0 pts:   NOPTS pts_time:NOPTS   pos:      0');
    expect(clock.next()).toBeNaN();
  });
});
