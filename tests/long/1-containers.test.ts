import { it } from 'vitest';
import { useStudio } from '../e2e/studio';
import { CONTAINERS } from '../formats/cases';
import { expectHarmless } from './dub-formats';

const studio = useStudio();

it('reads every container and codec of the matrix and harms nothing', () =>
  expectHarmless(studio, CONTAINERS));
