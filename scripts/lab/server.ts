import { join, resolve } from 'node:path';
import { startSourceServer, type SourceServer } from '../source-server';

const MOUTH_MODEL = /(?:^|\/)models\/mouth\/(mouth\.onnx|check\.json)(\?.*)?$/;

/**
 * Serves the lab page. `mouth`: a folder with a `mouth.onnx` and its `check.json` that are used in place of the app's.
 */
export const startLabServer = (mouth?: string): Promise<SourceServer & { close(): Promise<void> }> =>
  startSourceServer({
    ...{ name: 'lab', modules: 'scripts/lab/*.ts', allow: mouth === undefined ? [] : [mouth] },
    plugins: [
      {
        name: 'koubo-lab-mouth',
        enforce: 'pre',
        resolveId: (id) => {
          const [, file, query = ''] = MOUTH_MODEL.exec(id) ?? [];
          return mouth !== undefined && file ? `${join(resolve(mouth), file)}${query}` : null;
        },
      },
    ],
  });
