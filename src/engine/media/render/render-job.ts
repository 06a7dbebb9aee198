import type { Origins } from '../../bridge/services';
import type { DubPlan, OutputSettings, SoundSettings } from '../../plan/dub-plan';
import type { TimeRange } from '../../core/time-range';
import type { Painter } from '../../painters/painter';
import type { Label } from '../../provenance/label/label';
import type { AigcFacts } from '../../provenance/aigc';
import type { Signer } from '../../provenance/c2pa/cose';
import type { Credentials } from '../../provenance/c2pa/manifest';
import type { OpenNoiseFilter } from '../../sound/cleaning/clean';
import type { EncoderChoice } from '../encode/encoder';
import type { LogPlace } from '../output/packet-log';
import type { SubtitleLine } from '../../script/subtitles';
import type { Captions } from '../../script/shown-lines';
import type { ScriptSound } from '../script/script-sound';

export type RenderJob = {
  readonly video: Blob;
  readonly speech: Blob;
  readonly plan: Pick<DubPlan, 'fps' | 'base' | 'keep' | 'seams'>;
  /** The stretch of the video that the plan's frames are counted in, seconds; without it all of it. */
  readonly span?: TimeRange;
  /** Bits a second of the video that the user gave; 0 where it is not known. */
  readonly spent: number;
  readonly output: OutputSettings;
  /** What is heard besides the speech; without it nothing. */
  readonly sound?: Pick<SoundSettings, 'originalSound'>;
  /** Has the speech cleaned; without it it is heard as it was given. */
  readonly cleaner?: OpenNoiseFilter;
  /** Words that stand in the opening pictures; without it none do. */
  readonly label?: Label;
  /** What the file says of its making, for machines; without it nothing. */
  readonly facts?: AigcFacts;
  /** What the file was made from and who signs for that; without it nobody does. */
  readonly credentials?: { readonly origins: Origins; readonly signer: Signer };
  /** The stretch of the video that is shown, seconds; without it all of it. */
  readonly shown?: TimeRange;
  /** The stretch of the speech that the plan was made for, seconds; without it all of it. */
  readonly spoken?: TimeRange;
  /** What of the speech is heard, seconds of the file, where the plan is that of a part; else `spoken`. */
  readonly heard?: TimeRange;
  /**
   * What is shown goes on behind the speech, with its own sound; the plan is for the beginning of it. `from`: where the
   * speech ends, seconds of the output.
   */
  readonly rest?: { readonly from: number };
  /** All of the video is shown; the plan is for a stretch of it, and the speech is laid out for that. */
  readonly script?: ScriptSound;
  /** Lines that stand in the file as a track of their own, seconds of the video. */
  readonly subtitles?: readonly SubtitleLine[];
  /** Lines that are a part of the pictures, seconds of the video. */
  readonly captions?: Captions;
  /** OPFS path of the finished file. */
  readonly target: string;
  readonly encoder?: EncoderChoice;
  /** false: what could be copied as it is coded is encoded like all else; else it is copied. */
  readonly copies?: boolean;
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
