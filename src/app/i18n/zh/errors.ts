import type { errors as en } from '../en/errors';
import type { Translation } from '../texts';

/** 每条都以“怎么办”结尾。 */
export const errors: Translation<typeof en> = {
  'error.input/unreadable': () =>
    '这个文件无法读取：可能已损坏、不完整，或者不是音频或视频文件。请重新导出或复制一份，再拖到这里。',
  'error.input/unsupported': () =>
    '无法识别这种格式。请把视频转换为 MP4（H.264），或把音频转换为 MP3、WAV，再试一次。',
  'error.input/empty': () => '这个文件是空的（0 字节）。请确认它已完整复制，再重新选择。',
  'error.input/no-video': () => '这个文件里没有画面。请选择一段真人讲话的视频；录音请放到“新的语音”一侧。',
  'error.input/picture-size': () =>
    '这个画面的尺寸或形状放不下人脸：宽和高都要在 32 到 16,384 像素之间。请换一段视频或一张照片。',
  'error.input/edit-rate': () =>
    '这段视频的编辑列表里有慢放或快放，这里无法照做。请在剪辑它的程序里重新导出，让变速直接落在画面里。',
  'error.input/no-frames': () => '这段视频里没有画面，多半是没有保存完整。请重新导出，或换一段视频。',
  'error.input/announced': () =>
    '这个文件声称的内容远多于实际内容：它已损坏，或者是恶意制作的。请重新导出，或换一个文件。',
  'error.input/too-fast': () => '这段视频每秒超过 1000 帧。请按常用帧率（24 到 60）重新导出，再拖到这里。',
  'error.input/too-long': () => '这个文件超过 24 小时，或超过两百万帧。请只导出需要的部分，再拖到这里。',
  'error.input/archive': () =>
    '这个压缩包在这里打不开：可以打开的是不超过 1 GB、没有密码的 ZIP 文件。请先解压，再把文件夹拖进来。',
  'error.input/too-slow': () =>
    '没能在合理的时间内看清这个文件。请再试一次；如果仍然如此，请重新导出，或换一个文件。',
  'error.input/no-audio': () => '这个文件里没有声音。请选择一段录音，或带有声音的视频。',
  'error.input/damaged-sound': () =>
    '文件里的声音已损坏，从某处起无法读取。请重新导出这段声音，或用“只用其中一段”避开损坏的部分。',
  'error.input/no-face': () =>
    '整段视频里都没有找到人脸。请换一段只有一个人、脸部够大、光线充足、面向镜头的视频。',
  'error.input/no-person': () =>
    '选定的说话人不在这段视频里，或不在所用的片段里。不作选择时会用正在说话的人；也请从找到的人里另选一位。',
  'error.input/gone': () => '这个文件已经不在原处，或者之后被改动过。请重新选择这个文件，再开始一次。',
  'error.input/locked': () =>
    '浏览器要先得到您的允许，才能再次读取这个文件。请在“队列”页点“允许读取文件”，然后重试。',
  'error.input/speech-too-short': () => '语音不足 0.2 秒。请选择更长的录音。',
  'error.input/speech-silent': () => '录音从头到尾都没有声音。请检查麦克风或导出设置，换一段有人声的录音。',
  'error.script/invalid': () =>
    '句子列表有误：时间缺失或前后颠倒、两句重叠，或者出现了不认识的名称。请改正所指的那一项，再试一次。',
  'error.subtitles/unreadable': () =>
    '无法读取这份字幕。请改正所指的那一行，或用 UTF-8 重新存成 SRT 或 WebVTT，再试一次。',
  'error.result/damaged': () =>
    '这个成片在磁盘上已损坏，可能是断电造成的。请用同样的文件重新制作；如果经常发生，请检查磁盘。',
  'error.codec/no-encoder': () =>
    '这个浏览器无法生成所选格式的视频。请在设置里改选 MP4，或用新版 Chrome 或 Edge 打开本页，重新开始。',
  'error.codec/failed': () =>
    '视频没能完整读取或写入。请再试一次；如果仍然失败，请先把视频转换为 MP4（H.264）。',
  'error.model/failed': () => '模型没能载入或运行。请刷新页面重试；如果仍然失败，请检查程序是否安装完整。',
  'error.model/not-onnx': () => '这个文件不是 ONNX 模型，或者不完整。请重新下载，再添加一次。',
  'error.model/weights-missing': () =>
    '这个模型的权重存放在另一个文件里。请同时选择两个文件，或者把另一个文件也拖到这里。',
  'error.model/other-contract': () =>
    '这个 ONNX 模型不是 Wav2Lip 类型（输入 80 × 16 的声音片段和人脸，输出人脸）。请换一个文件。',
  'error.model/needs-shader-f16': () =>
    '这个模型使用半精度计算，本机的显卡和处理器都不支持。请改用它的全精度（fp32）文件。',
  'error.model/no-numbers': () =>
    '这个模型给出的结果不是数字，无法用来绘制画面。请换一个模型，或使用它的全精度（fp32）文件。',
  'error.gpu/lost': () => '显卡停止了响应。请关闭其他占用显卡的程序，再试一次。',
  'error.storage/full': () => '浏览器的存储空间已满。请在“存储”页清理，或腾出磁盘空间，再试一次。',
  'error.storage/not-written': () => '文件没能写入所选位置。请换一个位置，再试一次。',
  'error.worker/crashed': () =>
    '程序的一部分意外停止，多半是内存不足。请关闭其他标签页再试，或换一段更短、更小的视频。',
  'error.job/stalled': () =>
    '这一步超过一分钟没有进展，已被终止，以便开始下一个任务。请再试一次；如果又停在这里，请换一个文件或模型。',
};
