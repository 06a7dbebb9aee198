import type { networks as en } from '../../en/making/networks';
import type { Translation } from '../../texts';

export const networks: Translation<typeof en> = {
  'network.list': () => '口型模型',
  'network.none': () => '还没有口型模型。请添加您有权使用的 Wav2Lip ONNX 文件。',
  'network.add': () => '添加 ONNX 文件',
  'network.folder': () => '添加文件夹',
  'network.hint': () => '也可以拖到这里。文件只保存在这个浏览器里。',
  'network.builtInOnly': () => '部署本程序的单位只允许使用内置模型。',
  'network.builtIn': () => '内置',
  'network.face': (size) => `人脸 ${size} × ${size}`,
  'network.licence': (licence) => `许可：${licence}`,
  'network.loading': () => '正在载入…',
  'network.reading': (name) => `正在读取 ${name}…`,
  'network.known': (source) => `这是公开发布的权重：${source}。`,
  'network.unknown': () =>
    '这个文件不在已知列表里。请写明它是什么、您依据什么条款使用；这些会标注在用它制作的每个成片旁。',
  'network.name': () => '名称',
  'network.terms': () => '许可或使用条款',
  'network.agree': () => '我有权按上述条款使用这个模型。',
  'network.agreeNonCommercial': () => '我已阅读上述条款，只将这个模型用于研究等非商业用途。',
  'network.accept': () => '添加这个模型',
  'network.decline': () => '不添加',
  'network.expected': (contract) => `需要：${contract}`,
  'network.missing': (files: string) => `缺少：${files}`,
  'network.found': (contract) => `实际：${contract}`,
  'network.delete': (name) => `删除 ${name}`,
  'network.deleteSure': () => '彻底删除？',
  'network.deleteYes': () => '删除',
  'network.deleteNo': () => '保留',
};
