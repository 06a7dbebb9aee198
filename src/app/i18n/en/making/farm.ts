import type { Texts, Translation } from '../../texts';

/** Fetched where a deployment names machines of its own. */
export const farm = {
  'farm.where': () => 'Where is it made?',
  'farm.here': () => 'On this device',
  'farm.hereText': () => 'Nothing leaves this computer. It is made in this browser.',
  'farm.there': () => 'On the department’s machines',
  'farm.thereText': (host: string) =>
    `Video and recording are sent to ${host} and made there. You may close this page once they are sent.`,
  'farm.stays': (host: string) =>
    `Video, recording and result then also lie on ${host}. Whoever runs it can see them and decides how long they are kept.`,
  'farm.only.engine': () => 'Only on this device: the department’s machines only make “Own mouth”.',
  'farm.only.script': () => 'Only on this device: the department’s machines make a whole video.',
  'farm.only.face': () =>
    'Only on this device: the department’s machines cannot be told which person to take or what to keep as filmed.',
  'farm.only.large': (bytes: string) =>
    `Only on this device: the department’s machines take files of up to ${bytes}.`,
  'farm.asking': () => 'Asking the department’s machines…',
  'farm.notThere': () => 'The department’s machines do not answer at the moment.',
  'farm.askAgain': () => 'Ask again',
  'farm.token': () => 'Access code',
  'farm.tokenText': () =>
    'Whoever runs the department’s machines gives it to you. It is kept in this browser, so that you enter it once.',
  'farm.tokenWrong': () => 'They do not know this access code. Check that all of it was copied.',
  'farm.enter': () => 'Enter',
  'farm.known': (name: string) => `They know you as “${name}”.`,
  'farm.forget': () => 'Forget the access code',

  'farm.stage.send': () => 'Sending the files',
  'farm.stage.wait': () => 'Waiting for a free machine',
  'farm.stage.make': () => 'Being made',
  'farm.stage.fetch': () => 'Fetching the result',
  'farm.title': () => 'On the department’s machines',
  'farm.sent': (bytes: string, all: string) => `${bytes} of ${all} sent`,
  'farm.fetched': (bytes: string) => `${bytes} fetched`,
  'farm.stayToSend': () => 'Keep this page open until the files are sent.',
  'farm.mayGo': () =>
    'They are sent. You may close this page: the work goes on, and the result is fetched when you open it again.',
  'farm.next': () => 'Make another video meanwhile',

  'farm.badge': () => 'Leaves this device only if you choose so',
  'farm.badgeAway': () => 'Goes to the department’s machines',
  'farm.long': (host: string) =>
    `Files are worked on in this browser, unless you choose the department’s machines: then video and recording of that job are sent to ${host}.`,
  'farm.privacy.title': () => 'What you send to the department’s machines',
  'farm.privacy.text': (host: string) =>
    `Whoever runs this site offers machines of its own. What you have made there is sent to ${host}, the address of this page, and to no other. All else stays in this browser.`,
  'farm.privacy.none': () => 'Nothing has been sent from this list of jobs.',
  'farm.privacy.count': (count: number) =>
    count === 1
      ? 'One job of the queue was or is made there.'
      : `${count} jobs of the queue were or are made there.`,
  'farm.privacy.results': (count: number) =>
    count === 1 ? 'One of the results was made there.' : `${count} of the results were made there.`,
  'farm.traffic.own': () => 'Requests to this site: the app’s own files, and the department’s machines',
  'farm.traffic.title': () => 'What leaves this device',
  'farm.traffic.intro': () =>
    'Videos, recordings and results are worked on and kept in this browser, but for those that you send to the department’s machines. This page counts every request to the network, so that you can check.',
  'farm.traffic.check': () =>
    'For IT: press F12 and open “Network”. There is every request, and there should be only the app’s own files and, below the address of the department’s machines, what was sent there.',
  'farm.some': () =>
    'What they cannot make (“Drawn by AI”, people that were chosen, stretches that are kept) is made on this device.',
  'farm.result': () => 'Made on the department’s machines.',
} satisfies Texts;

export type FarmTexts = Translation<typeof farm>;
