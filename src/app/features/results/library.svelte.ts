import type { ResultRecord } from '../../storage/records/result-record';
import { NEWEST_FIRST, orderBy, sorted, type Order, type SortKey } from './data/order';
import { oneOf } from './data/one-of';
import { search } from './data/search';
import { extend, NOTHING, prune, selectAll, toggle, type Selection } from './data/selection';

/** Which results the page shows, in which order, and which of them are picked. */
export class Library {
  query = $state('');
  #order = $state.raw<Order>(NEWEST_FIRST);
  #picked = $state.raw<Selection>(NOTHING);
  readonly #all: () => readonly ResultRecord[];
  readonly #locale: () => string;

  /** `all`: every result; `locale`: by whose alphabet names are ordered (BCP 47). */
  constructor(all: () => readonly ResultRecord[], locale: () => string) {
    this.#all = all;
    this.#locale = locale;
  }

  readonly shown: readonly ResultRecord[] = $derived.by(() =>
    sorted(search(this.#all(), this.query), this.#order, this.#locale()),
  );
  /** Without those that were deleted meanwhile, perhaps by another tab. */
  readonly #selection: Selection = $derived.by(() =>
    prune(this.#picked, oneOf(this.#all().map(({ id }) => id))),
  );
  /** What is picked, shown or not, in the order of the list. */
  readonly selected: readonly ResultRecord[] = $derived.by(() => {
    const { ids } = this.#selection;
    return ids.size === 0
      ? []
      : sorted(
          this.#all().filter(({ id }) => ids.has(id)),
          this.#order,
          this.#locale(),
        );
  });
  readonly allShownSelected: boolean = $derived(
    this.shown.length > 0 && this.shown.every(({ id }) => this.#selection.ids.has(id)),
  );

  get order(): Order {
    return this.#order;
  }

  /** Chooses the key to sort by; chosen again it turns the order round. */
  sortBy(key: SortKey): void {
    this.#order = orderBy(this.#order, key);
  }

  isSelected(id: string): boolean {
    return this.#selection.ids.has(id);
  }

  /** `range`: from the last one that was pressed to this one. */
  select(id: string, range: boolean): void {
    this.#picked = range
      ? extend(
          this.#selection,
          id,
          this.shown.map((record) => record.id),
        )
      : toggle(this.#selection, id);
  }

  selectShown(): void {
    this.#picked = selectAll(
      this.#selection,
      this.shown.map(({ id }) => id),
    );
  }

  selectNone(): void {
    this.#picked = NOTHING;
  }
}
