import { describe, expect, it } from 'vitest';
import { apiDocs, writtenDocs } from './api-docs';

describe('docs/api.md', () => {
  it('is what the interface says of itself: node --import tsx scripts/farm/api-docs.ts', async () => {
    expect(writtenDocs()).toBe(await apiDocs());
  });
});
