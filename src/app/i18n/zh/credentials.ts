import type { credentials as en } from '../en/credentials';
import type { Translation } from '../texts';

export const credentials: Translation<typeof en> = {
  'settings.credentials': () => '每个 MP4 成片还附有一份签名说明（内容凭证），写明制作方式。',
  'settings.credentials.more': () => '里面写了什么',

  'credentials.title': () => '成片里的签名说明',
  'credentials.tells': () =>
    '能读取内容凭证（C2PA）的软件可以看到：口型由 AI 生成、用哪个程序、什么时候制作，以及所用视频和语音的文件名与 SHA-256。拿到成片的人都能看到这些。如果文件名不便公开，请先改名再制作。',
  'credentials.signed': () =>
    '说明由这个浏览器自己的密钥签名，没有第三方担保（自签名），查看软件会提示签名者未知或不受信任。画面或声音之后被改动，仍能查出来。',
  'credentials.key': () =>
    '密钥不含任何人的姓名，不能从浏览器里复制出来，“清除全部数据”时一并删除。用同一密钥签名的成片，能看出来自同一个浏览器。',
  'credentials.lost': () =>
    '视频重新编码后，这份说明就没有了，多数视频平台都会重新编码。画面上的 AI 标识仍在。',

  'credentials.result': () => '文件里的签名说明',
  'credentials.signer': () => '签名者',
  'credentials.signer.self': () => '制作它的浏览器自己的密钥（自签名，查看软件会提示“签名者未知”）',
  'credentials.certificate': () => '证书 SHA-256',
  'credentials.video': () => '视频 SHA-256',
  'credentials.speech': () => '语音 SHA-256',
};
