/** A time (seconds) as it stands in a field to be changed: `0:05.50`, `1:02:03.00`. */
export function toField(time: number): string {
  const hundredths = Math.round(100 * time);
  const two = (value: number) => String(value).padStart(2, '0');
  const [h, m, s] = [Math.floor(hundredths / 360_000), Math.floor(hundredths / 6000) % 60, hundredths % 6000];
  const rest = `${two(Math.floor(s / 100))}.${two(s % 100)}`;
  return h > 0 ? `${h}:${two(m)}:${rest}` : `${m}:${rest}`;
}

/**
 * The time that somebody typed: seconds, minutes and seconds, or hours as well, with the colons, commas and digits of a
 * Chinese keyboard too. Null for what is no time.
 */
export function readField(text: string): number | null {
  const plain = text.normalize('NFKC').trim().replace(',', '.').replace('。', '.');
  const parts = /^(?:(?:(\d+):)?(\d+):)?(\d+(?:\.\d*)?|\.\d+)$/.exec(plain);
  if (!parts) return null;
  const [h, m, s] = [parts[1] ?? 0, parts[2] ?? 0, parts[3]].map(Number) as [number, number, number];
  return 3600 * h + 60 * m + s;
}
