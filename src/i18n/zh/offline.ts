import type { offline as en } from '../en/offline';
import type { Translation } from '../texts';

export const offline: Translation<typeof en> = {};
