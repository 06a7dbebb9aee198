import type { linesPanel as en } from '../en/lines-panel';
import type { Translation } from '../texts';

export const linesPanel: Translation<typeof en> = {
  'lines.title': () => '字幕',
  'lines.clear': () => '移除字幕',
  'lines.sheet': () => '选择字幕',
  'lines.speeches': () => '每句一个录音',
  'lines.recording': () => '一整段录音',
  'lines.hint': () =>
    '字幕为 SRT 或 WebVTT。录音按文件名里的序号或时间对应（1.wav、00-01-02.wav）；一整段录音则按字幕的时间取用。',
  'lines.working': () => '正在读取……',
  'lines.row': (row) => `文件第 ${row} 行`,
  'lines.cue': (cue) => `第 ${cue} 项`,
  'lines.unused': (names) => `没有对应的句子：${names}`,
  'lines.number': () => '序号',
  'lines.time': () => '时间',
  'lines.text': () => '文字',
  'lines.speech': () => '录音',
  'lines.note': () => '会怎样',
  'lines.before': () => '与上次相同',
  'lines.choose': (line) => `为第 ${line} 句选择录音`,
  'lines.silence': (line) => `第 ${line} 句保持原样`,
  'lines.note.missing': () => '没有录音，保持原样',
  'lines.note.beyond': () => '在视频结束之后',
  'lines.note.hidden': () => '被下一句盖住，不会说出',
  'lines.note.overlaps': (seconds) => `与下一句重叠 ${seconds}`,
  'lines.note.fits': (seconds) => `放得下，余 ${seconds}`,
  'lines.note.runs-on': (seconds) => `超出 ${seconds}`,
  'lines.note.cut': (seconds) => `长出 ${seconds}，末尾会被略去`,
};
