import type { results as en } from '../en/results';
import type { Translation } from '../texts';

export const results: Translation<typeof en> = {
  'result.title': () => '视频做好了',
  'result.new': () => '新语音',
  'result.original': () => '原视频',
  'result.download': () => '下载',
  'result.again': () => '重新开始',
  'result.adjust': () => '换个文件',
  'result.timings': () => '用时明细',
  'result.total': () => '合计',
  'result.network': (name, licence) => `口型由 ${name} 绘制。许可：${licence}`,
  'result.device.reuse': (device) => `口型模型运行于${device}`,
  'result.device.wav2lip': (device) => `网络模型运行于${device}`,
  'device.webgpu': () => '显卡（WebGPU）',
  'device.wasm': () => '处理器',
  'result.fallback.gpu-refused': () => '显卡无法运行这个网络模型，已改用处理器，耗时会更长。',
  'result.fallback.gpu-wrong': () =>
    '显卡算错了测试画面，已改用处理器，耗时会更长。更新显卡驱动或许可以解决。',

  'player.play': () => '播放',
  'player.pause': () => '暂停',
  'player.seek': () => '播放位置',
  'player.at': (at, of) => `${at}，共 ${of}`,
  'player.hear': (name) => `听：${name}`,

  'history.title': () => '以往的成片',
  'history.play': (name) => `播放 ${name}`,
  'history.download': (name) => `下载 ${name}`,
  'history.delete': (name) => `删除 ${name}`,
  'history.confirm': () => '彻底删除？',
  'history.confirmYes': () => '删除',
  'history.confirmNo': () => '保留',
  'history.close': () => '关闭',
  'history.missing': () => '这个成片的数据已不在，可能被浏览器清理了。请删除这一条。',
};
