import type { Texts } from '../../texts';

export const networks = {
  'network.list': () => 'Mouth models',
  'network.none': () => 'No mouth model yet. Add a Wav2Lip ONNX file that you have the right to use.',
  'network.add': () => 'Add ONNX files',
  'network.folder': () => 'Add a folder',
  'network.hint': () => 'Or drop them here. They stay in this browser.',
  'network.builtInOnly': () => 'The organisation that runs this app allows built-in models only.',
  'network.builtIn': () => 'built in',
  'network.face': (size: number) => `Faces of ${size} × ${size}`,
  'network.licence': (licence: string) => `Licence: ${licence}`,
  'network.loading': () => 'Loading…',
  'network.reading': (name: string) => `Reading ${name}…`,
  'network.known': (source: string) => `These are published weights: ${source}.`,
  'network.unknown': () =>
    'This file is not on the list of known ones. Say what it is and under which terms you may use it; both are shown beside every result made with it.',
  'network.name': () => 'Name',
  'network.terms': () => 'Licence or terms of use',
  'network.agree': () => 'I may use this model under these terms.',
  'network.agreeNonCommercial': () =>
    'I have read these terms. I use this model for research or other non-commercial purposes only.',
  'network.accept': () => 'Add this model',
  'network.decline': () => 'Do not add',
  'network.expected': (contract: string) => `Expected: ${contract}`,
  'network.missing': (files: string) => `Missing: ${files}`,
  'network.found': (contract: string) => `Found: ${contract}`,
  'network.delete': (name: string) => `Delete ${name}`,
  'network.deleteSure': () => 'Delete for good?',
  'network.deleteYes': () => 'Delete',
  'network.deleteNo': () => 'Keep',
} satisfies Texts;
