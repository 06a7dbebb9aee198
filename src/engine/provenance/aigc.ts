/** What the implicit label of a file tells, whoever made the file. */
export type AigcFacts = {
  /** Name or code of who offers the service that made the content. */
  readonly producer: string;
  /** The producer's own number for the content. */
  readonly contentId: string;
};

/** Name of the metadata field. */
export const AIGC_KEY = 'AIGC';

/**
 * The value of a file's metadata field `AIGC`: the implicit label of GB 45438-2025, 6.1 and appendix E. Names and order
 * of the fields are those of TC260-PG-20257A (practice guide on video files, 2025-08), which puts them into an mp4's
 * `moov.udta.meta` as a key and its value. Both were read in quotations and in what other tools write, not themselves.
 * `Label` "1" says that the content is generated. The two reserved fields are the producer's and the propagator's own,
 * and this app uses neither; who will propagate the file is not known when it is made.
 */
export function aigcValue({ producer, contentId }: AigcFacts): string {
  return JSON.stringify({
    Label: '1',
    ContentProducer: producer,
    ProduceID: contentId,
    ReservedCode1: '',
    ContentPropagator: '',
    PropagateID: '',
    ReservedCode2: '',
  });
}
