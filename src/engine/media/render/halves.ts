/**
 * Ascending frames in two parts that two decoders can read without decoding anything twice: the second one begins behind
 * a frame of `keys`, where decoding can start (ascending), as near to the middle as can be. Without such a place it is
 * empty.
 */
export function halvesAtKey(frames: Int32Array, keys: Int32Array): readonly [Int32Array, Int32Array] {
  const middle = frames.length / 2;
  let split = frames.length;
  let at = 0;
  for (const key of keys) {
    while (at < frames.length && (frames[at] as number) < key) at++;
    if (at > 0 && Math.abs(at - middle) < Math.abs(split - middle)) split = at;
  }
  return [frames.subarray(0, split), frames.subarray(split)];
}
