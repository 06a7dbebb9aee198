// The import-direction rule: a table of rooms, a table of libraries, and the ESLint rule that reads them.
// A room is a folder of src/engine, src/app or src/app/features, or workers/; CONTRIBUTING.md tells what each is for.
import { readdirSync } from 'node:fs';
import path from 'node:path';

/** Pure rooms: they compile alone, run in Node as in the browser, and name nothing outside, not even a type. */
export const PURE = [
  ...[
    'core',
    'math',
    'picture',
    'timeline',
    'sound',
    'speech',
    'face',
    'provenance',
    'painters',
    'plan',
    'onnx',
    'script',
  ],
].map((room) => `engine/${room}`);

/** Rooms that every room of the app may import. */
const BASE = ['app/i18n', 'app/offline', 'app/storage', 'app/environment'];
/** What every feature may import. */
const FEATURE = [...BASE, 'app/ui', 'app/player', 'app/jobs'];
const ENGINE = [
  'core',
  'math',
  'timeline',
  'speech',
  'face',
  'provenance',
  'plan',
  'painters',
  'bridge',
  'job',
  'script',
].map((room) => `engine/${room}`);
const feature = (...others) => [...FEATURE, ...ENGINE, ...others.map((name) => `app/features/${name}`)];

/** Room → rooms it may import at run time. `src/main.ts` and what lies in `src/app` itself count as `app`. */
export const ROOMS = {
  'engine/core': [],
  'engine/math': [],
  'engine/picture': [],
  'engine/onnx': [],
  'engine/script': ['engine/core'],
  'engine/timeline': ['engine/core'],
  'engine/sound': ['engine/math'],
  'engine/speech': ['engine/core', 'engine/math'],
  'engine/face': ['engine/core', 'engine/math', 'engine/picture', 'engine/speech'],
  'engine/provenance': ['engine/core', 'engine/picture'],
  'engine/plan': ['engine/core', 'engine/face', 'engine/provenance'],
  'engine/painters': ['core', 'math', 'picture', 'timeline', 'speech', 'face', 'plan'].map(
    (room) => `engine/${room}`,
  ),
  'engine/bridge': ['engine/core'],
  'engine/media': ['core', 'picture', 'timeline', 'sound', 'speech', 'provenance', 'plan', 'script'].map(
    (room) => `engine/${room}`,
  ),
  'engine/inference': ['core', 'math', 'onnx', 'sound', 'speech', 'face', 'painters'].map(
    (room) => `engine/${room}`,
  ),
  'engine/job': ['core', 'speech', 'face', 'provenance', 'plan', 'painters', 'bridge', 'script'].map(
    (room) => `engine/${room}`,
  ),
  // The public entrance, and nothing else.
  engine: ['engine/core', 'engine/plan', 'engine/job'],
  'app/i18n': [],
  'app/offline': ['engine/core'],
  'app/storage': ['core', 'provenance', 'painters', 'plan', 'job'].map((room) => `engine/${room}`),
  'app/environment': ['app/storage', 'engine/core', 'engine/provenance'],
  'app/ui': ['app/i18n', 'engine/core', 'engine/painters'],
  'app/player': ['app/ui', 'engine/core', 'engine/timeline'],
  'app/jobs': [...BASE, ...ENGINE],
  'app/features/trim': feature(),
  'app/features/farm': feature(),
  'app/features/faces': feature(),
  'app/features/networks': feature(),
  'app/features/privacy': feature('farm'),
  'app/features/results': feature('farm'),
  'app/features/storage-manager': feature(),
  'app/features/log': feature(),
  'app/features/fix': feature('trim'),
  'app/features/lines': feature('batch', 'trim'),
  'app/features/people': feature('lines', 'trim'),
  'app/features/preview': feature('trim'),
  'app/features/recording': feature('trim'),
  'app/features/settings': feature('preview'),
  'app/features/queue': feature('farm', 'log', 'results', 'storage-manager'),
  'app/features/batch': feature('farm', 'networks', 'settings', 'storage-manager', 'trim'),
  'app/features/make': feature(
    'batch',
    'faces',
    'farm',
    'fix',
    'lines',
    'networks',
    'people',
    'preview',
    'recording',
    'results',
    'settings',
    'trim',
  ),
  'app/shell': feature('farm', 'privacy', 'settings'),
  'app/studio': ['app/', ...ENGINE],
  app: ['app/', ...ENGINE],
  workers: ['engine/'],
};

/** Library → the only rooms that may import it. */
export const HOMES = {
  comlink: ['engine/bridge', 'workers'],
  mediabunny: ['engine/media'],
  '@mediabunny': ['engine/media'],
  '@echogarden': ['engine/media'],
  '@ffmpeg': ['engine/media'],
  'hash-wasm': ['engine/media'],
  'onnxruntime-web': ['engine/inference'],
  '@mediapipe': ['engine/inference'],
  '@shiguredo': ['engine/inference'],
  idb: ['app/storage'],
  'client-zip': ['app/storage'],
  'css-line-break': ['engine/script'],
  jszip: ['app/jobs'],
};

