import type { Texts } from '../texts';

export const offline = {} satisfies Texts;
