import { it } from 'vitest';
import { useStudio } from '../e2e/studio';
import { damagedFiles, wholeFiles } from '../formats/damage';
import { expectSurvived } from './dub-damaged';

const studio = useStudio();

it('copes with 200 files in which bytes are wrong', () =>
  expectSurvived(studio, damagedFiles(wholeFiles(studio.scratch('')), 200)));
