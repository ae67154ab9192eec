const FORMULA = /^[\s]*[=+\-@\t\r]/;

export function csvCell(value: string | number | null): string {
  if (typeof value === 'number') return String(value);
  let text = value ?? '';
  if (FORMULA.test(text)) text = `'${text}`;
  return `"${text.replaceAll('"', '""')}"`;
}

export const csvRow = (cells: Array<string | number | null>): string => `${cells.map(csvCell).join(',')}\r\n`;
