/** What Space presses, opens or writes into by itself. */
const OWN = 'button, a[href], input:not([type="range"]), select, textarea, summary, [contenteditable="true"]';

/**
 * True where a key that plays was pressed for a player: the focus is on the result that `player` shows (marked by
 * `data-plays`), or on nothing at all, and nothing else makes use of the key.
 */
export function isMeantFor(player: HTMLElement, { target, defaultPrevented }: KeyboardEvent): boolean {
  if (defaultPrevented || !(target instanceof HTMLElement) || target.closest(OWN)) return false;
  const result = player.closest('[data-plays]') ?? player;
  if (result.contains(target)) return true;
  // A dialog that lies over the page has the keys.
  const covered = document.querySelector('dialog:modal') !== null;
  return !covered && (target === document.body || target.tagName === 'MAIN');
}
