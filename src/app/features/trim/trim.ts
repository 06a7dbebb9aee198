/** What the page has to know of parts of files. */
export { SHORTEST_PART, usedSeconds, type Trim } from '../../../engine/core/trim';
