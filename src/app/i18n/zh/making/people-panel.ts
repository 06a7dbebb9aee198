import type { peoplePanel as en } from '../../en/making/people-panel';
import type { Translation } from '../../texts';

export const peoplePanel: Translation<typeof en> = {
  'people.title': () => '谁说什么',
  'people.needVideo': () => '请先拖入视频：画面里的每个人都会在这里有一张卡片，用来放自己的录音。',
  'people.none': () => '这段视频里没有找到人，请换一段能看到正脸的视频。',
  'people.hint': () =>
    '把每个人的录音拖到各自的卡片上。一人说话时，另一人闭着嘴；没有录音的时间，视频保持原样。',
  'people.working': () => '正在读取…',
  'people.choose': () => '选择录音',
  'people.more': () => '再加一段',
  'people.for': (name) => `，给${name}`,
  'people.give': (name) => `${name}的录音`,
  'people.empty': () => '把录音拖到这里，或点按钮选择。没有录音的人保持原样。',
  'people.start': () => '开始于',
  'people.remove': (name) => `移除 ${name}`,
  'people.before': () => '沿用之前的录音',
};
