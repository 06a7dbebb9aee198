import { lane } from '../lane';

export default lane({
  include: ['tests/browser/**/*.test.ts'],
  globalSetup: 'tests/browser/global-setup.ts',
});
