import type { fix as en } from '../../en/making/fix';
import type { Translation } from '../../texts';

export const fix: Translation<typeof en> = {
  'fix.headline': () => '只改一句话',
  'fix.intro': () => '在视频里选出那一句，再录音或拖入新的一句。其余部分原封不动。',
  'fix.which': () => '改哪一句？',
  'fix.bar': () => '要改的那一句',
  'fix.listen': () => '听这一句',
  'fix.hint': () =>
    '把视频播放到说这句话的地方，再按“从当前位置开始”和“到当前位置结束”；也可以在波形上直接拖出这一句。',
  'fix.fit': () => '新的一句长短不同时：',
  'fix.fit.as-is': () => '保持原样',
  'fix.fit.pace': () => '改变语速',
  'fix.fit.picture': () => '让视频变长或变短',
  'fix.faster': (share) => `语速会加快 ${share}。`,
  'fix.slower': (share) => `语速会放慢 ${share}。`,
  'fix.longer': (seconds) => `视频会在这里变长 ${seconds}，后面的内容随之推迟。`,
  'fix.shorter': (seconds) => `视频会在这里变短 ${seconds}，后面的内容随之提前。`,
  'fix.needSentence': () => '请选出要改的那一句。',
  'fix.fits': (gap, said) => `原句长 ${gap}，新的一句长 ${said}。`,
  'fix.runsOn': (gap, said) => `原句长 ${gap}，新的一句长 ${said}：会盖住后面的话。`,
  'fix.cut': (said) => `新的一句（${said}）没说完视频就结束了，末尾会被略去。`,
};
