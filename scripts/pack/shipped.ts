import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const TEXTS = fileURLToPath(new URL('./texts/', import.meta.url));
const LICENSE = fileURLToPath(new URL('../../LICENSE', import.meta.url));

/** An npm package of which something is in the built app. */
export type Shipped = {
  readonly name: string;
  readonly version: string;
  /** SPDX expression, as the package states it. */
  readonly licence: string;
  readonly homepage: string | null;
  /** Text of its licence, and of its notice where it has one. */
  readonly text: string;
};

/** Licence texts of packages that come without: those of their sources. */
const TEXT_OF: Record<string, string> = {
  'onnxruntime-web': join(TEXTS, 'onnxruntime.txt'),
  'onnxruntime-common': join(TEXTS, 'onnxruntime.txt'),
  '@ffmpeg/core': join(TEXTS, 'GPL-2.0.txt'),
  'abstract-logging': join(TEXTS, 'abstract-logging.txt'),
  'redis-info': join(TEXTS, 'redis-info.txt'),
  '@bull-board/api': join(TEXTS, 'bull-board.txt'),
  '@bull-board/fastify': join(TEXTS, 'bull-board.txt'),
  '@bull-board/ui': join(TEXTS, 'bull-board.txt'),
  '@aws-sdk/credential-provider-http': LICENSE,
  '@aws-sdk/credential-provider-login': LICENSE,
  '@aws-sdk/nested-clients': LICENSE,
  '@mediapipe/tasks-vision': LICENSE,
  '@mediapipe/face_mesh': LICENSE,
};
/** What a package holds beyond its own licence. */
const ALSO: Record<string, string> = {
  '@mediabunny/aac-encoder': join(TEXTS, 'LGPL-2.1.txt'),
  '@shiguredo/rnnoise-wasm': join(TEXTS, 'rnnoise.txt'),
};

/** Remembers the folder of each package from which a module went into the build; also for the builds of workers. */
export function collectPackages(into: Set<string>): Plugin {
  return {
    name: 'koubo-shipped',
    generateBundle(_, bundle) {
      for (const output of Object.values(bundle)) {
        if (output.type !== 'chunk') continue;
        for (const id of Object.keys(output.modules)) {
          const folder = packageFolder(id);
          if (folder) into.add(folder);
        }
      }
    },
  };
}

/** The folder of the npm package to which a module belongs; null for our own. */
export function packageFolder(id: string): string | null {
  return /^\0?(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id)?.[1] ?? null;
}

/** What is shipped of the package in `folder`. Throws where there is no text of its licence. */
export function readPackage(folder: string): Shipped {
  const facts = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
    license?: string;
    homepage?: string;
  };
  const texts = readdirSync(folder)
    .filter((file) => /^(licen[cs]e|copying|notice)/i.test(file))
    .sort()
    .map((file) => join(folder, file));
  const fallback = TEXT_OF[facts.name];
  if (texts.length === 0 && fallback) texts.push(fallback);
  const more = ALSO[facts.name];
  if (more) texts.push(more);
  if (texts.length === 0 || !facts.license || !texts.every(existsSync))
    throw new Error(
      `${facts.name} states no licence, or comes without its text (see scripts/pack/shipped.ts)`,
    );
  return {
    ...{ name: facts.name, version: facts.version, licence: facts.license, homepage: facts.homepage ?? null },
    text: texts.map((file) => readFileSync(file, 'utf8').trim()).join('\n\n----\n\n'),
  };
}
