import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, it } from 'vitest';

const ENTRANCE = fileURLToPath(new URL('../src/engine/index.ts', import.meta.url));

/** Everything that the engine's entrance exports, with the declaration that it comes from. */
function exported(): [name: string, declaration: ts.Declaration][] {
  const options = { moduleResolution: ts.ModuleResolutionKind.Bundler, module: ts.ModuleKind.ESNext };
  const program = ts.createProgram([ENTRANCE], {
    ...options,
    noLib: true,
    types: [],
    resolveJsonModule: true,
  });
  const checker = program.getTypeChecker();
  const file = program.getSourceFile(ENTRANCE);
  const module = file && checker.getSymbolAtLocation(file);
  if (!module) throw new Error('the entrance exports nothing');
  return checker.getExportsOfModule(module).map((symbol) => {
    const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    return [symbol.name, target.declarations?.[0] as ts.Declaration];
  });
}

/** The doc comment in front of a declaration, or of the statement that it stands in. */
function commentOf(declaration: ts.Declaration): string {
  let node: ts.Node = declaration;
  while (node.parent && !ts.isSourceFile(node.parent)) node = node.parent;
  const text = node.getSourceFile().text;
  const ranges = ts.getLeadingCommentRanges(text, node.pos) ?? [];
  const last = ranges.at(-1);
  return last ? text.slice(last.pos, last.end) : '';
}

it('says of everything that other pages can use what it is', { timeout: 60_000 }, () => {
  const all = exported();
  expect(all.length).toBeGreaterThan(15);
  const bare = all.filter(([, declaration]) => !commentOf(declaration).startsWith('/**'));
  expect(bare.map(([name]) => name)).toEqual([]);
});

it('is described in the guide, call by call', () => {
  const guide = readFileSync(fileURLToPath(new URL('../docs/embedding.md', import.meta.url)), 'utf8');
  for (const name of ['probe', 'analyse', 'preview', 'dub', 'release', 'close'])
    expect(guide).toContain(`\`${name}(`);
});
