import type { record as en } from '../../en/making/record';
import type { Translation } from '../../texts';

export const record: Translation<typeof en> = {
  'record.open': () => '用麦克风录音',
  'record.title': () => '录一段语音',
  'record.close': () => '关闭',
  'record.privacy': () => '浏览器会先询问能否使用麦克风。录音只留在本机。',
  'record.start': () => '开始录音',
  'record.asking': () => '正在等待麦克风，浏览器询问时请点“允许”。',
  'record.elapsed': () => '已录时长',
  'record.level': () => '音量',
  'record.stop': () => '停止',
  'record.bar': () => '保留的录音片段',
  'record.trim': () => '拖动两端，剪掉不要的部分。',
  'record.kept': (length) => `保留 ${length}`,
  'record.again': () => '重录',
  'record.use': () => '使用这段录音',
  'record.name': (time) => `录音 ${time}.wav`,
  'record.retry': () => '重试',
  'record.denied': () => '浏览器没有允许使用麦克风。请点击地址栏旁边的图标，允许麦克风，然后重试。',
  'record.missing': () => '没有找到麦克风。请接好后重试，或选择已有的录音文件。',
  'record.busy': () => '麦克风正被其他程序占用，请关闭那个程序后重试。',
  'record.unavailable': () => '这个浏览器在此处无法录音。请用其他程序录好，再选择文件。',
};