const ROOT = import.meta.dirname;

/** The room that a file (relative to the repository) lies in, or null. */
export function roomOf(file) {
  if (file.startsWith('workers/')) return 'workers';
  if (/^src\/engine\/index(\.ts)?$/.test(file)) return 'engine';
  const inside = /^src\/(engine\/[^/]+|app\/features\/[^/]+|app\/[^/]+)\//.exec(file);
  if (inside) return inside[1];
  return /^src\/(app\/)?[^/]+$/.test(file) ? 'app' : null;
}

const mayImport = (room, other) =>
  room === other ||
  ROOMS[room].some((allowed) => other === allowed || (allowed.endsWith('/') && other.startsWith(allowed)));

const PAINTERS = 'src/engine/painters/';
/** The painters, by their folders: what they share, and tests, are nobody's. */
const IDS = readdirSync(path.join(ROOT, PAINTERS), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !['shared', 'testing'].includes(entry.name))
  .map(({ name }) => name);
/** The painter whose folder a file lies in, or null. */
function painterAt(file) {
  const name = file.startsWith(PAINTERS) ? file.slice(PAINTERS.length).split('/', 1)[0] : '';
  return IDS.includes(name) ? name : null;
}

/** Why a file may not import something, or null where it may. `file`: relative to the repository. */
export function complaintOf(file, specifier, isType) {
  const room = roomOf(file);
  if (!room) return null;
  if (!ROOMS[room]) return `${room} is a new room: say in eslint.config.rooms.mjs what it may import.`;
  const isPure = PURE.includes(room);
  if (specifier.startsWith('.')) {
    const target = path.posix.join(path.posix.dirname(file), specifier);
    const [own, painter] = [painterAt(file), painterAt(target)];
    if (painter !== null && file.startsWith(PAINTERS) && file.split('/').length > 4 && own !== painter)
      return 'What two painters need lies in painters/shared.';
    const other = roomOf(target);
    if (other === null || other === room) return null;
    if (isType && (!isPure || PURE.includes(other))) return null;
    if (!isType && file.endsWith('.svelte') && other.startsWith('engine/') && other !== 'engine/job')
      return 'A component asks the app, not the engine.';
    return mayImport(room, other) ? null : `${room} may import only: ${ROOMS[room].join(', ') || 'nothing'}.`;
  }
  if (isPure && specifier.startsWith('node:')) return `${room} names no platform.`;
  const library = Object.keys(HOMES).find((name) => specifier === name || specifier.startsWith(`${name}/`));
  if (library && !HOMES[library].includes(room))
    return 'This library has its one home elsewhere (see eslint.config.rooms.mjs).';
  return null;
}

const isTypeOnly = ({ importKind, exportKind, specifiers = [] }) =>
  importKind === 'type' ||
  exportKind === 'type' ||
  (specifiers.length > 0 &&
    specifiers.every((each) => each.importKind === 'type' || each.exportKind === 'type'));

/** Static imports, re-exports and `import()`. */
const direction = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const file = path.relative(ROOT, context.filename).replaceAll(path.sep, '/');
    const check = (node) => {
      if (node.source?.type !== 'Literal' || typeof node.source.value !== 'string') return;
      const message = complaintOf(file, node.source.value, isTypeOnly(node));
      if (message) context.report({ node: node.source, message });
    };
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
    };
  },
};

/** What a painter needs and does is asked of the registry: nobody else compares with its id. */
const noPainterBranches = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const isId = (node) => node?.type === 'Literal' && IDS.includes(node.value);
    const refuse = (node) =>
      context.report({ node, message: 'Ask the registry what a painter needs, not its id.' });
    return {
      BinaryExpression: (node) => (isId(node.left) || isId(node.right)) && refuse(node),
      SwitchCase: (node) => isId(node.test) && refuse(node),
    };
  },
};

/** For eslint.config.mjs. Tests may import what they test from anywhere. */
export const roomConfigs = [
  {
    name: 'koubo/rooms',
    files: ['src/**/*.{ts,svelte}', 'workers/**/*.ts'],
    ignores: ['**/*.test.ts', '**/testing.ts'],
    plugins: { koubo: { rules: { rooms: direction } } },
    rules: { 'koubo/rooms': 'error' },
  },
  {
    name: 'koubo/painters',
    files: ['src/**/*.{ts,svelte}', 'workers/**/*.ts'],
    ignores: ['**/*.test.ts', `${PAINTERS}*/**`],
    plugins: { 'koubo-painters': { rules: { branches: noPainterBranches } } },
    rules: { 'koubo-painters/branches': 'error' },
  },
];
