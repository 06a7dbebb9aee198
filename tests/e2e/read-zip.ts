import { execFileSync } from 'node:child_process';
import { program } from '../../scripts/chromium';

export type ZipEntry = { name: string; size: number; crc: number };

/** What a program that knows nothing of ours reads in an archive; throws where a checksum is wrong. */
export function readZip(path: string): ZipEntry[] {
  const script =
    'import json, sys, zipfile\n' +
    'z = zipfile.ZipFile(sys.argv[1])\n' +
    'assert z.testzip() is None\n' +
    'print(json.dumps([{"name": i.filename, "size": i.file_size, "crc": i.CRC} for i in z.infolist()]))';
  return JSON.parse(
    execFileSync(program('python3'), ['-c', script, path], { encoding: 'utf8' }),
  ) as ZipEntry[];
}
