import { Attempts } from './attempts';
import { count, destination, NO_TRAFFIC, watchTraffic, type Seen, type Traffic } from './traffic';
import { PROBE } from './ways-out';

/** What this page and its workers have asked for since it was loaded. */
export class TrafficState {
  readonly #attempts = new Attempts();
  #traffic = $state.raw<Traffic>(NO_TRAFFIC);
  #refused = $state(0);

  get traffic() {
    return this.#traffic;
  }
  /** How often the browser or the service worker stopped something. */
  get refused() {
    return this.#refused;
  }

  start(): void {
    watchTraffic((seen) => this.#see(seen));
    document.addEventListener('securitypolicyviolation', ({ blockedURI, originalPolicy }) => {
      if (blockedURI !== PROBE) this.#attempts.held(blockedURI, originalPolicy);
      this.#tell();
    });
  }

  #see(seen: Seen): void {
    if (seen.url === PROBE) return;
    if (seen.held) this.#attempts.held(seen.url, 'service worker');
    else if (destination(seen.url, location.origin) === 'elsewhere') this.#attempts.asked(seen.url);
    else this.#traffic = count(this.#traffic, seen, location.origin);
    this.#tell();
  }

  #tell(): void {
    this.#refused = this.#attempts.heldCount;
    this.#traffic = { ...this.#traffic, elsewhere: this.#attempts.gone };
  }
}
