import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import { roomConfigs } from './eslint.config.rooms.mjs';

/** The compiler's worlds (see CONTRIBUTING.md); a file is linted with the first that includes it. */
const PROJECTS = [
  './tsconfig.json',
  './src/engine/tsconfig.json',
  './workers/tsconfig.json',
  './scripts/tsconfig.json',
];

export default ts.config(
  {
    ignores: ['dist/', 'pack/', 'node_modules/', 'public/', 'models/', 'bench/out/', 'tests/out/', '.cache/'],
  },
  { files: ['**/*.ts'], extends: [ts.configs.recommendedTypeChecked] },
  {
    files: ['**/*.ts'],
    languageOptions: {
      parserOptions: {
        project: PROJECTS,
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.svelte'],
      },
    },
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      // A reason may be anything (an AbortSignal's, a worker's), and is passed on as it came.
      '@typescript-eslint/prefer-promise-reject-errors': 'off',
      '@typescript-eslint/only-throw-error': 'off',
      // Implementations of an async interface need not await; contexts are passed around in pieces.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/unbound-method': 'off',
      'no-console': ['error', { allow: ['warn', 'error'] }],
      eqeqeq: 'error',
    },
  },
  // Components are type-checked by svelte-check; ESLint looks at them without types, which is far quicker.
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    extends: [ts.configs.recommended, svelte.configs['flat/recommended']],
    languageOptions: {
      globals: globals.browser,
      parserOptions: { parser: ts.parser, project: null, extraFileExtensions: ['.svelte'] },
    },
  },
  {
    files: ['**/*.svelte.ts'],
    extends: [ts.configs.disableTypeChecked],
    languageOptions: { parser: ts.parser },
  },
  // Command-line programs talk on the console.
  { files: ['scripts/**/*.ts', 'bench/**/*.ts', 'tests/**/*.ts'], rules: { 'no-console': 'off' } },
  { files: ['**/*.mjs'], languageOptions: { globals: globals.node } },
  ...roomConfigs,
);
