/** Bytes looked through at a time. */
const WINDOW = 1024 * 1024;
/** Bytes of a beginning by which it is known. */
const HEAD = 64;

type Kind = {
  /** How a recording begins. */
  readonly mark: readonly number[];
  /** True of a beginning, which is more than the mark by chance. */
  isHead(head: Uint8Array): boolean;
};

const textOf = (bytes: Uint8Array) => String.fromCharCode(...bytes);
const bytesOf = (text: string) => Array.from(text, (letter) => letter.charCodeAt(0));

const KINDS: readonly Kind[] = [
  { mark: bytesOf('RIFF'), isHead: (head) => textOf(head.subarray(8, 16)) === 'WAVEfmt ' },
  // The first block is always that of 34 bytes which tells of the stream (RFC 9639, 8.2).
  {
    mark: bytesOf('fLaC'),
    isHead: ([, , , , type = 1, ...size]) =>
      (type & 0x7f) === 0 && size[0] === 0 && size[1] === 0 && size[2] === 34,
  },
  { mark: [0x1a, 0x45, 0xdf, 0xa3], isHead: (head) => /webm|matroska/.test(textOf(head)) },
];

/**
 * The recordings that a file of sound holds one behind the other, as files do that were joined byte by byte: WAV, FLAC and
 * Matroska, of which mediabunny and ffmpeg read the first. The file itself where there is one.
 */
export async function joinedParts(file: Blob): Promise<Blob[]> {
  const start = await read(file, 0, HEAD);
  const kind = KINDS.find(({ mark, isHead }) => begins(start, 0, mark) && isHead(start));
  if (!kind) return [file];
  const starts: number[] = [];
  for (let at = 0; at < file.size; at += WINDOW) {
    // A beginning may lie across the end of a window.
    const window = await read(file, at, WINDOW + HEAD);
    for (
      let i = window.indexOf(kind.mark[0]!);
      i >= 0 && i < WINDOW;
      i = window.indexOf(kind.mark[0]!, i + 1)
    )
      if (begins(window, i, kind.mark) && kind.isHead(window.subarray(i, i + HEAD))) starts.push(at + i);
  }
  return starts.map((from, i) => file.slice(from, starts[i + 1] ?? file.size));
}

const read = async (file: Blob, from: number, bytes: number) =>
  new Uint8Array(await file.slice(from, from + bytes).arrayBuffer());

const begins = (bytes: Uint8Array, at: number, mark: readonly number[]) =>
  mark.every((byte, i) => bytes[at + i] === byte);
