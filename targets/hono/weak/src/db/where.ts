import { get, run, type Row } from './connection.ts';

const comparisons: Record<string, string> = { $eq: '=', $ne: '<>', $gt: '>', $gte: '>=', $lt: '<', $lte: '<=', $like: 'LIKE' };

export function where(criteria: Row): { text: string; values: unknown[] } {
  const parts: string[] = [];
  const values: unknown[] = [];
  for (const [column, wanted] of Object.entries(criteria)) {
    if (!/^[a-z_]+$/.test(column)) continue;
    if (wanted !== null && typeof wanted === 'object') {
      for (const [operator, value] of Object.entries(wanted)) {
        parts.push(`${column} ${comparisons[operator] ?? '='} ?`);
        values.push(value);
      }
    } else {
      parts.push(`${column} = ?`);
      values.push(wanted);
    }
  }
  return { text: parts.length ? parts.join(' AND ') : '1 = 1', values };
}

export function findOne(table: string, criteria: Row): Row | undefined {
  const { text, values } = where(criteria);
  return get(`SELECT * FROM ${table} WHERE ${text} LIMIT 1`, ...values);
}

export function removeById(table: string, id: unknown) {
  return run(`DELETE FROM ${table} WHERE id = ?`, id);
}
