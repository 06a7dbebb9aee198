import { afterEach, describe, expect, it, vi } from 'vitest';
import { main } from './main';

describe('koubo', () => {
  const [out, err] = [vi.spyOn(console, 'log'), vi.spyOn(console, 'error')];
  afterEach(() => vi.clearAllMocks());
  const run = async (...args: string[]) => {
    out.mockImplementation(() => {});
    err.mockImplementation(() => {});
    const code = await main(args);
    const text = (spy: typeof out) => spy.mock.calls.flat().join('\n');
    return { code, out: text(out), err: text(err) };
  };

  it.each(['dub', 'batch', 'serve', 'submit', 'worker', 'status', 'api', 'token'])(
    'tells how %s is used',
    async (name) => {
      const { code, out: told } = await run(name, '--help');
      expect(code).toBe(0);
      expect(told).toMatch(new RegExp(`^koubo ${name} `));
      expect(told).toContain('Exit code');
      expect((await run('--help')).out).toContain(`  ${name} `);
    },
  );

  it.each([
    [[], 'COMMAND'],
    [['nonsense'], 'no command "nonsense"'],
    [['toString'], 'no command'],
    [['dub'], '--video, --audio and --out are needed'],
    [['dub', '--nonsense'], 'nonsense'],
    [['dub', '--video', 'v', '--audio', 'a', '--out', 'o', '--opening', '9'], '0 to 1.5'],
    [['batch', '--out', 'x'], 'One list'],
    [['batch', 'list.csv', '--out', 'x', '--jobs', '0'], '--jobs'],
    [['serve', '--port', 'x'], 'PORT'],
    [['submit', '--store', '/tmp'], 'Either one list'],
    [['submit', 'list.csv', '--video', 'v', '--audio', 'a', '--store', '/tmp'], 'Either one list'],
    [['worker'], 'KOUBO_STORE'],
    [['worker', '--store', '/tmp', '--slots', '1.5'], '--slots'],
    [['status', '--store', '/tmp', '--redis', 'localhost'], 'redis://'],
  ])('says that %j is wrong use', async (args, message) => {
    const { code, err: told } = await run(...args);
    expect(told).toContain(message);
    expect(code).toBe(2);
  });

  it('ends with 1 and says what to do where Redis does not answer', async () => {
    const { code, err: told } = await run('status', '--store', '/tmp', '--redis', 'redis://127.0.0.1:1');
    expect(told).toContain('--redis');
    expect(code).toBe(1);
  });

  it('ends with 1 where a list is not there', async () => {
    expect(await run('batch', '/no/such.csv', '--out', '/tmp/x')).toMatchObject({ code: 1 });
  });
});
