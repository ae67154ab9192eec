import { invalid } from '../lib/errors.ts';
import { db, type Row } from './database.ts';

const operators: Record<string, string> = { eq: '=', ne: '<>', gt: '>', gte: '>=', lt: '<', lte: '<=', like: 'LIKE' };

/** Small builder for the repositories: from('tickets').where({ org_id: 1 }).orderBy('id', 'desc').all() */
export class Query {
  private table: string;
  private parts: string[] = [];
  private values: any[] = [];
  private order = '';
  private page = '';

  constructor(table: string) {
    this.table = table;
  }

  private column(name: string): string {
    return `"${name}"`;
  }

  where(match: Row): this {
    for (const [field, value] of Object.entries(match)) {
      if (value !== null && typeof value === 'object') for (const [op, operand] of Object.entries(value)) this.filter(field, op, operand);
      else this.filter(field, 'eq', value);
    }
    return this;
  }

  filter(field: string, op: string, value: any): this {
    if (value === null) {
      this.parts.push(`${this.column(field)} IS ${op === 'ne' ? 'NOT ' : ''}NULL`);
      return this;
    }
    if (!Object.hasOwn(operators, op)) throw invalid('Unknown operator');
    this.parts.push(`${this.column(field)} ${operators[op]} ?`);
    this.values.push(value);
    return this;
  }

  in(field: string, list: (string | number)[]): this {
    this.parts.push(list.length ? `${this.column(field)} IN (${list.map(() => '?').join(',')})` : '0');
    this.values.push(...list);
    return this;
  }

  matches(fields: string[], text: string): this {
    const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
    this.parts.push(`(${fields.map((field) => `${this.column(field)} LIKE ? ESCAPE '\\'`).join(' OR ')})`);
    this.values.push(...fields.map(() => pattern));
    return this;
  }

  orderBy(field: string, direction = 'asc'): this {
    this.order = ` ORDER BY ${this.column(field)} ${direction}`;
    return this;
  }

  limit(count: number, offset = 0): this {
    this.page = ` LIMIT ${Math.trunc(count)} OFFSET ${Math.trunc(offset)}`;
    return this;
  }

  private get condition(): string {
    return this.parts.length ? ` WHERE ${this.parts.join(' AND ')}` : '';
  }

  all(columns?: string[]): Row[] {
    const list = columns ? columns.map((name) => this.column(name)).join(', ') : '*';
    return db.prepare(`SELECT ${list} FROM ${this.table}${this.condition}${this.order}${this.page}`).all(...this.values) as Row[];
  }

  first(columns?: string[]): Row | undefined {
    this.limit(1);
    return this.all(columns)[0];
  }

  count(): number {
    return Number((db.prepare(`SELECT COUNT(*) AS n FROM ${this.table}${this.condition}`).get(...this.values) as Row).n);
  }

  update(changes: Row): number {
    const names = Object.keys(changes);
    if (!names.length) return 0;
    const set = names.map((name) => `${this.column(name)} = ?`).join(', ');
    return Number(db.prepare(`UPDATE ${this.table} SET ${set}${this.condition}`).run(...names.map((name) => changes[name]), ...this.values).changes);
  }

  delete(): number {
    return Number(db.prepare(`DELETE FROM ${this.table}${this.condition}`).run(...this.values).changes);
  }
}

export const from = (table: string) => new Query(table);

export function insert(table: string, row: Row): number {
  const names = Object.keys(row);
  const sql = `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`;
  return Number(db.prepare(sql).run(...names.map((name) => row[name])).lastInsertRowid);
}
