/** One cell: numbers stay numbers, texts are made harmless, null is an empty cell. */
export type Cell = string | number | null;

/** Without it Excel reads UTF-8 as the machine's own code page, and Chinese turns into noise. */
const BOM = '\uFEFF';

/**
 * What a spreadsheet may take for the beginning of a formula, with the full-width signs that some of them accept
 * too. https://owasp.org/www-community/attacks/CSV_Injection
 */
const FORMULA = /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]|^[\t\r\n]/u;

function written(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : '';
  // The apostrophe says "text" to a spreadsheet.
  const harmless = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]|^\s|\s$/.test(harmless) || harmless !== cell
    ? `"${harmless.replaceAll('"', '""')}"`
    : harmless;
}

/** A table as CSV (RFC 4180: commas, CRLF, doubled quotes) that Excel opens as UTF-8 and runs nothing of. */
export function csv(rows: readonly (readonly Cell[])[]): string {
  return BOM + rows.map((row) => `${row.map(written).join(',')}\r\n`).join('');
}
