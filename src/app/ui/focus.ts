import type { Attachment } from 'svelte/attachments';

/**
 * Takes the focus when the element appears. For headings of parts that replace what had the focus, so that the
 * keyboard and the screen reader go on from there and not from the top of the page.
 */
export const focuses: Attachment<HTMLElement> = (element) => {
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: 'nearest' });
};

/** Takes the focus to the main part of the page, when the part that had it is going away. */
export function focusMain(): void {
  document.getElementById('studio')?.focus({ preventScroll: true });
}
