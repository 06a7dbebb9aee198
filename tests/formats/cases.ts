import { SDR_LIGHT } from '../../src/engine/media/pictures/tone-map';

/** One way of writing the master, and what is particular about it. */
export type Case = {
  readonly file: string;
  /** Arguments of ffmpeg between the master and the file. */
  readonly args: readonly string[];
  /** Clockwise turn that is written into the file afterwards. */
  readonly turn?: 90 | 180 | 270;
  /** What the plain transcode of this file does to its colours, as filters of ffmpeg. */
  readonly plain?: string;
  /** Only patches of grey are compared. */
  readonly greys?: boolean;
  /** Frames a second, where FFmpeg reckons another mean from what the file says of its length. */
  readonly fps?: number;
  /** The file has no steady rate. */
  readonly unsteady?: boolean;
};

const x264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '14'];
const x265 = [
  ...['-c:v', 'libx265', '-preset', 'ultrafast', '-crf', '14', '-x265-params', 'log-level=error'],
  ...['-tag:v', 'hvc1'],
];
const live = ['-b:v', '2M', '-deadline', 'realtime', '-cpu-used', '7'];
const vp8 = ['-c:v', 'libvpx', ...live];
const vp9 = ['-c:v', 'libvpx-vp9', ...live];
const av1 = ['-c:v', 'libsvtav1', '-preset', '12', '-crf', '20'];
const mpeg4 = ['-c:v', 'mpeg4', '-q:v', '2'];
const mpeg2 = ['-c:v', 'mpeg2video', '-q:v', '2'];
const prores = ['-c:v', 'prores_ks', '-profile:v'];
const plain = ['-pix_fmt', 'yuv420p'];
const ten = ['-pix_fmt', 'yuv420p10le'];
const aac = ['-c:a', 'aac'];
const opus = ['-c:a', 'libopus'];
const pcm = ['-c:a', 'pcm_s16le'];

export const CONTAINERS: readonly Case[] = [
  { file: 'h264.mp4', args: [...x264, ...plain, ...aac] },
  { file: 'hevc.mp4', args: [...x265, ...plain, ...aac] },
  { file: 'mpeg4.m4v', args: [...mpeg4, ...aac, '-f', 'mp4'] },
  { file: 'prores.mov', args: [...prores, '2', ...pcm] },
  { file: 'six-channels.mkv', args: [...x264, ...plain, '-c:a', 'ac3', '-ac', '6'] },
  { file: 'hevc.mkv', args: [...x265, ...plain, ...opus] },
  { file: 'vp8.webm', args: [...vp8, ...plain, '-c:a', 'libvorbis'] },
  { file: 'vp9.webm', args: [...vp9, ...plain, ...opus] },
  { file: 'av1.webm', args: [...av1, ...plain, ...opus] },
  { file: 'av1.mp4', args: [...av1, ...plain, ...aac] },
  // FFmpeg leaves out a frame near the beginning where the sound is MP3.
  { file: 'mpeg4.avi', unsteady: true, args: [...mpeg4, '-c:a', 'libmp3lame'] },
  { file: 'h264.avi', args: [...x264, ...plain, '-bf', '0', ...pcm] },
  { file: 'h264.flv', args: [...x264, ...plain, ...aac] },
  { file: 'sorenson.flv', args: ['-c:v', 'flv', '-q:v', '2', '-c:a', 'libmp3lame', '-ar', '44100'] },
  { file: 'wmv2.wmv', args: ['-c:v', 'wmv2', '-q:v', '2', '-c:a', 'wmav2'] },
  { file: 'mpeg2.mpg', args: [...mpeg2, '-c:a', 'mp2'] },
  { file: 'h264.ts', args: [...x264, ...plain, ...aac] },
  { file: 'hevc.ts', args: [...x265, ...plain, ...aac] },
  { file: 'h264-mp2.ts', args: [...x264, ...plain, '-c:a', 'mp2'] },
  { file: 'mpeg2.ts', args: [...mpeg2, '-c:a', 'mp2'] },
  { file: 'h263.3gp', args: ['-vf', 'scale=352:288', '-c:v', 'h263', '-q:v', '2', ...aac] },
  { file: 'h264.3gp', args: [...x264, ...plain, ...aac, '-ac', '1', '-ar', '16000'] },
];

const wide = ['-vf', 'scale=192:256,setsar=4/3'];
const odd = ['-vf', 'scale=255:253'];

