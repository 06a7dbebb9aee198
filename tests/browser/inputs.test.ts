import { afterEach, describe, expect, it } from 'vitest';
import { useLab } from './use-lab';

const here = useLab();
afterEach(() => here.lab.limitStorage(null));

const [SMALL, LARGE] = [100_000, 300 * 1024 * 1024];

describe('a file that the user gave', () => {
  it('is copied, and does not care what becomes of the original', async () => {
    const size = `${SMALL}`;
    const copy = { held: 'copy', later: size, changed: size, deleted: 'input/gone' };
    expect(await here.lab.keepInput(SMALL, false)).toEqual(copy);
    expect(await here.lab.keepInput(SMALL, true)).toEqual(copy);
  });

  it('is read where it lies if it is large and the browser allows it, and must not have changed', async () => {
    expect(await here.lab.keepInput(LARGE, true)).toEqual({
      ...{ held: 'handle', later: `${LARGE}` },
      ...{ changed: 'input/gone', deleted: 'input/gone' },
    });
  });

  it('lasts as long as the page where there is no room for a copy', async () => {
    await here.lab.limitStorage(SMALL / 2);
    const page = { held: 'page', later: 'input/gone', changed: 'input/gone', deleted: 'input/gone' };
    await expect(here.lab.keepInput(SMALL + 1, false)).resolves.toEqual(page);
  });
});
