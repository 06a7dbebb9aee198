import type { shell as en } from '../en/shell';
import type { Translation } from '../texts';

export const shell: Translation<typeof en> = {
  'app.name': () => '口播',
  'app.headline': () => '换一段话，还是这个人。',
  'app.intro': () => '给它一段真人讲话的视频和一段新录音，还你一段视频：人没变，口型说的是新的话。',
  'app.skip': () => '跳到工作区',

  'nav.label': () => '页面',
  'nav.make': () => '制作',
  'nav.results': () => '成片',
  'nav.log': () => '日志',
  'page.failed.title': () => '页面没有载入',
  'page.failed.text': () => '可能是网络断开，或程序刚刚更新。您的文件和成片都还在。',
  'page.failed.reload': () => '刷新',

  'privacy.short': () => '文件不离开本机',
  'privacy.long': () => '文件的读取、处理和保存都在这个浏览器里完成，不上传任何内容，也不需要账号。',
  'footer.licence': () => '开源软件，Apache-2.0 许可',
  'footer.consent': () => '请只在征得视频中本人同意后使用。',

  'language.switch': () => 'English',
  'language.label': () => 'English：切换为英文界面',
  'theme.dark': () => '切换到深色外观',
  'theme.light': () => '切换到浅色外观',

  'notice.title': () => '提示',
  'notice.dismiss': () => '知道了',
  'notice.no-webgpu': () => '这个浏览器没有提供 WebGPU。口播会改用处理器计算，结果相同。',
  'notice.no-isolation': () => '页面没有以跨源隔离方式提供，只能单线程运行，会慢一些。',
  'notice.no-webcodecs': () =>
    '这个浏览器缺少 WebCodecs 或文件存储，无法完成处理。请用新版 Chrome、Edge 或 Firefox 的普通窗口打开本页。',
};
