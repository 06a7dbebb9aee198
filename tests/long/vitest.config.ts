import { lane } from '../lane';

// One file at a time: these measure how long a file takes, and what memory.
export default lane({
  include: ['tests/long/*.test.ts'],
  globalSetup: 'tests/e2e/global-setup.ts',
  maxWorkers: 1,
});
