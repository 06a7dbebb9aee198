/**
 * Koubo's engine for other pages: a video and new speech in, the video with the mouth saying it out. Everything happens
 * in workers of the page's own browser; nothing is sent anywhere. See `docs/embedding.md`.
 */
export { openEngine, type Engine, type EngineOptions } from './job/engine';
export type {
  Analysis,
  CallOptions,
  DubProgress,
  DubRequest,
  DubResult,
  JoinedSpeech,
  PainterChoice,
} from './job/engine-types';
export type { AnalysisStore } from './job/analyses/analysis-store';
export type { Source } from './job/input/source';
export type { SigningKey } from './job/signing-key';
export { createSigningKey } from './job/signing-key';
export type { Snapshot } from './bridge/services';
export { DubError, type DubErrorCode, type DubErrorData } from './core/errors';
export type { AudioInfo, MediaInfo, SourceRef, VideoInfo } from './core/media-info';
export type { Step } from './core/progress';
export type { TimeRange } from './core/time-range';
export type { Trim } from './core/trim';
export type { FaceWish } from './face/people/face-wish';
export type { Speaker } from './face/people/choose-person';
export type { Cue, Fit, OutsideSound, Script } from './script/script';
export type { SubtitleLine } from './script/subtitles';
export { DEFAULT_SETTINGS, type DubSettings } from './plan/dub-plan';
