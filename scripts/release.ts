/**
 * `npm run release -- minor` (or `major`, `patch`): counts the version on, dates the change log, packs the app and
 * prints the sums and the notes. Commits and publishes nothing: look first, then commit and tag what it changed.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nextVersion, notesOf, released, STEPS, type Step } from './release/changelog';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const run = (name: string, ...args: string[]) => execFileSync(name, args, { cwd: ROOT, encoding: 'utf8' });

const step = process.argv[2] as Step;
if (!STEPS.includes(step)) {
  console.error(`Say how large the step is: npm run release -- ${STEPS.join('|')}`);
  process.exit(2);
}
if (run('git', 'status', '--porcelain').trim() !== '') {
  console.error('There are changes that are not committed; commit them or put them away first.');
  process.exit(1);
}

const { version: before } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  version: string;
};
const version = nextVersion(before, step);
const path = join(ROOT, 'CHANGELOG.md');
const changelog = released(readFileSync(path, 'utf8'), version, new Date().toISOString().slice(0, 10));
// It refuses a log that says nothing, so it comes before anything is written.
run('npm', 'version', '--no-git-tag-version', step);
writeFileSync(path, changelog);
execFileSync('npm', ['run', 'pack'], { cwd: ROOT, stdio: 'inherit' });

const zip = join('pack', `koubo-${version}.zip`);
const sum = createHash('sha256')
  .update(readFileSync(join(ROOT, zip)))
  .digest('hex');
console.log(`\n${notesOf(changelog, version)}\n\n${sum}  ${zip}`);
console.log(
  `\nNow: git commit -am 'Release ${version}' && git tag v${version}, and give out the ZIP with its sum.`,
);
