import type { consent as en } from '../en/consent';
import type { Translation } from '../texts';

export const consent: Translation<typeof en> = {
  'consent.title': () => '可以使用这张脸吗？',
  'consent.text': () => '每个新视频只问一次。确认记录只保存在这个浏览器里，供您备查。',
  'consent.more': (count) => `另有 ${count} 个`,
  'consent.statement': (files) =>
    files === 1
      ? '视频中的人是我本人，或已同意这样使用其形象和话语。'
      : '这些视频中的人是我本人，或已同意这样使用其形象和话语。',
  'consent.by': () => '姓名或职务（选填）',
  'consent.confirm': () => '确认并开始',
  'consent.decline': () => '取消',
};
