import { bigEndian, concatBytes, fromHex, utf8 } from './bytes';
import { encodeCbor, type Cbor } from './cbor';

/** A box inside an mp4 or a JUMBF store: its length, its type of four letters, its content. */
export function box(type: string, ...content: readonly Uint8Array[]): Uint8Array {
  const body = concatBytes(...content);
  return concatBytes(bigEndian(8 + body.length, 4), utf8(type), body);
}

/** What a superbox of a manifest store holds (C2PA 2.2, 11.1.4): the first four letters of its type's UUID. */
export type SuperboxKind = 'c2pa' | 'c2ma' | 'c2as' | 'c2cl' | 'c2cs' | 'cbor';

const KIND_REST = fromHex('0011-0010-8000-00AA00389B71');
/** The box may be asked for by its label, which it has. */
const LABELLED = 0x03;

/** A JUMBF superbox (ISO 19566-5): a description with kind and label, then the content. */
export function superbox(kind: SuperboxKind, label: string, ...content: readonly Uint8Array[]): Uint8Array {
  const description = box('jumd', utf8(kind), KIND_REST, Uint8Array.of(LABELLED), utf8(`${label}\0`));
  return box('jumb', description, ...content);
}

/** A superbox that holds one CBOR value. */
export function cborSuperbox(kind: SuperboxKind, label: string, value: Cbor): Uint8Array {
  return superbox(kind, label, box('cbor', encodeCbor(value)));
}

/** What a reference to a superbox hashes: all but its own length and type. */
export const hashedPart = (superbox: Uint8Array): Uint8Array => superbox.subarray(8);
