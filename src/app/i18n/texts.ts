/** The texts of one area of the page: functions, because many hold figures and names. */
export type Texts = Record<string, (...values: never[]) => string>;

/** The same texts in another language: the same keys, each taking the same values. */
export type Translation<T extends Texts> = {
  readonly [K in keyof T]: (...values: Parameters<T[K]>) => string;
};
