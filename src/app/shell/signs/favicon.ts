const LENGTH = 2 * Math.PI * 12;

/** A ring that closes with the work, as an SVG for the tab. `fraction`: 0–1. */
export function progressIcon(fraction: number, paused: boolean): string {
  const done = LENGTH * Math.min(1, Math.max(0, fraction));
  const ring = (colour: string, dash: string) =>
    `<circle cx="16" cy="16" r="12" fill="none" stroke="${colour}" stroke-width="7" ${dash}/>`;
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">' +
    ring('#9a978f', 'opacity="0.45"') +
    ring(
      paused ? '#75520a' : '#0f9b7c',
      `stroke-dasharray="${done.toFixed(1)} ${LENGTH.toFixed(1)}" transform="rotate(-90 16 16)"`,
    ) +
    '</svg>';
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

/** Puts an icon on the tab; null for the app's own. */
export function setIcon(address: string | null): void {
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  if (!link) return;
  link.dataset.own ??= link.getAttribute('href') ?? '';
  const wanted = address ?? link.dataset.own;
  if (link.getAttribute('href') !== wanted) link.href = wanted;
}
