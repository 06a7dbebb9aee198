import type { Attachment } from 'svelte/attachments';

/** What a dragged row carries; no other page or program knows it. */
const KIND = 'application/x-koubo-job';

/** Lets a row be dragged to another place of its list. */
export function carries(id: string): Attachment<HTMLElement> {
  return (row) => {
    row.draggable = true;
    const begin = ({ dataTransfer }: DragEvent) => {
      if (!dataTransfer) return;
      dataTransfer.setData(KIND, id);
      dataTransfer.effectAllowed = 'move';
    };
    row.addEventListener('dragstart', begin);
    return () => {
      row.draggable = false;
      row.removeEventListener('dragstart', begin);
    };
  };
}

/**
 * The row under the pointer that jobs can be put before: one that waits. The one that runs stays the first, and what is
 * dropped on it comes next.
 */
function rowAt(event: DragEvent, list: HTMLElement): HTMLElement | null {
  const row = (event.target as Element | null)?.closest<HTMLElement>('[data-id]') ?? null;
  return row === null || row.draggable ? row : list.querySelector<HTMLElement>('[data-id][draggable="true"]');
}

/** Makes a list a place to drop its rows on: `onmove` hears which goes before which, null for the end. */
export function takesRows(onmove: (id: string, before: string | null) => void): Attachment<HTMLElement> {
  return (list) => {
    const gone = new AbortController();
    let over: HTMLElement | null = null;
    const mark = (row: HTMLElement | null) => {
      over?.classList.remove('over');
      over = row;
      over?.classList.add('over');
    };
    const on = (name: 'dragover' | 'dragleave' | 'drop' | 'dragend', handle: (event: DragEvent) => void) =>
      list.addEventListener(name, (event) => event.dataTransfer?.types.includes(KIND) && handle(event), {
        signal: gone.signal,
      });
    on('dragover', (event) => {
      event.preventDefault();
      mark(rowAt(event, list));
    });
    on('dragleave', (event) => {
      if (!list.contains(event.relatedTarget as Node | null)) mark(null);
    });
    on('dragend', () => mark(null));
    on('drop', (event) => {
      event.preventDefault();
      mark(null);
      const id = event.dataTransfer?.getData(KIND);
      if (!id) return;
      const row = rowAt(event, list);
      // In the lower half of a row it is meant to come behind it.
      const isBelow = row !== null && event.clientY > middleOf(row);
      const before = isBelow ? row.nextElementSibling : row;
      const to = before instanceof HTMLElement ? (before.dataset.id ?? null) : null;
      if (to !== id) onmove(id, to);
    });
    return () => gone.abort();
  };
}

function middleOf(row: HTMLElement): number {
  const { top, height } = row.getBoundingClientRect();
  return top + height / 2;
}
