import type { Mark } from '../../ui/timeline/mark';
import type { Faces } from './faces.svelte';

/** What is marked of a video alone. */
export type FoundMark = Mark & { readonly kind: Exclude<Mark['kind'], 'said'> };

/** What the look over a video tells of it, and what the user keeps, as it is marked on its timeline. */
export function marksOf({ look, person, kept }: Pick<Faces, 'look' | 'person' | 'kept'>): FoundMark[] {
  if (look.state !== 'ready') return [];
  const { several, cuts } = look.scan;
  return [
    ...several.map(({ from, to }) => ({ kind: 'several' as const, from, to })),
    ...(person?.faults ?? []),
    ...cuts.map((at) => ({ kind: 'cut' as const, from: at, to: at })),
    ...kept.map(({ from, to }) => ({ kind: 'kept' as const, from, to })),
  ];
}
