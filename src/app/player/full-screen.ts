/** False where the browser fills its screen with nothing but a film of its own, as on an iPhone. */
export const canFillScreen = (): boolean => document.fullscreenEnabled;

/** Fills the screen with an element, or gives the screen back. A refusal changes nothing. */
export function toggleFullScreen(element: HTMLElement): void {
  const change = document.fullscreenElement ? document.exitFullscreen() : element.requestFullscreen();
  change.catch((reason: unknown) => console.warn('the screen was not filled', reason));
}
