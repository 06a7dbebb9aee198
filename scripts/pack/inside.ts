/** A library that was compiled into a WebAssembly file. */
export type Inside = {
  readonly name: string;
  /** Null where neither the file nor a recipe that can be had says it: the file only shows that the library is in it. */
  readonly version: string | null;
  /** Who says so: the file itself, or only the recipe that it was built by. */
  readonly toldBy: 'file' | 'recipe' | null;
  /** SPDX expression. */
  readonly licence: string;
  /** Where just that version's source is to be had, or where it is said which one it is, or the library's home. */
  readonly source: string;
};

const fork = (name: string, tag: string) => `https://github.com/ffmpegwasm/${name}/tree/${tag}`;

/**
 * What lies inside `ffmpeg-core.wasm` of @ffmpeg/core 0.12.10, which its recipe
 * (https://github.com/ffmpegwasm/ffmpeg.wasm/blob/v12.15/Dockerfile) builds with Emscripten 3.1.40. `inside.test.ts` has
 * the file itself say what is marked so.
 */
const FFMPEG_CORE: readonly Inside[] = [
  {
    ...{ name: 'FFmpeg', version: '5.1.4', toldBy: 'file', licence: 'GPL-2.0-or-later' },
    source: 'https://github.com/FFmpeg/FFmpeg/tree/n5.1.4',
  },
  {
    ...{ name: 'x264', version: 'core 164', toldBy: 'file', licence: 'GPL-2.0-or-later' },
    source: fork('x264', '4-cores'),
  },
  {
    ...{ name: 'x265', version: '3.4', toldBy: 'recipe', licence: 'GPL-2.0-or-later' },
    source: fork('x265', '3.4'),
  },
  {
    ...{ name: 'libvpx', version: '1.13.1', toldBy: 'file', licence: 'BSD-3-Clause' },
    source: fork('libvpx', 'v1.13.1'),
  },
  {
    ...{ name: 'LAME', version: '3.100', toldBy: 'file', licence: 'LGPL-2.0-or-later' },
    source: fork('lame', 'master'),
  },
  {
    ...{ name: 'libogg', version: '1.3.4', toldBy: 'recipe', licence: 'BSD-3-Clause' },
    source: fork('Ogg', 'v1.3.4'),
  },
  {
    ...{ name: 'libtheora', version: '1.1.1', toldBy: 'file', licence: 'BSD-3-Clause' },
    source: fork('theora', 'v1.1.1'),
  },
  {
    ...{ name: 'libvorbis', version: '1.3.3', toldBy: 'recipe', licence: 'BSD-3-Clause' },
    source: fork('vorbis', 'v1.3.3'),
  },
  {
    ...{ name: 'Opus', version: '1.3.1', toldBy: 'recipe', licence: 'BSD-3-Clause' },
    source: fork('opus', 'v1.3.1'),
  },
  {
    ...{ name: 'zlib', version: '1.2.11', toldBy: 'file', licence: 'Zlib' },
    source: fork('zlib', 'v1.2.11'),
  },
  {
    ...{ name: 'libwebp', version: '1.3.2', toldBy: 'recipe', licence: 'BSD-3-Clause' },
    source: fork('libwebp', 'v1.3.2'),
  },
  {
    ...{ name: 'FreeType', version: '2.10.4', toldBy: 'file', licence: 'FTL OR GPL-2.0-only' },
    source: fork('freetype2', 'VER-2-10-4'),
  },
  {
    ...{ name: 'FriBidi', version: '1.0.9', toldBy: 'file', licence: 'LGPL-2.1-or-later' },
    source: 'https://github.com/fribidi/fribidi/tree/v1.0.9',
  },
  {
    ...{ name: 'HarfBuzz', version: '5.2.0', toldBy: 'file', licence: 'MIT' },
    source: 'https://github.com/harfbuzz/harfbuzz/tree/5.2.0',
  },
  {
    ...{ name: 'libass', version: '0.15.0', toldBy: 'recipe', licence: 'ISC' },
    source: 'https://github.com/libass/libass/tree/0.15.0',
  },
  {
    ...{ name: 'zimg', version: '3.0.5', toldBy: 'recipe', licence: 'WTFPL' },
    source: 'https://github.com/sekrit-twc/zimg/tree/release-3.0.5',
  },
];

