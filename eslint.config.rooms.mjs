// The import-direction rule, as two tables and their expansion into ESLint's own rules.
// A room is a folder of src/ (and workers/); CONTRIBUTING.md tells what each is for.

/** Room → rooms it may import at run time. `main.ts` counts as `app`. */
export const ROOMS = {
  app: ['studio', 'i18n', 'offline'],
  studio: ['bridge', 'dub', 'storage'],
  bridge: ['dub'],
  media: ['dub'],
  inference: ['dub'],
  storage: ['dub'],
  dub: [],
  i18n: [],
  offline: [],
  workers: ['bridge', 'dub', 'media', 'inference', 'storage'],
};

/** Library → the only rooms that may import it. */
export const HOMES = {
  comlink: ['bridge', 'workers'],
  mediabunny: ['media'],
  '@mediabunny': ['media'],
  '@ffmpeg': ['media'],
  'hash-wasm': ['media'],
  'onnxruntime-web': ['inference'],
  '@mediapipe': ['inference'],
  '@shiguredo': ['inference'],
  idb: ['storage'],
  'client-zip': ['storage'],
};

/** Rooms into which even a type import is refused: `dub` compiles alone, so it must not name anything outside. */
const SEALED = ['dub'];

const isTest = ['**/*.test.ts'];

const filesOf = (room) => {
  if (room === 'workers') return ['workers/**/*.ts'];
  const inside = [`src/${room}/**/*.{ts,svelte}`];
  return room === 'app' ? ['src/*.ts', ...inside] : inside;
};

/**
 * Import specifiers that lead from any depth of the tree into one of `rooms`. Only `src/*.ts`, which counts as `app`,
 * lies beside the rooms: elsewhere `./storage` is a file that happens to be called like one.
 */
const pathInto = (rooms, room) =>
  `^${room === 'app' ? '\\.{1,2}' : '\\.\\.'}/(?:\\.\\./)*(?:src/)?(?:${rooms.join('|')})(?:/|$)`;
const packageOf = (names) => `^(?:${names.join('|')})(?:/|$)`;

/** What `room` may not import: a pattern, and the sentence shown for it. */
export function bansOf(room) {
  const rooms = Object.keys(ROOMS).filter((other) => other !== room && !ROOMS[room].includes(other));
  const foreign = Object.keys(HOMES).filter((name) => !HOMES[name].includes(room));
  const allowed = ROOMS[room].join(', ') || 'nothing';
  return [
    {
      regex: pathInto(rooms, room),
      message: `${room} may import only: ${allowed}.`,
      allowTypeImports: !SEALED.includes(room),
    },
    {
      regex: packageOf(foreign),
      message: `This library has its one home elsewhere (see eslint.config.rooms.mjs).`,
      allowTypeImports: false,
    },
    ...(SEALED.includes(room)
      ? [{ regex: '^node:', message: `${room} names no platform.`, allowTypeImports: false }]
      : []),
  ];
}

/** `import()` is not seen by no-restricted-imports, so the same patterns are written as syntax selectors too. */
const dynamicBan = ({ regex, message }) => ({
  selector: `ImportExpression > Literal[value=/${regex.replaceAll('/', '\\/')}/]`,
  message,
});

/** One config object for each room, for eslint.config.mjs. Tests may import what they test from anywhere. */
export const roomConfigs = Object.keys(ROOMS).map((room) => ({
  name: `koubo/room-${room}`,
  files: filesOf(room),
  ignores: isTest,
  rules: {
    '@typescript-eslint/no-restricted-imports': ['error', { patterns: bansOf(room) }],
    'no-restricted-syntax': ['error', ...bansOf(room).map(dynamicBan)],
  },
}));
