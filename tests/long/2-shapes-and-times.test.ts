import { it } from 'vitest';
import { useStudio } from '../e2e/studio';
import { SHAPES, TIMES } from '../formats/cases';
import { expectHarmless } from './dub-formats';

const studio = useStudio();

it.each(Object.entries({ shapes: SHAPES, times: TIMES }))(
  'reads every video of the matrix and harms nothing: %s',
  (_, cases) => expectHarmless(studio, cases),
);
