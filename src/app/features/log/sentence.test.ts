import { describe, expect, it } from 'vitest';
import { en } from '../../i18n/en';
import { createFormat } from '../../i18n/format';
import { zh } from '../../i18n/zh';
import type { LogEntry } from './entry';
import { figuresOf } from './sentence';

const opened = (lacks: string): LogEntry => ({
  ...{ id: '1', at: 0, level: 'info', event: 'page-opened', figures: { cores: 2, lacks } },
});

describe('what the browser lacks', () => {
  it('stands in words', () => {
    const entry = opened('no-isolation, no-webgpu');
    expect(figuresOf(entry, { t: en, format: createFormat('en') })).toEqual([
      'cores 2',
      'missing here use of several cores, computing on the graphics card',
    ]);
    expect(figuresOf(entry, { t: zh, format: createFormat('zh') })).toEqual([
      '处理器核心 2',
      '缺少 多核并行、显卡计算',
    ]);
  });

  it('stands for itself where only another version of the app knows it', () => {
    expect(figuresOf(opened('no-time'), { t: en, format: createFormat('en') })[1]).toBe(
      'missing here no-time',
    );
  });
});
