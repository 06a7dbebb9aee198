import { describe, expect, it } from 'vitest';
import { mediaType } from './mime';
import { fileAt, inOrder, type AppFile } from './precache';

const file = (path: string, bytes = 1, shell = false): AppFile => ({ path, bytes, hash: path, shell });

describe('fileAt', () => {
  const files = [file('index.html'), file('assets/a.js')];
  const scope = 'https://host/a/koubo/';
  it.each([
    ['https://host/a/koubo/', 'index.html'],
    ['https://host/a/koubo/?lang=zh#/queue', 'index.html'],
    ['https://host/a/koubo/index.html', 'index.html'],
    ['https://host/a/koubo/assets/a.js?x=1', 'assets/a.js'],
    ['https://host/a/koubo', null],
    ['https://host/a/koubo2/assets/a.js', null],
    ['https://host/assets/a.js', null],
    ['https://host/a/koubo/assets/', null],
    ['https://elsewhere/a/koubo/assets/a.js', null],
  ])('%s is %s', (url, path) => {
    expect(fileAt(files, url, scope)?.path ?? null).toBe(path);
  });
});

it('inOrder puts the shell first, then the small', () => {
  const files = [file('big', 9), file('small', 1), file('shell-big', 8, true), file('shell-small', 2, true)];
  expect(inOrder(files).map(({ path }) => path)).toEqual(['shell-small', 'shell-big', 'small', 'big']);
});

it.each([
  ['assets/ort-wasm.wasm', 'application/wasm'],
  ['a/b.mjs', 'text/javascript; charset=utf-8'],
  ['models/face_landmarker.task', 'application/octet-stream'],
  ['LICENSE', 'application/octet-stream'],
])('mediaType of %s', (path, type) => {
  expect(mediaType(path)).toBe(type);
});
