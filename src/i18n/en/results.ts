import type { Texts } from '../texts';

export const results = {
  'result.title': () => 'Your video is ready',
  'result.new': () => 'New speech',
  'result.original': () => 'Original',
  'result.download': () => 'Download',
  'result.again': () => 'Start over',
  'result.adjust': () => 'Change a file',
  'result.timings': () => 'How long it took',
  'result.total': () => 'Total',
  'result.network': (name: string, licence: string) => `Painted by ${name}. Licence: ${licence}`,
  'result.device.reuse': (device: string) => `Mouth model on ${device}`,
  'result.device.wav2lip': (device: string) => `Network on ${device}`,
  'device.webgpu': () => 'the graphics card (WebGPU)',
  'device.wasm': () => 'the processor',
  'result.fallback.gpu-refused': () =>
    'The graphics card could not run this network, so the processor did, which takes longer.',
  'result.fallback.gpu-wrong': () =>
    'The graphics card computed a test picture wrongly, so the processor did the work, which takes longer. A newer driver may help.',

  'player.play': () => 'Play',
  'player.pause': () => 'Pause',
  'player.seek': () => 'Position',
  'player.at': (at: string, of: string) => `${at} of ${of}`,
  'player.hear': (name: string) => `Hear: ${name}`,

  'history.title': () => 'Earlier results',
  'history.play': (name: string) => `Play ${name}`,
  'history.download': (name: string) => `Download ${name}`,
  'history.delete': (name: string) => `Delete ${name}`,
  'history.confirm': () => 'Delete for good?',
  'history.confirmYes': () => 'Delete',
  'history.confirmNo': () => 'Keep',
  'history.close': () => 'Close',
  'history.missing': () =>
    'The bytes of this result are gone; the browser may have cleared them. Delete the entry.',
} satisfies Texts;
