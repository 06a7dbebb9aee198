import { expect, it } from 'vitest';
import { orientationOf } from './display-matrix';

/** As ffprobe prints a matrix in 16.16 fixed point. */
const told = (a: number, b: number, c: number, d: number) => {
  const row = (name: string, values: number[]) =>
    `${name}:${values.map((value) => String(value * 65536).padStart(12)).join('')}\n`;
  const displaymatrix = `\n${row('00000000', [a, b, 0])}${row('00000001', [c, d, 0])}${row('00000002', [0, 0, 16384])}`;
  return [{}, { displaymatrix, rotation: 0 }];
};

it.each([
  ['as it is', [1, 0, 0, 1], 0, false],
  ['a quarter', [0, 1, -1, 0], 90, false],
  ['a half', [-1, 0, 0, -1], 180, false],
  ['three quarters', [0, -1, 1, 0], 270, false],
  ['left to right', [-1, 0, 0, 1], 0, true],
  ['top to bottom', [1, 0, 0, -1], 180, true],
  ['about one diagonal', [0, 1, 1, 0], 90, true],
  ['about the other diagonal', [0, -1, -1, 0], 270, true],
] as const)('%s', (_, [a, b, c, d], rotation, mirrored) => {
  expect(orientationOf(told(a, b, c, d))).toEqual({ rotation, mirrored });
});

it('goes by the angle where no matrix is told', () => {
  expect(orientationOf([{}, { rotation: -90 }])).toEqual({ rotation: 90, mirrored: false });
  expect(orientationOf([])).toEqual({ rotation: 0, mirrored: false });
});
