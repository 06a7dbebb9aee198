/** CRC-32 as in zip and PNG (ISO 3309, reflected polynomial 0xEDB88320), four bytes at a time. */
const TABLES = makeTables();

function makeTables(): readonly Uint32Array[] {
  const tables = Array.from({ length: 4 }, () => new Uint32Array(256));
  const [first] = tables as [Uint32Array];
  for (let byte = 0; byte < 256; byte++) {
    let value = byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    first[byte] = value;
  }
  for (let k = 1; k < 4; k++) {
    const before = tables[k - 1] as Uint32Array;
    tables[k]!.forEach((_, byte, table) => {
      const value = before[byte] as number;
      table[byte] = (value >>> 8) ^ (first[value & 0xff] as number);
    });
  }
  return tables;
}

/** Checksum of bytes, an unsigned 32-bit number: it tells a torn write, not an attacker. */
export function crc32(bytes: Uint8Array): number {
  const [one, two, three, four] = TABLES as [Uint32Array, Uint32Array, Uint32Array, Uint32Array];
  let crc = 0xffffffff;
  let at = 0;
  for (const end = bytes.length - 3; at < end; at += 4) {
    crc ^= bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
    crc =
      four[crc & 0xff]! ^ three[(crc >>> 8) & 0xff]! ^ two[(crc >>> 16) & 0xff]! ^ one[(crc >>> 24) & 0xff]!;
  }
  for (; at < bytes.length; at++) crc = one[(crc ^ bytes[at]!) & 0xff]! ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
