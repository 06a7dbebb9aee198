/** The number of a person, counted from 1, that a text gives; null where it gives none. */
export function readPerson(text: string): number | null {
  const person = Number(text);
  return /^\s*[1-9]\d*\s*$/.test(text) ? person : null;
}
