import type { settings as en } from '../en/settings';
import type { Translation } from '../texts';

export const settings: Translation<typeof en> = {
  'engine.title': () => '口型怎么来',
  'engine.reuse.title': () => '取自原视频',
  'engine.reuse.text': () => '借用本人在其他时刻的口型，画面清晰，无需添加任何东西。',
  'engine.wav2lip.title': () => 'Wav2Lip 网络',
  'engine.wav2lip.text': () => '由神经网络绘制口型，人几乎没讲话也能用；画面偏柔，有显卡才快。',

  'settings.label': () => 'AI 标识',
  'settings.label.hint': () => '成片开头两秒注明由 AI 生成。国内法规要求标注，确有依据时才可关闭。',
  'settings.label.locked': () => '本程序的部署方要求必须标注。',
  'settings.label.top-right': () => '右上',
  'settings.label.top': () => '上方',
  'settings.label.top-left': () => '左上',
  'settings.label.bottom-right': () => '右下',
  'settings.label.bottom': () => '下方',
  'settings.label.bottom-left': () => '左下',
  'settings.label.off': () => '不标注',
  'settings.labelText': () => '标识文字',
  'settings.labelText.hint': () => '中英文并列，多数观众都看得懂。',
  'settings.labelText.both': () => 'AI 生成 · AI-generated',
  'settings.labelText.zh': () => 'AI 生成',
  'settings.labelText.en': () => 'AI-generated',

  'network.advanced': () => '设置',
  'network.sharpening': () => '锐化',
  'network.published': () => '完全按公开发布的方法运行',
  'network.publishedHint': () => '替换整个脸框，不匹配颜色，画面比声音略短。用于对比。',
};
