import { count, NO_TRAFFIC, watchTraffic, type Traffic } from '../offline/traffic';

/** What this page and its workers have asked for since it was loaded. */
export class TrafficState {
  #traffic = $state.raw<Traffic>(NO_TRAFFIC);
  #refusals = $state.raw<Readonly<Record<string, number>>>({});

  get traffic() {
    return this.#traffic;
  }
  /**
   * How often the browser stopped something by the page's policy, which stands in the server's headers and in the page
   * itself: what both refuse is told twice.
   */
  get refused() {
    return Math.max(0, ...Object.values(this.#refusals));
  }

  start(): void {
    watchTraffic((seen) => (this.#traffic = count(this.#traffic, seen, location.origin)));
    document.addEventListener('securitypolicyviolation', ({ originalPolicy: policy }) => {
      this.#refusals = { ...this.#refusals, [policy]: (this.#refusals[policy] ?? 0) + 1 };
    });
  }
}