export const SHAPES: readonly Case[] = [
  { file: 'turned-90.mp4', turn: 90, args: ['-vf', 'transpose=2', ...x264, ...plain, ...aac] },
  { file: 'turned-180.mp4', turn: 180, args: ['-vf', 'hflip,vflip', ...x264, ...plain, ...aac] },
  { file: 'turned-270.mp4', turn: 270, args: ['-vf', 'transpose=1', ...x264, ...plain, ...aac] },
  { file: 'turned-90-hevc.mov', turn: 90, args: ['-vf', 'transpose=2', ...x265, ...plain, ...aac] },
  { file: 'odd.mp4', args: [...odd, ...x264, '-pix_fmt', 'yuv444p', ...aac] },
  { file: 'odd.webm', args: [...odd, ...vp9, ...plain, ...opus] },
  { file: 'odd.avi', args: [...odd, ...mpeg4, ...pcm] },
  { file: 'wide-pixels.mp4', args: [...wide, ...x264, ...plain, ...aac] },
  { file: 'wide-pixels.mpg', args: ['-vf', 'scale=256:256,setsar=4/3', ...mpeg2, '-c:a', 'mp2'] },
  { file: 'wide-pixels.webm', args: [...wide, ...vp9, ...plain, ...opus] },
  {
    ...{ file: 'wide-pixels-turned.mp4', turn: 90 },
    args: ['-vf', 'transpose=2,scale=192:256,setsar=4/3', ...x264, ...plain, ...aac],
  },
];

/** Pictures converted to a matrix and a range, and tagged so. */
const coded = (matrix: string, range: 'tv' | 'pc') => [
  ...['-vf', `scale=out_color_matrix=${matrix}:out_range=${range}`, '-color_range', range],
  ...['-colorspace', matrix, '-color_primaries', matrix, '-color_trc', matrix],
  ...['-pix_fmt', range === 'pc' ? 'yuvj420p' : 'yuv420p'],
];

/** The master as HDR: its white is reference white. */
const hdr = (transfer: 'smpte2084' | 'arib-std-b67') => [
  '-vf',
  [
    'format=gbrp16le,setparams=color_primaries=bt709:color_trc=bt709:colorspace=gbr:range=pc',
    `zscale=t=linear:npl=${SDR_LIGHT.white},format=gbrpf32le,zscale=p=2020`,
    `zscale=t=${transfer}:npl=${SDR_LIGHT.white}:m=2020_ncl:r=tv,format=yuv420p10le`,
  ].join(','),
  ...['-colorspace', 'bt2020nc', '-color_primaries', 'bt2020', '-color_trc', transfer, '-color_range', 'tv'],
];

/** What FFmpeg's own filters make of HDR. Its HLG has a gamma for each channel, BT.2100 has one for luminance. */
const TO_SDR = [
  `zscale=t=linear:npl=${SDR_LIGHT.white},format=gbrpf32le,zscale=p=bt709`,
  `tonemap=mobius:param=${SDR_LIGHT.knee}:desat=0:peak=${SDR_LIGHT.peak / SDR_LIGHT.white}`,
  'zscale=t=bt709:m=bt709:r=tv,format=yuv420p',
].join(',');
const pq = { plain: TO_SDR };
const hlg = { plain: TO_SDR, greys: true };

export const COLORS: readonly Case[] = [
  { file: 'bt709.mp4', args: [...x264, ...coded('bt709', 'tv'), ...aac] },
  { file: 'bt601.mp4', args: [...x264, ...coded('smpte170m', 'tv'), ...aac] },
  { file: 'full-bt709.mp4', args: [...x264, ...coded('bt709', 'pc'), ...aac] },
  { file: 'full-bt601.mp4', args: [...x264, ...coded('smpte170m', 'pc'), ...aac] },
  { file: 'bt709.webm', args: [...vp9, ...coded('bt709', 'tv'), ...opus] },
  { file: 'full-bt709-hevc.mp4', args: [...x265, ...coded('bt709', 'pc'), ...aac] },
  { file: 'bt709-hevc.mov', args: [...x265, ...coded('bt709', 'tv'), ...aac] },
  { file: 'mjpeg.avi', args: ['-c:v', 'mjpeg', '-q:v', '2', ...pcm] },
  { file: 'ten-bits.mp4', args: [...x264, ...ten, ...aac] },
  { file: 'ten-bits-hevc.mp4', args: [...x265, ...ten, ...aac] },
  { file: 'ten-bits.webm', args: [...vp9, ...ten, ...opus] },
  { file: 'ten-bits-av1.mp4', args: [...av1, ...ten, ...aac] },
  { file: 'chroma-422.mp4', args: [...x264, '-pix_fmt', 'yuv422p', ...aac] },
  { file: 'chroma-444.mp4', args: [...x264, '-pix_fmt', 'yuv444p', ...aac] },
  { file: 'chroma-422-ten-bits.mov', args: [...x264, '-pix_fmt', 'yuv422p10le', ...aac] },
  { file: 'prores-4444.mov', args: [...prores, '4', '-pix_fmt', 'yuv444p10le', ...pcm] },
  { file: 'grey.mp4', args: [...x264, '-pix_fmt', 'gray', ...aac] },
  { file: 'pq-hevc.mov', ...pq, args: [...x265, ...hdr('smpte2084'), ...aac] },
  { file: 'hlg-hevc.mov', ...hlg, args: [...x265, ...hdr('arib-std-b67'), ...aac] },
  { file: 'pq-av1.mp4', ...pq, args: [...av1, ...hdr('smpte2084'), ...aac] },
  { file: 'hlg-vp9.webm', ...hlg, args: [...vp9, ...hdr('arib-std-b67'), ...opus] },
  { file: 'pq-h264.mp4', ...pq, args: [...x264, ...hdr('smpte2084'), ...aac] },
];

