import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { pack } from '../../scripts/pack';
import { serve } from '../../scripts/serve';
import { part } from '../../scripts/studio-page';
import { usePages } from './browser';
import { temporary } from './offline-app';

describe('the pack', () => {
  const pages = usePages();
  const [one, two] = [temporary('pack'), temporary('pack')];
  const folder = join(one.folder, 'koubo');
  const text = (path: string) => readFileSync(join(folder, path), 'utf8');

  beforeAll(async () => {
    // The test runner's own value would make a development build of it.
    vi.stubEnv('NODE_ENV', 'production');
    await pack(folder);
    await pack(join(two.folder, 'koubo'));
    vi.unstubAllEnvs();
  });
  afterAll(() => {
    one.remove();
    two.remove();
  });

  it('is the same bytes when it is made again', () => {
    const [first, second] = [one, two].map((each) => readFileSync(join(each.folder, 'koubo.zip')));
    expect(first?.length).toBeGreaterThan(10_000_000);
    expect(first?.equals(second as Buffer)).toBe(true);
  });

  it('has sums of every file that hold', () => {
    const { status, stdout } = spawnSync('sha256sum', ['-c', 'SHA256SUMS'], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(status).toBe(0);
    for (const file of ['app/index.html', 'app/sw.js', 'sbom.cdx.json', 'app/_headers', 'app/.htaccess'])
      expect(stdout).toContain(`${file}: OK`);
  });

  it('has a bill of materials as CycloneDX has laid it down', async () => {
    const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot5);
    expect(await validator.validate(text('sbom.cdx.json'))).toBeNull();
  });

  it('names all that is inside, and under which terms', () => {
    type Component = { type: string; name: string; licenses?: object[]; hashes?: { content: string }[] };
    const bill = JSON.parse(text('sbom.cdx.json')) as { specVersion: string; components: Component[] };
    expect(bill.specVersion).toBe('1.5');
    const libraries = bill.components.filter(({ type }) => type === 'library');
    const names = libraries.map(({ name }) => name);
    // Libraries of the page, of workers, of workers' workers, and one whose models alone are shipped.
    for (const name of ['svelte', 'mediabunny', 'onnxruntime-web', '@ffmpeg/core', '@mediapipe/face_mesh'])
      expect(names).toContain(name);
    // What only makes the build is not in it.
    expect(names).not.toContain('vite');
    for (const name of names)
      expect(existsSync(join(folder, `licences/${name.replace('/', '__')}.txt`))).toBe(true);
    expect(text('licences/@ffmpeg__core.txt')).toContain('GNU GENERAL PUBLIC LICENSE');
    for (const { hashes } of bill.components.filter(({ type }) => type === 'file'))
      expect(text('SHA256SUMS')).toContain(`${hashes?.[0]?.content}  app/`);
    const models = bill.components.filter(({ type }) => type === 'machine-learning-model');
    for (const { name, hashes } of models)
      // A basis in JSON becomes part of a script; every other model lies there as a file.
      if (!name.endsWith('.json')) expect(text('SHA256SUMS')).toContain(hashes?.[0]?.content);
  });

  it('is the app', async () => {
    const served = await serve({ root: join(folder, 'app'), port: 0 });
    const page = await pages.open();
    await page.goto(served.url);
    await part(page, 'start').waitFor();
    await served.close();
  });
});
