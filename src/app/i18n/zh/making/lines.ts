import type { lines as en } from '../../en/making/lines';
import type { Translation } from '../../texts';

export const lines: Translation<typeof en> = {
  'lines.headline': () => '按字幕配音',
  'lines.intro': () => '拖入视频、字幕和每一句的录音。没有录音的句子保持原样。',
  'lines.needSheet': () => '请先选择字幕。',
  'lines.needSpeech': () => '请至少为一句选择录音。',
  'lines.longer': (seconds) => `视频会变长 ${seconds}。`,
  'lines.shorter': (seconds) => `视频会变短 ${seconds}。`,
  'lines.ready': (said, all) => `${all} 句中有 ${said} 句换成新的。`,
};