const steady = [...x264, ...plain, ...aac];
const thinned = ['-vf', "select='not(mod(n,3)*gt(t,0.8))'", '-fps_mode', 'vfr'];

export const TIMES: readonly Case[] = [
  { file: 'b-frames.mp4', args: ['-c:v', 'libx264', '-bf', '3', '-crf', '14', ...plain, ...aac] },
  { file: 'late-clock.mp4', args: ['-output_ts_offset', '5', ...steady] },
  { file: 'late-clock.mkv', args: ['-output_ts_offset', '5', ...steady] },
  { file: 'late-clock.ts', args: ['-output_ts_offset', '3600', ...steady] },
  { file: 'late-clock.flv', args: ['-output_ts_offset', '5', ...steady] },
  { file: 'unsteady.mp4', unsteady: true, args: [...thinned, ...steady] },
  { file: 'unsteady.mkv', unsteady: true, args: [...thinned, ...steady] },
  { file: 'unsteady-hevc.mov', unsteady: true, args: [...thinned, ...x265, ...plain, ...aac] },
  {
    ...{ file: 'fragmented.mp4', fps: 25 },
    args: [...steady, '-movflags', 'frag_keyframe+empty_moov+default_base_moof', '-g', '10'],
  },
  { file: 'sixty.mp4', args: ['-r', '60', ...steady] },
  { file: 'twelve.avi', args: ['-r', '12', ...mpeg4, ...pcm] },
  { file: 'ntsc.ts', args: ['-r', '30000/1001', '-fps_mode', 'cfr', ...steady] },
];

/** Pictures that begin after their sound, by so many seconds. */
const behind = (seconds: number) => ['-vf', `setpts=PTS+${seconds}/TB`, '-fps_mode', 'passthrough'];

/** Videos whose sound and pictures do not begin together. */
export const LATE: readonly Case[] = [
  { file: 'behind-a-little.mp4', args: [...behind(0.013), ...steady] },
  { file: 'behind.mkv', args: [...behind(0.33), ...steady] },
  { file: 'behind.ts', args: ['-c:v', 'libx264', '-bf', '2', '-crf', '14', ...plain, ...aac] },
  { file: 'behind.wmv', args: ['-c:v', 'wmv2', '-q:v', '2', '-c:a', 'wmav2'] },
  { file: 'before.mp4', args: ['-af', 'asetpts=PTS+0.2/TB', ...steady] },
];

/** Ways of writing the master's sound alone. */
export const SOUNDS: readonly Case[] = [
  { file: 'wav-8k.wav', args: ['-ar', '8000'] },
  { file: 'wav-96k-24-bits.wav', args: ['-ar', '96000', '-ac', '2', '-c:a', 'pcm_s24le'] },
  { file: 'wav-six-channels.wav', args: ['-ac', '6'] },
  { file: 'mp3-11k.mp3', args: ['-c:a', 'libmp3lame', '-ar', '11025'] },
  { file: 'mp3-stereo.mp3', args: ['-c:a', 'libmp3lame', '-ar', '44100', '-ac', '2', '-q:a', '4'] },
  { file: 'mp3-without-tag.mp3', args: ['-c:a', 'libmp3lame', '-write_xing', '0'] },
  { file: 'm4a.m4a', args: ['-c:a', 'aac', '-ac', '2'] },
  { file: 'adts.aac', args: ['-c:a', 'aac', '-ar', '44100'] },
  { file: 'aac-six-channels.m4a', args: ['-c:a', 'aac', '-ac', '6'] },
  { file: 'flac.flac', args: ['-ar', '96000'] },
  { file: 'vorbis.ogg', args: ['-c:a', 'libvorbis'] },
  { file: 'opus.opus', args: ['-c:a', 'libopus'] },
  { file: 'opus.mp4', args: ['-c:a', 'libopus'] },
  { file: 'wma.wma', args: ['-c:a', 'wmav2', '-ar', '44100'] },
  { file: 'aiff.aiff', args: ['-ar', '22050'] },
  { file: 'ac3.ac3', args: ['-c:a', 'ac3'] },
  { file: 'mp2.mp2', args: ['-c:a', 'mp2'] },
];