/** The commit that the recipe of @shiguredo/rnnoise-wasm 2025.1 checks out; its file is version 0.2 and more. */
const RNNOISE = '70f1d256acd4b34a572f999a05c87bf00b67730d';

/**
 * The package names no commit. FFmpeg's master was at libavcodec 62.23.103 between its releases 8.0 and 8.1; this is where
 * the change to that number is found.
 */
const FFMPEG_OF_AAC = 'https://github.com/FFmpeg/FFmpeg/commits/master/libavcodec/version.h';

/** The commit that the files of onnxruntime-web 1.30.0 say they were built from. */
const ONNX_RUNTIME = 'f2c39fe2f';
/** Names each library below with its version and address; it is no part of the package. */
const ONNX_RUNTIME_LIST = `https://github.com/microsoft/onnxruntime/blob/${ONNX_RUNTIME}/cmake/deps.txt`;
const ofOnnxRuntime = (name: string, licence: string): Inside => ({
  ...{ name, version: null, toldBy: null, licence, source: ONNX_RUNTIME_LIST },
});

/**
 * Google builds MediaPipe's files from its own repository, in which libraries have no versions: the file names the build
 * tool's day, and the paths of what was compiled. These are the libraries' public homes.
 */
const ofGoogle = (name: string, licence: string, source: string): Inside => ({
  ...{ name, version: null, toldBy: null, licence, source },
});

/** By npm package: what its WebAssembly holds beside the package's own code. */
export const INSIDE: Readonly<Record<string, readonly Inside[]>> = {
  '@ffmpeg/core': FFMPEG_CORE,
  // Its AAC encoder and what that needs of libavutil.
  '@mediabunny/aac-encoder': [
    {
      ...{ name: 'FFmpeg (libavcodec, libavutil)', version: 'libavcodec 62.23.103', toldBy: 'file' },
      ...{ licence: 'LGPL-2.1-or-later', source: FFMPEG_OF_AAC },
    },
  ],
  'onnxruntime-web': [
    {
      ...{ name: 'ONNX Runtime', version: ONNX_RUNTIME, toldBy: 'file', licence: 'MIT' },
      source: `https://github.com/microsoft/onnxruntime/tree/${ONNX_RUNTIME}`,
    },
    ofOnnxRuntime('Abseil', 'Apache-2.0'),
    ofOnnxRuntime('Eigen', 'MPL-2.0'),
    ofOnnxRuntime('FlatBuffers', 'Apache-2.0'),
    ofOnnxRuntime('GSL', 'MIT'),
    ofOnnxRuntime('JSON for Modern C++', 'MIT'),
    ofOnnxRuntime('ONNX', 'Apache-2.0'),
    ofOnnxRuntime('Protocol Buffers', 'BSD-3-Clause'),
    ofOnnxRuntime('SafeInt', 'MIT'),
  ],
  '@mediapipe/tasks-vision': [
    ofGoogle('Abseil', 'Apache-2.0', 'https://github.com/abseil/abseil-cpp'),
    ofGoogle('Eigen', 'MPL-2.0', 'https://gitlab.com/libeigen/eigen'),
    ofGoogle('gemmlowp', 'Apache-2.0', 'https://github.com/google/gemmlowp'),
    ofGoogle('OpenCV', 'Apache-2.0', 'https://github.com/opencv/opencv'),
    ofGoogle('Protocol Buffers', 'BSD-3-Clause', 'https://github.com/protocolbuffers/protobuf'),
    ofGoogle('ruy', 'Apache-2.0', 'https://github.com/google/ruy'),
    ofGoogle('TensorFlow Lite', 'Apache-2.0', 'https://github.com/tensorflow/tensorflow'),
    ofGoogle('XNNPACK', 'BSD-3-Clause', 'https://github.com/google/XNNPACK'),
  ],
  // Its file has no texts at all.
  '@echogarden/sonic-wasm': [
    {
      ...{ name: 'Sonic', version: null, toldBy: null, licence: 'Apache-2.0' },
      source: 'https://github.com/waywardgeek/sonic',
    },
  ],
  '@shiguredo/rnnoise-wasm': [
    {
      ...{ name: 'RNNoise', version: RNNOISE, toldBy: 'recipe', licence: 'BSD-3-Clause' },
      source: `https://github.com/xiph/rnnoise/tree/${RNNOISE}`,
    },
  ],
};
