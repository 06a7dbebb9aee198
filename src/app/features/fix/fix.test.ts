import { expect, it } from 'vitest';
import { fixedSentence, fixScript } from './fix-script';
import { viewAround } from './view';

it('tells the sentence of a script again', () => {
  const script = fixScript({ from: 12.4, to: 15.9 }, { from: 0, to: 3 });
  expect(fixedSentence(script)).toEqual({ from: 12.4, to: 15.9 });
  const paced = { from: 12.4, to: 15.9, fit: 'pace' } as const;
  expect(fixedSentence(fixScript(paced, { from: 0, to: 3 }))).toEqual(paced);
  expect(fixedSentence({ ...script, cues: [...script.cues, ...script.cues] })).toBeNull();
  expect(fixedSentence(undefined)).toBeNull();
});

it('shows other seconds only where it has to, and never any that are not there', () => {
  const view = { from: 0, to: 20 };
  expect(viewAround(view, 20, 600)).toBe(view);
  expect(viewAround(view, 31, 600)).toEqual({ from: 21, to: 41 });
  expect(viewAround(view, 599, 600)).toEqual({ from: 580, to: 600 });
  expect(viewAround({ from: 580, to: 600 }, 3, 600)).toEqual(view);
  expect(viewAround({ from: 0, to: 0 }, 0, 8)).toEqual({ from: 0, to: 8 });
  expect(viewAround({ from: 0, to: 0 }, 2, 8)).toEqual({ from: 0, to: 8 });
});
