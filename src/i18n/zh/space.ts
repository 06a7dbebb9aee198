import type { space as en } from '../en/space';
import type { Translation } from '../texts';

export const space: Translation<typeof en> = {
  'notice.storage': () => '浏览器不允许本页保存文件。请退出无痕模式或允许网站数据，然后刷新。',
};
