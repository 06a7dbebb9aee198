/**
 * The same names in the same order, made different where they are not: `a.mp4`, `a (2).mp4`. Names that differ only
 * in case count as the same, because Windows and macOS unpack them onto each other.
 */
export function uniqueNames(names: readonly string[]): string[] {
  const key = (name: string) => name.normalize('NFC').toLowerCase();
  // A name that is somebody's own is not given to another.
  const own = new Set(names.map(key));
  const taken = new Set<string>();
  const last = new Map<string, number>();
  return names.map((name) => {
    let free = name;
    if (taken.has(key(name))) {
      const dot = name.lastIndexOf('.');
      const [base, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
      let number = last.get(key(name)) ?? 1;
      do free = `${base} (${++number})${ending}`;
      while (taken.has(key(free)) || own.has(key(free)));
      last.set(key(name), number);
    }
    taken.add(key(free));
    return free;
  });
}
