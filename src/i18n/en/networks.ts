import type { Texts } from '../texts';

export const networks = {
  'network.list': () => 'Networks',
  'network.none': () => 'No network here yet. Add an ONNX file of a Wav2Lip network that you may use.',
  'network.add': () => 'Add ONNX files',
  'network.folder': () => 'Add a folder',
  'network.hint': () => 'Or drop them here. They stay in this browser.',
  'network.builtIn': () => 'built in',
  'network.face': (size: number) => `Faces of ${size} × ${size}`,
  'network.licence': (licence: string) => `Licence: ${licence}`,
  'network.loading': () => 'Loading…',
  'network.reading': (name: string) => `Reading ${name}…`,
  'network.known': (source: string) => `These are published weights: ${source}.`,
  'network.unknown': () =>
    'Nobody here knows this file. Say what it is and under which terms you may use it; both will stand beside every result made with it.',
  'network.name': () => 'Name',
  'network.terms': () => 'Licence or terms of use',
  'network.agree': () => 'I may use this network under these terms.',
  'network.agreeNonCommercial': () =>
    'I have read these terms. I use this network for research or other non-commercial purposes only.',
  'network.accept': () => 'Add this network',
  'network.decline': () => 'Leave it',
  'network.expected': (contract: string) => `Expected: ${contract}`,
  'network.found': (contract: string) => `Found: ${contract}`,
  'network.delete': (name: string) => `Delete ${name}`,
  'network.deleteSure': () => 'Delete for good?',
  'network.deleteYes': () => 'Delete',
  'network.deleteNo': () => 'Keep',
} satisfies Texts;
