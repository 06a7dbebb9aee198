import type { Texts } from '../texts';

export const log = {} satisfies Texts;
