import { copyFileSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import type { TestContext } from 'vitest';

/** Where a failed test leaves what tells why. */
const OUT = fileURLToPath(new URL('../out', import.meta.url));
/** Produced files above this many bytes are left out. */
const LARGEST = 100e6;
const MOST_LINES = 2000;

/** All that a page says, to be written down where its test fails. */
export class PageLog {
  readonly #lines: string[] = [];
  readonly #pages: Page[] = [];

  watch(page: Page): void {
    this.#pages.push(page);
    const number = this.#pages.length;
    const add = (text: string) => {
      if (this.#lines.length < MOST_LINES)
        this.#lines.push(`${new Date().toISOString()} page ${number}: ${text}`);
    };
    page.on('console', (message) => add(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => add(`error: ${error.stack ?? error.message}`));
    page.on('requestfailed', (request) => add(`failed: ${request.url()} ${request.failure()?.errorText}`));
    page.on('crash', () => add('crashed'));
    page.on('framenavigated', (frame) => frame === page.mainFrame() && add(`went to ${frame.url()}`));
  }

  /** Writes the log, what each open page shows, and the files of a folder that were made since the test began. */
  async keep(task: TestContext['task'], made?: { folder: string; since: number }): Promise<void> {
    const target = join(OUT, `${basename(task.file.name, '.test.ts')} - ${nameOf(task)}`);
    rmSync(target, { recursive: true, force: true });
    mkdirSync(target, { recursive: true });
    for (const [i, page] of this.#pages.entries()) await this.#draw(page, join(target, `page-${i + 1}`));
    const reasons = (task.result?.errors ?? []).map(({ stack, message }) => stack ?? message);
    writeFileSync(join(target, 'log.txt'), [...reasons, ...this.#lines, ''].join('\n'));
    if (made) keepFiles(made.folder, target, made.since);
    console.error(`What tells why "${task.name}" failed is in ${target}: ${readdirSync(target).join(', ')}`);
  }

  clear(): void {
    this.#lines.length = 0;
    this.#pages.length = 0;
  }

  async #draw(page: Page, path: string): Promise<void> {
    if (page.isClosed()) return;
    // A page that hangs must not hide why its test failed.
    await page.screenshot({ path: `${path}.png`, fullPage: true, timeout: 10_000 }).catch(() => {});
    const text = await Promise.race([
      page.evaluate(() => document.body.innerText).catch(() => ''),
      new Promise<string>((resolve) => setTimeout(resolve, 10_000, '')),
    ]);
    writeFileSync(`${path}.txt`, `${page.url()}\n${text}\n`);
  }
}

/** The test's name and those of its groups, as a name of a folder. */
function nameOf(task: TestContext['task']): string {
  const names: string[] = [];
  for (let each: { name: string; suite?: { name: string } | undefined } | undefined = task; each;)
    [each] = [each.suite, names.unshift(each.name)];
  return names
    .filter((name) => name !== '' && !name.endsWith('.test.ts'))
    .join(', ')
    .replaceAll(/[^\p{L}\p{N} ,.=×-]+/gu, '_')
    .slice(0, 120);
}

function keepFiles(folder: string, target: string, since: number): void {
  for (const name of readdirSync(folder)) {
    const file = statSync(join(folder, name));
    if (file.isFile() && file.mtimeMs >= since && file.size <= LARGEST)
      copyFileSync(join(folder, name), join(target, name));
  }
}
