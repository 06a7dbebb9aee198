import type { face as en } from '../../en/making/face';
import type { Translation } from '../../texts';

export const face: Translation<typeof en> = {
  'face.title': () => '人脸',
  'face.looking': () => '正在查看视频中的人脸…',
  'face.converting': () => '视频转换完成后，会立即查看其中的人脸。',
  'face.failed': () => '没能查看这段视频中的人脸，但仍可以开始制作。',
  'face.none': () => '没有找到人脸。请换一段人脸够大、光线充足、面向镜头的视频。',
  'face.fine': () => '从头到尾都能看清人脸。',
  'face.people': (count) => `找到 ${count} 个人，让谁开口说话？`,
  'face.person': (number) => `第 ${number} 人`,
  'face.share': (share) => `出现在 ${share} 的画面里`,
  'face.bar': () => '点击可跳到该处，拖动可保留一段原画面。',
  'face.barSaid': () => '换上新录音的地方',
  'face.barSaidHint': () => '上方的绿条是换上新录音的地方。',
  'face.findings': (count) => `有 ${count} 处保留原画面`,
  'face.fault.no-face': () => '没有人脸',
  'face.fault.side': () => '侧脸',
  'face.fault.covered': () => '嘴部被挡住',
  'face.hardlyOpens': () =>
    '这段视频里的嘴几乎没有张开，没有牙齿画面可用，新语音只能让嘴唇小幅活动。想让嘴张开，请换一段本人在说话的视频。',
  'face.several': () => '多人同框',
  'face.cut': () => '镜头切换',
  'face.kept': () => '保留原画面',
  'face.at': (kind, from, to) => `${kind}，${from} 至 ${to}`,
  'face.keepFrom': () => '从这里开始保留',
  'face.keepTo': () => '保留到这里',
  'face.keepDrop': () => '取消',
  'face.keepBegun': (from) => `从 ${from} 开始。请移到这一段的结尾，再按“保留到这里”。`,
  'face.range': (from, to) => `${from} 至 ${to}`,
  'face.release': (from, to) => `不再保留 ${from} 至 ${to}`,
};
