import type { DubJob } from '../../../engine/job/dub-job';
import type { FarmRule } from '../../environment/deployment';
import { tellSent } from '../../offline/traffic';
import { ValueStore } from '../../storage/records/values';
import AwayFacts from './AwayFacts.svelte';
import AwayPanel from './AwayPanel.svelte';
import { awayParts, type AppParts } from './away-parts';
import FarmPromise from './FarmPromise.svelte';
import FarmSection from './FarmSection.svelte';
import { FarmOffer } from './offer.svelte';
import PlaceChoice from './PlaceChoice.svelte';
import { runAway, type AwayContext } from './run-away';

/** The offer with all that the page shows of it. One piece of code, fetched only where a deployment names other machines. */
export class Farm extends FarmOffer {
  readonly views = { AwayFacts, AwayPanel, FarmPromise, FarmSection, PlaceChoice };

  /** Has one job made there. Throws as `runAway`. */
  run(id: string, input: DubJob, app: AppParts, context: AwayContext): Promise<void> {
    return runAway(id, input, awayParts(this, app), context);
  }
}

/** The offer of this page. */
export async function openOffer(rule: FarmRule): Promise<Farm> {
  const farm = new Farm({
    ...{ rule, values: new ValueStore(), tab: sessionStorage },
    home: new URL('./', document.baseURI).href,
    fetch: (url, init) => {
      tellSent(url, init.body);
      return fetch(url, init);
    },
  });
  await farm.open();
  return farm;
}
