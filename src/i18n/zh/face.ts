import type { face as en } from '../en/face';
import type { Translation } from '../texts';

export const face: Translation<typeof en> = {};
