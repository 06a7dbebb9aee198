import { lane } from '../lane';

export default lane({ include: ['tests/browser/**/*.test.ts'], globalSetup: 'tests/e2e/global-setup.ts' });
