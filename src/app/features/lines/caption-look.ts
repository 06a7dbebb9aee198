/** What can be chosen of lines in the pictures, and what they look like unless somebody does. */
export { CAPTION_PLACES, CAPTION_SIZES, DEFAULT_LOOK } from '../../../engine/script/script';
