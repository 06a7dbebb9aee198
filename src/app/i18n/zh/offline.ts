import type { offline as en } from '../en/offline';
import type { Translation } from '../texts';

export const offline: Translation<typeof en> = {
  'offline.saving': (share, size) => `正在保存以供离线使用：${share}，共 ${size}`,
  'offline.ready': () => '断网也能用',
  'offline.failed': () => '离线所需的文件还没有存完，下次打开时会继续。',
  'offline.metered': () => '浏览器开启了省流量模式，离线文件未自动下载。',
  'offline.keep': (size) => `现在下载（${size}）`,
  'firstLoad.text': (size) => `首次打开会把程序和模型（${size}）保存到这个浏览器，只需一次。`,
  'firstLoad.begin': () => '期间可以照常使用。',
  'firstLoad.left': (time) => `大约还需 ${time}。`,
  'traffic.title': () => '文件不离开本机',
  'traffic.intro': () =>
    '视频、录音和成片都在这个浏览器里处理和保存。本页统计了所有网络请求，您可以自己核对。',
  'traffic.elsewhere': () => '发往其他地址的请求',
  'traffic.sent': () => '随请求发出的数据',
  'traffic.refused': () => '发出之前被拦下的请求',
  'traffic.own': () => '读取本程序自身文件的请求',
  'traffic.all-seen': () => '自打开本页起统计，页面和后台处理都已计入。',
  'traffic.page-only': () =>
    '自打开本页起统计，目前只包括页面本身。离线文件存好并重新打开页面后，后台处理也会计入。',
  'traffic.how': () => '怎样核实',
  'traffic.how-work': () => '等页面底部显示“断网也能用”后，断开网络，照样能制作视频。',
  'traffic.how-check': () =>
    '给信息部门：按 F12 打开开发者工具的“网络”面板，可以看到每一条请求，其中只应有本程序自身的文件。',

  'ways.intro': () =>
    '本页要求浏览器只允许访问它自己的地址，这样即使口播出了差错，也不会把任何东西发到别处。下面是刚刚在这个浏览器里实测的结果：',
  'ways.requests': () => '发往其他地址的请求',
  'ways.direct': () => '与其他电脑直接连接（WebRTC）',
  'ways.leaving': () => '通向别处的链接和网页',
  'ways.trying': () => '正在测试…',
  'ways.verdict.stopped': () => '已被这个浏览器拦下',
  'ways.verdict.taken': () =>
    '这个浏览器不拦；口播自己堵住了这条途径，但保障较弱。新版 Chrome 或 Edge 会拦下它。',
  'ways.verdict.open': () => '这个浏览器不拦。新版 Chrome 或 Edge 会拦下它。',
  'ways.verdict.unknown': () => '在这里无法测试。',

  'shared.title': (count) => (count === 1 ? '要接收发来的文件吗？' : `要接收发来的 ${count} 个文件吗？`),
  'shared.more': (count) => `还有 ${count} 个`,
  'shared.text': () =>
    '这是另一个应用或网站发来的，浏览器没有说明是哪一个。只有刚才是您自己分享给口播的，才请接收。无论接收与否，文件都只留在本机。',
  'shared.take': () => '接收',
  'shared.leave': () => '不接收',

  'update.ready': () => '新版本已就绪。',
  'update.replaced': () => '口播已更新，请刷新页面，等待中的视频随后会继续制作。',
  'update.reload': () => '刷新',
  'update.later': () => '以后再说',
  'update.working': () => '正在制作视频，请等完成后再刷新。',
};
