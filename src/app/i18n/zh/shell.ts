import type { shell as en } from '../en/shell';
import type { Translation } from '../texts';

export const shell: Translation<typeof en> = {
  /** Chooses among texts that lie elsewhere: what painters are called. */
  'language.code': () => 'zh',
  'app.name': () => '口播',
  'app.headline': () => '换一段话，还是这个人。',
  'app.intro': () => '给它一段真人讲话的视频和一段新录音，就能得到一段新视频：人没变，嘴型对上新的话。',
  'app.skip': () => '跳到工作区',

  'nav.label': () => '页面',
  'nav.make': () => '制作',
  'nav.results': () => '成片',
  'nav.storage': () => '存储',
  'nav.log': () => '日志',
  'page.failed.title': () => '页面没有载入',
  'page.failed.text': () => '可能是网络断开，或程序刚刚更新。您的文件和成片都还在。',
  'page.failed.reload': () => '刷新',

  'help.open': () => '帮助',
  'help.title': () => '口播怎么用',
  'help.close': () => '关闭',
  'help.step.1': () => '把一段真人讲话的视频和一段新录音拖到页面任意位置，或点击选择。',
  'help.step.2': () => '点“生成视频”。口播会识别人脸、分析语音，再逐帧生成口型。',
  'help.step.3': () => '把成片与原视频对比观看，然后下载。以后也能在“成片”里找到它。',
  'help.formats': () => '支持哪些文件',
  'formats.file': () => '文件',
  'formats.direct': () => '直接读取',
  'formats.converted': () => '先在本机转换',
  'formats.note': () =>
    '浏览器自带的解码器越多，可直接读取的就越多。任何带声音的视频都可以当作语音；照片需要选择“AI 绘制”。读不了的文件，一拖进来就会说明原因。',
  'help.keys': () => '键盘操作',
  'help.key.tab': () => '移到下一个或上一个控件',
  'help.key.spaceBar': () => '空格',
  'help.key.press': () => '按下按钮、打开文件、选中',
  'help.key.arrows': () => '移动滑块、切换选项，或在列表中移动',
  'help.key.escape': () => '关闭打开的窗口',
  'help.key.help': () => '打开本帮助',

  'privacy.short': () => '文件不离开本机',
  'privacy.long': () => '文件的读取、处理和保存都在这个浏览器里完成，不上传任何内容，也不需要账号。',
  'footer.licence': () => '开源软件，Apache-2.0 许可',
  'footer.version': (version) => `版本 ${version}`,
  'footer.runBy': (name) => `由${name}提供`,
  'footer.contact': (contact) => `联系：${contact}`,
  'footer.consent': () => '请只在征得视频中本人同意后使用。',

  'language.switch': () => 'English',
  'language.label': () => 'English：切换为英文界面',
  'theme.dark': () => '切换到深色外观',
  'theme.light': () => '切换到浅色外观',

  'notice.title': () => '提示',
  'notice.dismiss': () => '知道了',

  'notice.no-isolation': () => '当前网站的设置让口播只能用一个处理器核心，制作会慢一些。成片不受影响。',
  'list.comma': () => '、',
  'list.named': (name, value) => `${name}：${value}`,
  'list.sentences': (first, second) => `${first}${second}`,

  'notice.not-secure': () =>
    '这个网址不是安全连接，浏览器不会提供制作视频所需的功能。请向管理员索取以 https:// 开头的网址。',
  'notice.no-webcodecs': () =>
    '这个浏览器缺少或关闭了制作视频所需的功能（WebCodecs、WebAssembly、文件存储）。请更新浏览器，或用新版 Chrome、Edge 或 Firefox 的普通窗口打开本页。',
  'notice.no-h264': () =>
    '这个浏览器无法读取 H.264 视频，不能制作。在 Linux 上，请安装系统的 FFmpeg 库（Debian、Ubuntu：libavcodec-extra）后重启浏览器，或者用 Chrome、Edge 打开本页。',
};
