import type { privacy as en } from '../en/privacy';
import type { Translation } from '../texts';

export const privacy: Translation<typeof en> = {
  'nav.privacy': () => '隐私',
  'privacy.title': () => '隐私',
  'privacy.consents': () => '使用权确认记录',
  'privacy.consents.text': (count) =>
    count === 0
      ? '这个浏览器里还没有确认记录。首次使用新视频前会询问您。'
      : `这个浏览器里有 ${count} 个视频的使用权确认记录。导出的备查文件写明确认人、时间和文件哈希值。`,
  'privacy.consents.csv': () => '导出备查文件（CSV）',
  'privacy.consents.json': () => '导出备查文件（JSON）',

  'clear.title': () => '清除全部数据',
  'clear.text': () =>
    '删除本程序保存在这个浏览器里的一切：视频、语音、成片、队列、口型模型、设置、日志、确认记录、给成片签名的密钥，以及离线使用的程序副本。已下载到别处的文件不受影响。',
  'clear.button': () => '清除全部数据…',
  'clear.confirm': () => '确定永久删除全部数据吗？正在进行的工作会停止。',
  'clear.yes': () => '全部删除',
  'clear.no': () => '保留',
  'clear.shared': () => '这是公用电脑',
  'clear.shared.text': () =>
    '最后一个页面关闭后，下次打开本程序时会先删除全部数据，再显示界面。在那之前，数据仍留在这台电脑上。',
  'clear.shared.forced': () => '部署本程序的单位已作此规定。',
  'cleared.title': () => '数据已全部删除',
  'cleared.text': () => '删除后已检查：这个浏览器里不再有本程序的文件、记录、缓存或设置。现在可以关闭本页。',
  'cleared.left.title': () => '有些数据没能删除',
  'cleared.left.text': (names) =>
    `还剩：${names}。请关闭本程序的其他页面后重试，或在浏览器设置里删除本网站的数据。`,
  'cleared.again': () => '重试',
  'cleared.start': () => '重新开始使用',
};
