import type { Lines, Seen } from '../../studio-page';
import type { Store } from '../store/store';
import type { Work } from '../work';

export type AnalysisKind = 'track' | 'curve';

/** One run of one job. */
export type Task = {
  readonly id: string;
  readonly work: Work;
  /** Where the job's files lie on this machine. */
  readonly files: TaskFiles;
  /** Where the result is to be written. */
  readonly out: string;
  /** Where analyses are shared, and checkpoints kept. */
  readonly store: Store;
  readonly signal: AbortSignal;
  readonly onProgress: (seen: Seen) => void;
  /** Something was found out about a file of the job, and is in the store: its faces, or what is heard. */
  readonly onAnalysed: (source: string, kind: AnalysisKind) => void;
};

export type TaskFiles = {
  readonly video: string;
  readonly speech: string;
  readonly network: string | null;
  /** Of a job along lines, in the order of its work. */
  readonly lines?: Pick<Lines, 'sheet' | 'speeches'>;
};

/** What is told of a result. */
export type Made = {
  /** Seconds of each stage and in total. */
  readonly timings: Readonly<Record<string, number>>;
  /** What is worth knowing of it, in the job's language. */
  readonly notes: readonly string[];
};

/** What does the work of a slot: one job at a time. Tests of the queue bring one without a browser. */
export interface Studio {
  /** Throws a `PageError` for what is wrong with the job, the signal's reason where it was aborted. */
  make(task: Task): Promise<Made>;
  close(): Promise<void>;
}
