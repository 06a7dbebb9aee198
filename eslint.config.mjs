import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import { roomConfigs } from './eslint.config.rooms.mjs';

export default ts.config(
  {
    ignores: ['dist/', 'pack/', 'node_modules/', 'public/', 'models/', 'bench/out/', 'tests/out/', '.cache/'],
  },
  // What needs types is Oxlint's (`.oxlintrc.json`), whose compiler is native: a tenth of the time.
  {
    files: ['**/*.ts'],
    extends: [ts.configs.recommended],
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      'no-console': ['error', { allow: ['warn', 'error'] }],
      eqeqeq: 'error',
    },
  },
  // Components are type-checked by svelte-check.
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    extends: [ts.configs.recommended, svelte.configs['flat/recommended']],
    languageOptions: {
      globals: globals.browser,
      parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'] },
    },
  },
  {
    files: ['**/*.svelte.ts'],
    languageOptions: { parser: ts.parser },
  },
  // Command-line programs talk on the console.
  { files: ['scripts/**/*.ts', 'bench/**/*.ts', 'tests/**/*.ts'], rules: { 'no-console': 'off' } },
  { files: ['**/*.mjs'], languageOptions: { globals: globals.node } },
  ...roomConfigs,
);
