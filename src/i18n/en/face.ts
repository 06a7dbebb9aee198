import type { Texts } from '../texts';

export const face = {} satisfies Texts;
