import type { offline as en } from '../en/offline';
import type { Translation } from '../texts';

export const offline: Translation<typeof en> = {
  'offline.saving': (share, size) => `正在保存，以便断网时使用：${share}，共 ${size}`,
  'offline.ready': () => '断网也能用',
  'offline.failed': () => '离线所需的文件还没有存完，下次打开时会继续。',
  'update.ready': () => '新版本已就绪。',
  'update.reload': () => '刷新',
  'update.working': () => '正在制作视频，请等完成后再刷新。',
};
