import type { Plugin } from 'vite';
import { PAGE_POLICY } from '../../src/app/offline/policy';

/** Writes the page's policy into the built index.html, before anything that it governs. */
export function contentSecurity(): Plugin {
  return {
    name: 'koubo-content-security',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (html) => html.replace(/<meta charset="utf-8" \/>/, `$&\n    ${META}`),
    },
  };
}

const META = `<meta http-equiv="Content-Security-Policy" content="${PAGE_POLICY}" />`;
