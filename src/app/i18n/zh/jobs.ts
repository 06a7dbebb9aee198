import type { jobs as en } from '../en/jobs';
import type { Translation } from '../texts';

export const jobs: Translation<typeof en> = {
  'waiting.title': () => '正在排队',
  'waiting.paused': () => '队列已暂停',
  'waiting.before': (jobs) => `前面还有 ${jobs} 个任务。`,
  'waiting.resume': () => '继续队列',

  'progress.title': () => '正在生成视频',
  'progress.label': () => '总进度',
  'progress.starting': () => '准备中…',
  'progress.left': (time) => `大约还需 ${time}`,
  'progress.almost': () => '马上就好',
  'progress.estimating': () => '正在估算时间…',
  'progress.stopping': () => '正在停止…',
  'progress.cancel': () => '取消',
  'progress.stay': () => '请不要关闭这个标签页，期间可以使用其他标签页。',
  'progress.cancelled': () => '已取消，文件还在这里。',
  'progress.stages': () => '各个阶段',
  'progress.stageDone': () => '已完成',
  'progress.stageRunning': (percent) => `进行中，${percent}`,
  'progress.stageWaiting': () => '未开始',
  'step.probe': () => '读取文件',
  'step.convert': () => '转换格式',
  'step.track': () => '识别人脸',
  'step.listen': () => '分析语音',
  'step.plan': () => '挑选口型',
  'step.render': () => '生成画面',
  'step.sign': () => '写入签名说明',

  'failed.title': () => '制作失败',
  'failed.at': (step) => `失败环节：${step}`,
  'failed.retry': () => '重试',
  'failed.close': () => '返回',
  'failed.detail': () => '技术详情（反馈问题时请附上）',
};
