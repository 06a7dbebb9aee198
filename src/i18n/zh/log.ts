import type { log as en } from '../en/log';
import type { Translation } from '../texts';

export const log: Translation<typeof en> = {};
