/** The file with a number in place of another, `offset` bytes behind the first place where `name` stands. */
export function changed(
  file: Buffer,
  name: string | Buffer,
  offset: number,
  value: number | bigint,
  how: 'BE' | 'LE' = 'BE',
): Buffer {
  const copy = Buffer.from(file);
  const at = copy.indexOf(name, 0, 'latin1');
  if (at < 0) throw new Error(`no ${name.toString()}`);
  if (typeof value === 'bigint') copy.writeBigUInt64BE(value, at + offset);
  else if (how === 'LE') copy.writeUInt32LE(value, at + offset);
  else copy.writeUInt32BE(value, at + offset);
  return copy;
}
