/** A library that was compiled into a WebAssembly file. */
export type Inside = {
  readonly name: string;
  /** As the file itself tells, or the recipe that it was built by; absent where neither does. */
  readonly version?: string;
  /** SPDX expression. */
  readonly licence: string;
  /** Where that version's source is to be had. */
  readonly source: string;
};

const fork = (name: string, tag: string) => `https://github.com/ffmpegwasm/${name}/tree/${tag}`;

/**
 * What lies inside `ffmpeg-core.wasm` of @ffmpeg/core 0.12.10. The versions of FFmpeg (libavcodec 59.37.100), libvpx,
 * LAME, Theora and zlib are those that the file tells; the others are those of the recipe by which it is built
 * (https://github.com/ffmpegwasm/ffmpeg.wasm/blob/v12.15/Dockerfile).
 */
const FFMPEG_CORE: readonly Inside[] = [
  {
    name: 'FFmpeg',
    version: '5.1',
    licence: 'GPL-2.0-or-later',
    source: 'https://github.com/FFmpeg/FFmpeg/tree/release/5.1',
  },
  { name: 'x264', version: 'core 164', licence: 'GPL-2.0-or-later', source: fork('x264', '4-cores') },
  { name: 'x265', version: '3.4', licence: 'GPL-2.0-or-later', source: fork('x265', '3.4') },
  { name: 'libvpx', version: '1.13.1', licence: 'BSD-3-Clause', source: fork('libvpx', 'v1.13.1') },
  { name: 'LAME', version: '3.100', licence: 'LGPL-2.0-or-later', source: fork('lame', 'master') },
  { name: 'libogg', version: '1.3.4', licence: 'BSD-3-Clause', source: fork('Ogg', 'v1.3.4') },
  { name: 'libtheora', version: '1.1.1', licence: 'BSD-3-Clause', source: fork('theora', 'v1.1.1') },
  { name: 'libvorbis', version: '1.3.3', licence: 'BSD-3-Clause', source: fork('vorbis', 'v1.3.3') },
  { name: 'Opus', version: '1.3.1', licence: 'BSD-3-Clause', source: fork('opus', 'v1.3.1') },
  { name: 'zlib', version: '1.2.11', licence: 'Zlib', source: fork('zlib', 'v1.2.11') },
  { name: 'libwebp', licence: 'BSD-3-Clause', source: 'https://github.com/ffmpegwasm/libwebp' },
  {
    name: 'FreeType',
    version: '2.10.4',
    licence: 'FTL OR GPL-2.0-only',
    source: fork('freetype2', 'VER-2-10-4'),
  },
  {
    name: 'FriBidi',
    version: '1.0.9',
    licence: 'LGPL-2.1-or-later',
    source: 'https://github.com/fribidi/fribidi/tree/v1.0.9',
  },
  {
    name: 'HarfBuzz',
    version: '5.2.0',
    licence: 'MIT',
    source: 'https://github.com/harfbuzz/harfbuzz/tree/5.2.0',
  },
  {
    name: 'libass',
    version: '0.15.0',
    licence: 'ISC',
    source: 'https://github.com/libass/libass/tree/0.15.0',
  },
];

/** By npm package: what its WebAssembly holds beside the package's own code. */
export const INSIDE: Readonly<Record<string, readonly Inside[]>> = {
  '@ffmpeg/core': FFMPEG_CORE,
  // Its AAC encoder and what that needs of libavutil; the script that holds it says libavcodec 62.23.103.
  '@mediabunny/aac-encoder': [
    {
      ...{
        name: 'FFmpeg (libavcodec, libavutil)',
        version: 'libavcodec 62.23.103',
        licence: 'LGPL-2.1-or-later',
      },
      source: 'https://github.com/FFmpeg/FFmpeg/tree/master',
    },
  ],
  '@shiguredo/rnnoise-wasm': [
    { name: 'RNNoise', licence: 'BSD-3-Clause', source: 'https://github.com/shiguredo/rnnoise-wasm' },
  ],
};
