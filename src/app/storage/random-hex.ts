import { toHex } from '../../engine/core/hex';

/**
 * Random bytes in hexadecimal. Browsers give `crypto.randomUUID` to secure pages only; a page that is not secure still
 * has to come up and say so.
 */
export const randomHex = (bytes: number): string => toHex(crypto.getRandomValues(new Uint8Array(bytes)));
