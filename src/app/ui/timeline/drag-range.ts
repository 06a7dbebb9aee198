import { on } from 'svelte/events';

/** A stretch of a bar, 0…1 from its start; `from` may lie behind `to`. */
export type Drag = { readonly from: number; readonly to: number };

type Handlers = {
  /** Pressed and let go in one place. */
  readonly onclick: (part: number) => void;
  readonly ondrag: (drag: Drag | null) => void;
  readonly ondone: (drag: Drag) => void;
};

/** A pointer that moves by less than this (CSS pixels) was meant to click. */
const CLICK = 5;

/** Attachment of a horizontal bar on which stretches are marked by dragging. */
export function dragsRange({ onclick, ondrag, ondone }: Handlers) {
  return (bar: HTMLElement) => {
    let start: number | null = null;
    let from = 0;
    const partOf = ({ clientX }: PointerEvent) => {
      const { left, width } = bar.getBoundingClientRect();
      return Math.min(1, Math.max(0, (clientX - left) / width));
    };
    const down = (event: PointerEvent) => {
      if (event.button !== 0) return;
      start = event.clientX;
      from = partOf(event);
      bar.setPointerCapture(event.pointerId);
    };
    const isDrag = (event: PointerEvent) => start !== null && Math.abs(event.clientX - start) >= CLICK;
    const move = (event: PointerEvent) => {
      if (start !== null) ondrag(isDrag(event) ? { from, to: partOf(event) } : null);
    };
    const up = (event: PointerEvent) => {
      if (start === null) return;
      if (isDrag(event)) ondone({ from, to: partOf(event) });
      else onclick(partOf(event));
      cancel();
    };
    const cancel = () => {
      start = null;
      ondrag(null);
    };
    const off = [
      on(bar, 'pointerdown', down),
      on(bar, 'pointermove', move),
      on(bar, 'pointerup', up),
      on(bar, 'pointercancel', cancel),
    ];
    return () => off.forEach((stop) => stop());
  };
}
