/** Thrown where a stream is broken, or holds syntax that is not handled here. */
export class AvcSyntaxError extends Error {
  override readonly name = 'AvcSyntaxError';
}

/** Reads the bits of bytes, most significant first, as H.264 writes them. Throws `AvcSyntaxError` at their end. */
export class BitReader {
  /** In bits from the first one. */
  position = 0;

  constructor(readonly bytes: Uint8Array) {}

  /** An unsigned number of 0 … 32 bits. */
  bits(count: number): number {
    let value = 0;
    for (let read = 0; read < count; read++) value = value * 2 + (this.flag() ? 1 : 0);
    return value;
  }

  flag(): boolean {
    const byte = this.bytes[this.position >> 3];
    if (byte === undefined) throw new AvcSyntaxError('ends early');
    return ((byte >> (7 - (this.position++ & 7))) & 1) === 1;
  }

  /** ue(v): an unsigned Exp-Golomb number (ITU-T H.264, 9.1). */
  ue(): number {
    let zeros = 0;
    while (!this.flag()) if (++zeros > 31) throw new AvcSyntaxError('number too long');
    return 2 ** zeros - 1 + this.bits(zeros);
  }

  /** se(v): a signed Exp-Golomb number (9.1.1). */
  se(): number {
    const code = this.ue();
    return code % 2 === 1 ? (code + 1) / 2 : 0 - code / 2;
  }
}

/** Writes bits, most significant first. */
export class BitWriter {
  #bytes: Uint8Array<ArrayBuffer>;
  /** Bits written. */
  #length = 0;

  /** `room`: bytes that are expected; more are made where they are needed. */
  constructor(room = 64) {
    this.#bytes = new Uint8Array(room);
  }

  /** The low `count` bits of `value`, 0 … 32. */
  bits(value: number, count: number): void {
    for (let bit = count - 1; bit >= 0; bit--) this.flag(Math.floor(value / 2 ** bit) % 2 === 1);
  }

  flag(value: boolean): void {
    this.#makeRoom(1);
    if (value) this.#bytes[this.#length >> 3]! |= 0x80 >> (this.#length & 7);
    this.#length++;
  }

  ue(value: number): void {
    const width = Math.floor(Math.log2(value + 1)) + 1;
    this.bits(0, width - 1);
    this.bits(value + 1, width);
  }

  se(value: number): void {
    this.ue(value > 0 ? 2 * value - 1 : -2 * value);
  }

  /** The bits of `from` (inclusive) … `to` (exclusive) of `source`. */
  copy(source: Uint8Array, from: number, to: number): void {
    this.#makeRoom(to - from);
    let at = from;
    while (at < to && (this.#length & 7) !== 0) this.#copyBit(source, at++);
    const shift = at & 7;
    let into = this.#length >> 3;
    for (; at + 8 <= to; at += 8) {
      const byte = at >> 3;
      // Beyond the last byte a shift of 0 needs nothing, any other has bits there: `to` is not past the end.
      this.#bytes[into++] = (source[byte]! << shift) | ((source[byte + 1] ?? 0) >> (8 - shift));
    }
    this.#length = into * 8 + (this.#length & 7);
    while (at < to) this.#copyBit(source, at++);
  }

  /** Fills up the byte that was begun. */
  align(bit: boolean): void {
    while ((this.#length & 7) !== 0) this.flag(bit);
  }

  /** What was written; the last byte is filled up with zeros. */
  take(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, Math.ceil(this.#length / 8));
  }

  #copyBit(source: Uint8Array, at: number): void {
    this.flag(((source[at >> 3]! >> (7 - (at & 7))) & 1) === 1);
  }

  #makeRoom(bits: number): void {
    const needed = ((this.#length + bits) >> 3) + 2;
    if (needed <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(needed, 2 * this.#bytes.length));
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}
