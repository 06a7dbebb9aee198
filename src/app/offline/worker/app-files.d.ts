/** All files of the built app, written by the build (scripts/build/offline.ts); see `AppFile`. */
declare module 'virtual:app-files' {
  export const files: readonly {
    readonly path: string;
    readonly bytes: number;
    readonly hash: string;
    readonly shell: boolean;
  }[];
}
