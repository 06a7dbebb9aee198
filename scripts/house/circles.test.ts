import { expect, it } from 'vitest';
import { circles } from './circles';

it('finds modules that import each other at once, and no others', () => {
  const files = new Map([
    ['a/a.ts', "import { b } from '../b';\nimport type { C } from './c';"],
    ['b/index.ts', "import c, {\n  type D,\n} from '../a/c';"],
    ['a/c.ts', "export * from './a';"],
    ['d.ts', "import { type A, type B } from './e';\nconst later = () => import('./e');"],
    ['e.ts', "import './d';"],
  ]);
  expect(circles(files)).toEqual([['a/a.ts', 'b/index.ts', 'a/c.ts']]);
});
