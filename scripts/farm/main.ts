import { runCommand, EXIT, type Command } from './command';

type Entry = { readonly summary: string; readonly load: () => Promise<Command> };

/** What is loaded only when it is asked for: a queue's libraries are of no use to a single job. */
const COMMANDS: Readonly<Record<string, Entry>> = {
  dub: {
    summary: 'one video with one speech, on this machine',
    load: async () => (await import('./commands/dub')).dubCommand,
  },
  batch: {
    summary: 'a list of videos and speeches, on this machine',
    load: async () => (await import('./commands/batch')).batchCommand,
  },
  serve: {
    summary: 'the studio as a page',
    load: async () => (await import('./commands/serve')).serveCommand,
  },
  submit: {
    summary: 'hand jobs to the workers of a farm',
    load: async () => (await import('./commands/submit')).submitCommand,
  },
  worker: {
    summary: 'do the jobs of a farm on this machine',
    load: async () => (await import('./commands/worker')).workerCommand,
  },
  status: {
    summary: 'how the jobs of a farm stand',
    load: async () => (await import('./commands/status')).statusCommand,
  },
  api: {
    summary: 'a farm over HTTP',
    load: async () => (await import('./commands/api')).apiCommand,
  },
  token: {
    summary: 'who may use a farm over HTTP',
    load: async () => (await import('./commands/token')).tokenCommand,
  },
};

const overview = () => `koubo COMMAND [options]

${Object.entries(COMMANDS)
  .map(([name, { summary }]) => `  ${name.padEnd(8)} ${summary}`)
  .join('\n')}

koubo COMMAND --help tells the rest.

Exit code: 0 done, 1 failed, 2 wrong use.`;

/** The `koubo` command. Resolves to its exit code. */
export async function main(args: string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    (name === undefined ? console.error : console.log)(overview());
    return name === undefined ? EXIT.usage : EXIT.done;
  }
  const entry = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!entry) {
    console.error(`There is no command "${name}".\n\n${overview()}`);
    return EXIT.usage;
  }
  return runCommand(await entry.load(), rest);
}
