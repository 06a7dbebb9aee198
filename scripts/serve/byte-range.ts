/** Inclusive. */
export type ByteRange = { readonly start: number; readonly end: number };

/**
 * Which bytes of a file of `size` bytes a `Range` header asks for (RFC 9110, 14.2). 'whole' where the header is to be
 * ignored: no range, another unit, several ranges, a range that ends before it begins. null where there are no such bytes.
 */
export function byteRange(header: string | undefined, size: number): ByteRange | 'whole' | null {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/i.exec(header?.trim() ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return 'whole';
  const suffix = match[1] === '';
  if (!suffix && match[2] !== '' && Number(match[2]) < Number(match[1])) return 'whole';
  const start = suffix ? Math.max(0, size - Number(match[2])) : Number(match[1]);
  const end = suffix || match[2] === '' ? size - 1 : Math.min(size - 1, Number(match[2]));
  return start <= end && start < size ? { start, end } : null;
}
