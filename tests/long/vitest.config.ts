import { lane } from '../lane';

// One file at a time: these measure how long a file takes, and what memory.
export default lane({
  include: ['tests/long/*.test.ts'],
  globalSetup: 'tests/e2e/global-setup.ts',
  maxWorkers: 1,
  // As users have it: some of these last minutes.
  env: { CHROMIUM_FLAGS: '' },
});
