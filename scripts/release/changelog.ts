const UNRELEASED = '## Unreleased';

/** How large a change is to those who use Koubo. */
export const STEPS = ['major', 'minor', 'patch'] as const;
export type Step = (typeof STEPS)[number];

/** The version after `version`: `step` goes up by one, what is smaller begins at 0. Throws where that is no version. */
export function nextVersion(version: string, step: Step): string {
  const parts = /^(\d+)\.(\d+)\.(\d+)$/.exec(version);
  if (!parts) throw new Error(`${version} is no version`);
  const [major, minor, patch] = parts.slice(1).map(Number) as [number, number, number];
  if (step === 'major') return `${major + 1}.0.0`;
  return step === 'minor' ? `${major}.${minor + 1}.0` : `${major}.${minor}.${patch + 1}`;
}

/**
 * The change log with what is unreleased under the new version's name and date (`YYYY-MM-DD`). Throws where there is
 * nothing to release: a version that says nothing of itself is none.
 */
export function released(changelog: string, version: string, date: string): string {
  const [before, rest] = changelog.split(`${UNRELEASED}\n`);
  if (before === undefined || rest === undefined) throw new Error(`CHANGELOG.md has no “${UNRELEASED}”`);
  const news = rest.split(/^## /m)[0] ?? '';
  if (!/^- /m.test(news)) throw new Error(`Nothing stands under “${UNRELEASED}” in CHANGELOG.md`);
  return `${before}${UNRELEASED}\n\n## ${version} (${date})\n${rest}`;
}

/** What the change log says of one version, without its heading. Throws where it says nothing. */
export function notesOf(changelog: string, version: string): string {
  const parts = changelog.split(/^## /m).slice(1);
  const found = parts.find((part) => /^\S+/.exec(part)?.[0] === version);
  if (found === undefined) throw new Error(`CHANGELOG.md says nothing of ${version}`);
  return found.slice(found.indexOf('\n') + 1).trim();
}
