import type { settings as en } from '../en/settings';
import type { Translation } from '../texts';

export const settings: Translation<typeof en> = {
  'engine.title': () => '口型怎么来',
  'engine.reuse.title': () => '取自原视频',
  'engine.reuse.text': () => '借用本人在其他时刻的口型，画面清晰，无需添加任何东西。',
  'engine.wav2lip.title': () => 'Wav2Lip 网络',
  'engine.wav2lip.text': () => '由神经网络绘制口型，人几乎没讲话也能用；画面偏柔，有显卡才快。',

  'network.advanced': () => '设置',
  'network.sharpening': () => '锐化',
  'network.published': () => '完全按公开发布的方法运行',
  'network.publishedHint': () => '替换整个脸框，不匹配颜色，画面比声音略短。用于对比。',
};
