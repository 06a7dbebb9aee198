import type { EncoderChoice } from '../../engine/bridge/services';
import type { DubSettings } from '../../engine/plan/dub-plan';
import type { LabelText } from '../../engine/provenance/label/label';

export type StudioOptions = {
  /** Where they differ from the defaults. */
  readonly settings?: Partial<DubSettings>;
  readonly encoder?: EncoderChoice;
  /** The language in which the page is shown now. */
  readonly language: () => Exclude<LabelText, 'both'>;
  /** Who speaks where there are several and nobody is chosen, counted from 1; null for whoever is found to. */
  readonly person?: number | null;
  /** A small picture of a video; null where none can be made. */
  readonly thumbnail: (video: Blob) => Promise<Blob | null>;
  /** Whether the server has another build of the app by now than this page is of. */
  readonly isReplaced?: () => Promise<boolean>;
};
