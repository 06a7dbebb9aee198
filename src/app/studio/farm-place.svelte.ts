import type { Deployment } from '../environment/deployment';
import type { Farm } from '../features/farm/open-offer';

/** Machines that the deployment names beside this one, once it is known. */
export class FarmPlace {
  #farm = $state.raw<Farm | null>(null);
  #tell: (farm: Farm | null) => void = () => {};
  /** Resolves once it is known whether there are any. */
  readonly known = new Promise<Farm | null>((resolve) => (this.#tell = resolve));

  /** Null where there are none, or it is not known yet. */
  get farm() {
    return this.#farm;
  }

  /** Their code is loaded only where a deployment names them. */
  async open({ farm }: Deployment): Promise<void> {
    try {
      if (farm) this.#farm = await (await import('../features/farm/open-offer')).openOffer(farm);
    } catch (reason) {
      console.warn('other machines cannot be offered', reason);
    }
    this.#tell(this.#farm);
  }
}
