import { describe, expect, it } from 'vitest';
import { infoFromFfprobe, pixelAspect } from './ffprobe-json';

const picture = {
  codec_type: 'video',
  codec_name: 'wmv2',
  width: 640,
  height: 360,
  avg_frame_rate: '30000/1001',
  nb_read_packets: '300',
  duration: '10.01',
  bit_rate: 'N/A',
};
const sound = { codec_type: 'audio', codec_name: 'wmav2', sample_rate: '44100', channels: 2 };
const format = { format_name: 'asf,wmv', duration: '10.09', bit_rate: '800000' };

describe('infoFromFfprobe', () => {
  it('reads pictures and sound', () => {
    expect(infoFromFfprobe({ streams: [sound, picture], format })).toEqual({
      container: 'asf',
      duration: 10.09,
      video: {
        codec: 'wmv2',
        codedWidth: 640,
        codedHeight: 360,
        width: 640,
        height: 360,
        rotation: 0,
        fps: 30000 / 1001,
        frames: 300,
        bitrate: 800000,
        reader: 'ffmpeg',
      },
      audio: { codec: 'wmav2', sampleRate: 44100, channels: 2, reader: 'ffmpeg' },
      reader: 'ffmpeg',
    });
  });

  it("turns ffprobe's counter-clockwise angle round", () => {
    const turned = { ...picture, side_data_list: [{}, { rotation: -90 }] };
    expect(infoFromFfprobe({ streams: [turned], format }).video).toMatchObject({
      rotation: 90,
      codedWidth: 640,
      width: 360,
      height: 640,
    });
    const other = { ...picture, side_data_list: [{ rotation: 90 }] };
    expect(infoFromFfprobe({ streams: [other], format }).video?.rotation).toBe(270);
  });

  it('trusts the frames over a rate that names fields', () => {
    const doubled = { ...picture, avg_frame_rate: '60/1' };
    expect(infoFromFfprobe({ streams: [doubled], format }).video?.fps).toBeCloseTo(29.97, 2);
  });

  it('never says more bits than the file has', () => {
    const boasting = { ...picture, bit_rate: '104857200' };
    expect(infoFromFfprobe({ streams: [boasting], format }).video?.bitrate).toBe(800000);
  });

  it('passes over cover art', () => {
    const cover = { ...picture, codec_name: 'mjpeg', disposition: { attached_pic: 1 } };
    expect(infoFromFfprobe({ streams: [cover, sound], format }).video).toBeNull();
  });

  it('refuses what has nothing to show or hear, and video without frames', () => {
    expect(() => infoFromFfprobe({ streams: [{ codec_type: 'subtitle' }], format })).toThrow(
      'input/unsupported',
    );
    const empty = { ...picture, nb_read_packets: '0' };
    expect(() => infoFromFfprobe({ streams: [empty], format })).toThrow('input/no-frames');
  });
});

describe('pixelAspect', () => {
  it('is 1 where nothing is said', () => {
    expect(pixelAspect({ sample_aspect_ratio: '16:15' })).toBeCloseTo(16 / 15);
    expect(pixelAspect({ sample_aspect_ratio: '0:1' })).toBe(1);
    expect(pixelAspect({})).toBe(1);
  });
});
