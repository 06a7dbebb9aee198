import { lane } from '../lane';

export default lane({ include: ['tests/e2e/**/*.test.ts'], globalSetup: 'tests/e2e/global-setup.ts' });
