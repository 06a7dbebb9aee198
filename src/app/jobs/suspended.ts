/** The reason with which a job is stopped that is to go on later: what it has done so far is kept. */
export class Suspended extends DOMException {
  constructor() {
    super('the job goes on later', 'AbortError');
  }
}
