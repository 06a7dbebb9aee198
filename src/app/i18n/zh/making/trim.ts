import type { trim as en } from '../../en/making/trim';
import type { Translation } from '../../texts';

export const trim: Translation<typeof en> = {
  'trim.title': () => '只用其中一段',
  'trim.bar.speech': () => '使用的语音片段',
  'trim.bar.video': () => '使用的视频片段',
  'trim.position': () => '位置',
  'trim.start': () => '起点',
  'trim.end': () => '终点',
  'trim.startHere': () => '从当前位置开始',
  'trim.endHere': () => '到当前位置结束',
  'trim.whole': () => '使用全部',
  'trim.used': (from, to, length) => `${from} 至 ${to}，长 ${length}`,
  'trim.usedOf': (name, from, to) => `${name}，${from} 至 ${to}`,
  'trim.hint': () => '拖动两端的手柄，或直接填写时间；也可以播放到合适的位置再按按钮。',
  'trim.borrowed': () => '没选中的部分不会出现在成片里，但仍可能借用其中的口型。',
};
