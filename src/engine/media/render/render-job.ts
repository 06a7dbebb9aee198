import type { Origins, RenderRequest } from '../../bridge/services';
import type { DubPlan, OutputSettings, SoundSettings } from '../../plan/dub-plan';
import type { Painter } from '../../painters/painter';
import type { Signer } from '../../provenance/c2pa/cose';
import type { Credentials } from '../../provenance/c2pa/manifest';
import type { OpenNoiseFilter } from '../../sound/cleaning/clean';
import type { LogPlace } from '../output/packet-log';

/** What a render's job takes of the request as it is. */
type Asked =
  | 'span'
  | 'label'
  | 'facts'
  | 'shown'
  | 'spoken'
  | 'heard'
  | 'rest'
  | 'script'
  | 'subtitles'
  | 'captions'
  | 'target'
  | 'encoder'
  | 'copies';

export type RenderJob = Pick<RenderRequest, Asked> & {
  readonly video: Blob;
  readonly speech: Blob;
  readonly plan: Pick<DubPlan, 'fps' | 'base' | 'keep' | 'seams'>;
  /** Bits a second of the video that the user gave; 0 where it is not known. */
  readonly spent: number;
  readonly output: OutputSettings;
  /** What is heard besides the speech; without it nothing. */
  readonly sound?: Pick<SoundSettings, 'originalSound'>;
  /** Has the speech cleaned; without it it is heard as it was given. */
  readonly cleaner?: OpenNoiseFilter;
  /** What the file was made from and who signs for that; without it nobody does. */
  readonly credentials?: { readonly origins: Origins; readonly signer: Signer };
  /** Where to write down what is encoded, and to go on from what an interrupted run left there. */
  readonly log?: LogPlace;
};

/** Makes the painter, once the colours of the video are known. */
export type CreatePainter = (colors: VideoColorSpaceInit) => Painter | Promise<Painter>;

export type Rendered = {
  readonly bytes: number;
  readonly frames: number;
  readonly seconds: number;
  /** Upright picture, pixels. */
  readonly width: number;
  readonly height: number;
  /** Frames taken over from an interrupted run: they were neither painted nor encoded again. */
  readonly restored: number;
  /** What was signed; absent where nobody did. */
  readonly credentials?: Credentials;
};
