import { expect, it } from 'vitest';
import { Attempts } from './attempts';

it('counts what was held apart from what went out, in whatever order both are told', () => {
  const attempts = new Attempts();
  attempts.asked('http://a/');
  attempts.held('http://a/', 'header');
  attempts.held('http://a/', 'meta');
  attempts.held('http://b/', 'header');
  attempts.asked('http://b/');
  attempts.asked('http://b/');
  attempts.held('eval', 'header');
  expect([attempts.heldCount, attempts.gone]).toEqual([3, 1]);
});
