import type { FarmTexts } from '../../en/making/farm';

export const farm: FarmTexts = {
  'farm.where': () => '在哪里制作？',
  'farm.here': () => '在本机制作',
  'farm.hereText': () => '文件不离开这台电脑，在这个浏览器里完成。',
  'farm.there': () => '在部门的机器上制作',
  'farm.thereText': (host) => `视频和录音会发送到 ${host}，在那里制作。发送完成后可以关闭本页。`,
  'farm.stays': (host) => `视频、录音和成片也会存放在 ${host} 上。管理员能看到它们，并决定保留多久。`,
  'farm.only.engine': () => '只能在本机制作：部门的机器只用“本人口型”制作。',
  'farm.only.script': () => '只能在本机制作：部门的机器只制作整段视频。',
  'farm.only.face': () => '只能在本机制作：选定的人物、保留原样的片段无法告诉部门的机器。',
  'farm.only.large': (bytes) => `只能在本机制作：部门的机器最多接收 ${bytes} 的文件。`,
  'farm.asking': () => '正在联系部门的机器…',
  'farm.notThere': () => '部门的机器暂时没有响应。',
  'farm.askAgain': () => '重新联系',
  'farm.token': () => '访问码',
  'farm.tokenText': () => '请向部门机器的管理员索取。访问码保存在这个浏览器里，只需输入一次。',
  'farm.tokenWrong': () => '这个访问码无效，请检查是否复制完整。',
  'farm.enter': () => '确定',
  'farm.known': (name) => `访问码属于“${name}”。`,
  'farm.forget': () => '清除访问码',

  'farm.stage.send': () => '正在发送文件',
  'farm.stage.wait': () => '等待空闲的机器',
  'farm.stage.make': () => '正在制作',
  'farm.stage.fetch': () => '正在取回成片',
  'farm.title': () => '在部门的机器上制作',
  'farm.sent': (bytes, all) => `已发送 ${bytes}，共 ${all}`,
  'farm.fetched': (bytes) => `已取回 ${bytes}`,
  'farm.stayToSend': () => '发送完成之前，请不要关闭本页。',
  'farm.mayGo': () => '文件已发送。现在可以关闭本页，制作不会中断，下次打开时会取回成片。',
  'farm.next': () => '同时制作另一段视频',

  'farm.badge': () => '除非您选择，文件不离开本机',
  'farm.badgeAway': () => '将发送到部门的机器',
  'farm.long': (host) =>
    `文件在这个浏览器里处理。只有您选择部门的机器时，该任务的视频和录音才会发送到 ${host}。`,
  'farm.privacy.title': () => '发送到部门机器的内容',
  'farm.privacy.text': (host) =>
    `本网站的提供者备有自己的机器。您选择在那里制作的内容会发送到 ${host}，也就是本页面所在的地址，不会发往别处。其余内容都留在这个浏览器里。`,
  'farm.privacy.none': () => '任务列表中还没有发送过任何内容。',
  'farm.privacy.count': (count) => `队列中有 ${count} 个任务在部门的机器上制作。`,
  'farm.privacy.results': (count) => `成片中有 ${count} 个是在部门的机器上制作的。`,
  'farm.traffic.own': () => '发往本网站的请求：程序自身的文件，以及部门的机器',
  'farm.traffic.title': () => '哪些内容会离开本机',
  'farm.traffic.intro': () =>
    '视频、录音和成片都在这个浏览器里处理和保存，只有您发送到部门机器的除外。本页统计了所有网络请求，您可以自己核对。',
  'farm.traffic.check': () =>
    '给信息部门：按 F12 打开开发者工具的“网络”面板，可以看到每一条请求，其中只应有本程序自身的文件，以及发往部门机器地址的内容。',
  'farm.some': () => '它们做不了的（“AI 绘制”、选定的人物、保留原样的片段）会在本机制作。',
  'farm.result': () => '在部门的机器上制作。',
};
