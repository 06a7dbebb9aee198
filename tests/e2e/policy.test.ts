import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { serve, type Served } from '../../scripts/serve';
import { dubOnPage } from '../../scripts/studio-page';
import { fixture } from '../fixtures/make';
import { usePages } from './browser';
import { expectVideo } from './expect-video';
import { SOON, useStudio } from './studio';

/** Where nobody answers (RFC 5737), so that a request that was let through would fail another way. */
const ELSEWHERE = '192.0.2.1';

/**
 * Directives that were refused while `attempt` ran in it, one for each event. The debugger, by which
 * it gets there, is above the policy; what the code then does is not.. */
async function refusals(page: Page, attempt: string): Promise<string[]> {
  await page.evaluate(() => {
    const heard: string[] = [];
    document.addEventListener('securitypolicyviolation', (event) => heard.push(event.effectiveDirective));
    Object.assign(globalThis, { heard });
  });
  await page.evaluate(attempt);
  await page.waitForFunction(() => (globalThis as unknown as { heard: string[] }).heard.length > 0);
  return page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard);
}

describe('the content security policy', () => {
  const studio = useStudio();

  it.each([
    ['with the engine that borrows mouths', {}],
    ['with the encoder in wasm', { encoder: 'ffmpeg' as const }],
  ])('lets a whole job through %s', async (_, query) => {
    const page = await studio.open(query);
    const out = studio.scratch('under-policy.mp4');
    await dubOnPage(page, { video: fixture('face-short.mp4'), speech: fixture('voice.wav'), out });
    expectVideo(out, { source: fixture('face-short.mp4'), seconds: 3 });
    expect(studio.takeViolations()).toEqual([]);
  });

  it('stands in the page itself for hosts that send no headers', async () => {
    const page = await studio.open();
    const meta = page.locator('meta[http-equiv=Content-Security-Policy]');
    expect(await meta.getAttribute('content')).toMatch(/^default-src 'none'; script-src 'self'/);
  });

  it.each([
    ['a fetch to elsewhere', 'connect-src', `fetch('https://${ELSEWHERE}/').catch(() => {})`],
    ['a beacon to elsewhere', 'connect-src', `navigator.sendBeacon('https://${ELSEWHERE}/', 'x')`],
    ['a WebSocket to elsewhere', 'connect-src', `new WebSocket('wss://${ELSEWHERE}/')`],
    [
      'a form',
      'form-action',
      `const f = document.createElement('form'); document.body.append(f); f.submit()`,
    ],
    ['code from text', 'require-trusted-types-for', `try { setTimeout('globalThis.ran = 1') } catch {}`],
    [
      'markup from text',
      'require-trusted-types-for',
      `try { document.body.innerHTML = '<img src=x onerror="globalThis.ran = 1">' } catch {}`,
    ],
    [
      'a worker from text',
      'require-trusted-types-for',
      `try { new Worker(URL.createObjectURL(new Blob(['1']))) } catch {}`,
    ],
  ])('refuses %s', async (_, directive, code) => {
    const page = await studio.open();
    expect(await refusals(page, code)).toContain(directive);
    expect(await page.evaluate(() => 'ran' in globalThis)).toBe(false);
    // The browser's own report comes by another way than the page's.
    await vi.waitFor(() => expect(studio.takeViolations()).not.toEqual([]), SOON);
  });

  it('refuses a script that stands in the page', async () => {
    const page = await studio.open();
    await page.route(studio.url, async (route) => {
      const response = await route.fetch();
      const body = (await response.text()).replace('</body>', '<script>globalThis.ran = 1</script></body>');
      await route.fulfill({ response, body });
    });
    await page.reload();
    await vi.waitFor(() => expect(studio.takeViolations().join()).toMatch(/script-src-elem.*"inline"/), SOON);
    expect(await page.evaluate(() => 'ran' in globalThis)).toBe(false);
  });
});

describe('the policy of a worker', () => {
  const folder = mkdtempSync(join(tmpdir(), 'koubo-policy-'));
  const reports: string[] = [];
  const pages = usePages();
  let served: Served;

  beforeAll(async () => {
    writeFileSync(join(folder, 'index.html'), '<!doctype html><script src="page.js"></script>');
    writeFileSync(
      join(folder, 'page.js'),
      `trustedTypes.createPolicy('default', { createScriptURL: (url) => url }); new Worker('./worker.js');`,
    );
    writeFileSync(
      join(folder, 'worker.js'),
      `try { eval('1'); } catch {} fetch('https://${ELSEWHERE}/').catch(() => {});`,
    );
    served = await serve({ root: folder, port: 0, onViolation: (report) => reports.push(report) });
  });
  afterAll(async () => {
    await served.close();
    rmSync(folder, { recursive: true });
  });

  it('comes with its own script, and refuses code from text and other origins', async () => {
    const page = await pages.open();
    await page.goto(served.url);
    const said = () =>
      reports
        .map((report) => (JSON.parse(report) as { 'csp-report': Record<string, string> })['csp-report'])
        .map((report) => `${report['effective-directive']} ${report['blocked-uri']}`);
    await vi.waitFor(() => expect(said()).toHaveLength(2), SOON);
    expect(said().sort()).toEqual([`connect-src https://${ELSEWHERE}/`, 'script-src eval']);
  });
});
