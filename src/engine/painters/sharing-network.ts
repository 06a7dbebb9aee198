import type { OpenNetwork, PainterTools } from './kind';

/** Tools for several painters that paint with one network: it is opened once, and closed by `release`. */
export function sharingNetwork(tools: PainterTools): PainterTools & { release(): Promise<void> } {
  let opened: Promise<OpenNetwork> | null = null;
  return {
    ...tools,
    openNetwork: async () => ({ ...(await (opened ??= tools.openNetwork())), release: async () => {} }),
    async release() {
      // One that could not be opened has nothing to close.
      const network = await opened?.catch(() => null);
      await network?.release();
    },
  };
}
