import { execFileSync } from 'node:child_process';

const ip = (...words: string[]) => execFileSync('ip', words, { stdio: ['ignore', 'ignore', 'pipe'] });

export type Namespaces = {
  /** Address of this side, which all of them reach, and nothing else. */
  readonly host: string;
  /** The command that runs another in one of them, counted from 0. */
  readonly within: (at: number) => readonly string[];
  close(): void;
};

/** Network namespaces of their own on one bridge, as so many machines on one wire. Linux, as root. */
export function openNamespaces(count: number): Namespaces {
  const bridge = `kb${process.pid % 100_000}`;
  const nameOf = (at: number) => `${bridge}n${at}`;
  const close = () => {
    for (let at = 0; at < count; at++)
      try {
        ip('netns', 'del', nameOf(at));
      } catch {
        // It was never made.
      }
    ip('link', 'del', bridge);
  };
  ip('link', 'add', bridge, 'type', 'bridge');
  try {
    ip('addr', 'add', '10.77.0.1/24', 'dev', bridge);
    ip('link', 'set', bridge, 'up');
    for (let at = 0; at < count; at++) {
      const [name, end] = [nameOf(at), `${bridge}v${at}`];
      ip('netns', 'add', name);
      ip('link', 'add', end, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', name);
      ip('link', 'set', end, 'master', bridge, 'up');
      ip('-n', name, 'addr', 'add', `10.77.0.${at + 2}/24`, 'dev', 'eth0');
      ip('-n', name, 'link', 'set', 'eth0', 'up');
    }
  } catch (reason) {
    close();
    throw reason;
  }
  return { host: '10.77.0.1', within: (at) => ['ip', 'netns', 'exec', nameOf(at)], close };
}
