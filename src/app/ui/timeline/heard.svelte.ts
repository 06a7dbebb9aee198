/** Of longer files a waveform takes too long for what it shows, seconds. */
const LONGEST = 20 * 60;

/**
 * The waveform of a file that lasts `duration` seconds: the largest value of each equal stretch of its sound, 0…1, once that
 * is known; none where it has none that can be read. Called while a component is made.
 */
export function hears(duration: () => number, peaks: () => Promise<readonly number[]>) {
  let heard = $state.raw<readonly number[]>([]);
  $effect(() => {
    let gone = false;
    heard = [];
    if (duration() <= LONGEST)
      void peaks().then(
        (found) => {
          if (!gone) heard = found;
        },
        // Without a picture of it the sound can still be heard.
        () => {},
      );
    return () => (gone = true);
  });
  return {
    get peaks() {
      return heard;
    },
  };
}
