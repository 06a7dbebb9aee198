import { count, NO_TRAFFIC, watchTraffic, type Traffic } from '../offline/traffic';

/** What this page and its workers have asked for since it was loaded. */
export class TrafficState {
  #traffic = $state.raw<Traffic>(NO_TRAFFIC);
  #refused = $state(0);

  get traffic() {
    return this.#traffic;
  }
  /** How often the browser stopped something by the page's policy. */
  get refused() {
    return this.#refused;
  }

  start(): void {
    watchTraffic((seen) => (this.#traffic = count(this.#traffic, seen, location.origin)));
    document.addEventListener('securitypolicyviolation', () => this.#refused++);
  }
}
