import type { Progress } from '../../core/progress';
import type { VideoPeople } from '../../face/people/video-people';
import type { MouthCurve } from '../../speech/mouth-curve';
import type { Sharing } from './shared-work';

/** A curve, and where the mouth model ran that made it. */
export type Heard<Curve = MouthCurve> = { readonly curve: Curve; readonly device: 'webgpu' | 'wasm' | null };

/** What can be known of a file from before: who is in it, what is heard in it, a form that WebCodecs reads. */
export type AnalysisKind = 'track' | 'curve' | 'video';

export type ConversionWish = Partial<Sharing> & { readonly which?: string };

/**
 * Where what was found out about files is kept, so that it is found out once. `source` names a file by its content,
 * `which` a part of it (empty for all). Whoever embeds the engine may hand in a store of their own.
 */
export type AnalysisStore = {
  /** True where it need not be made. */
  knows(kind: AnalysisKind, source: string, which?: string): Promise<boolean>;
  /** Everybody in a video, made where it is not known. It is the caller's own: it may be moved elsewhere. */
  track(source: string, which: string, make: () => Promise<VideoPeople>): Promise<VideoPeople>;
  /** What a speech asks of the mouth. Throws what `make` throws, again and again, where nothing can be heard. */
  speech(source: string, which: string, make: () => Promise<Heard>): Promise<Heard>;
  /** As `speech`, of a video's own sound; a null curve where it has none that could be used. */
  ownSound(
    source: string,
    which: string,
    make: () => Promise<Heard<MouthCurve | null>>,
  ): Promise<Heard<MouthCurve | null>>;
  /** Uses the conversion of a file, which `make` writes to an OPFS path where there is none. */
  converted<T>(
    source: string,
    make: (target: string, onProgress: (progress: Progress) => void) => Promise<void>,
    use: (path: string) => Promise<T>,
    wish?: ConversionWish,
  ): Promise<T>;
};
