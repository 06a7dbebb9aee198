/** What the page has to know of parts of files. */
export { fitRange, SHORTEST_PART, usedSeconds, type Trim } from '../../../engine/core/trim';
