import { posix } from 'node:path';

/** Endings that an import leaves out. */
const ENDINGS = ['', '.ts', '.svelte.ts', '/index.ts'];
const STATIC = /^\s*(?:import|export)\s+(?!type\b)(?:([^'"]*?)\s+from\s+)?'(\.[^'"]+)'/gm;

/** What a file imports at run time as soon as it is loaded; types, and what `import()` fetches later, do not count. */
function importsOf(file: string, text: string, files: ReadonlyMap<string, string>): string[] {
  return [...text.matchAll(STATIC)].flatMap(([, names = '', path = '']) => {
    const inner = /^\{([^}]*)\}$/.exec(names.trim())?.[1];
    const onlyTypes = inner
      ?.split(',')
      .every((name) => name.trim() === '' || name.trim().startsWith('type '));
    if (onlyTypes) return [];
    const target = posix.join(posix.dirname(file), path.replace(/\?.*$/, ''));
    const ending = ENDINGS.find((each) => files.has(target + each));
    return ending === undefined ? [] : [target + ending];
  });
}

/** Modules that import each other in a circle, each circle once, as its modules in their order. `files`: text by path. */
export function circles(files: ReadonlyMap<string, string>): string[][] {
  const found: string[][] = [];
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (file: string): void => {
    const at = path.indexOf(file);
    if (at >= 0) found.push(path.slice(at));
    if (at >= 0 || done.has(file)) return;
    path.push(file);
    for (const next of importsOf(file, files.get(file) ?? '', files)) visit(next);
    path.pop();
    done.add(file);
  };
  for (const file of files.keys()) visit(file);
  return found;
}
