#!/usr/bin/env node
// The `koubo` command as it runs from the repository; the pack holds it bundled (scripts/pack/command.ts).
import { register } from 'tsx/esm/api';

register();
const { main } = await import('./farm/main.ts');
process.exitCode = await main(process.argv.slice(2));
