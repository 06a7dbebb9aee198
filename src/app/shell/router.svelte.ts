/** Where each page is found: what stands behind the `#` of the address, beginning with `/`. */
export type Routes<Page extends string> = Readonly<Record<Page, { readonly path: string }>>;

/**
 * The page that `hash` (with its `#`, or empty) asks for: `home` for no hash and for an unknown address, null for
 * an anchor within a page, which is no address of a page.
 */
export function pageAt<Page extends string>(hash: string, routes: Routes<Page>, home: Page): Page | null {
  if (hash === '' || hash === '#') return home;
  if (!hash.startsWith('#/')) return null;
  const path = hash.slice(1).replace(/(?<=.)\/+$/, '');
  return (Object.keys(routes) as Page[]).find((page) => routes[page].path === path) ?? home;
}

/**
 * Which page is shown. Pages have addresses behind `#`, so that any static host serves them all with one file and
 * the browser's back button works.
 */
export class Router<Page extends string> {
  readonly #routes: Routes<Page>;
  readonly #home: Page;
  #page = $state() as Page;

  constructor(routes: Routes<Page>, home: Page, hash: string) {
    this.#routes = routes;
    this.#home = home;
    this.#page = pageAt(hash, routes, home) ?? home;
  }

  get page(): Page {
    return this.#page;
  }

  /** Follows the address; true where it leads to another page. */
  follow(hash: string): boolean {
    const page = pageAt(hash, this.#routes, this.#home) ?? this.#page;
    const isOther = page !== this.#page;
    this.#page = page;
    return isOther;
  }
}
