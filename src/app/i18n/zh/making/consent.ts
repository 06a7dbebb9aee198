import type { consent as en } from '../../en/making/consent';
import type { Translation } from '../../texts';

export const consent: Translation<typeof en> = {
  'consent.title': () => '您有权使用这个人的肖像吗？',
  'consent.text': () => '每个新视频只问一次。确认记录只保存在这个浏览器里，供您日后查证。',
  'consent.more': (count) => `另有 ${count} 个`,
  'consent.statement': (files, kind) =>
    `${files === 1 ? '' : '这些'}${kind === 'picture' ? '照片' : kind === 'video' ? '视频' : '视频和照片'}中是我本人，或本人已同意我这样使用其肖像和声音。`,
  'consent.by': () => '姓名或职务（选填）',
  'consent.byNeeded': () => '姓名或职务（必填）',
  'consent.confirm': () => '确认并开始',
  'consent.decline': () => '取消',
};
