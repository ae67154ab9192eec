import knex from 'knex';
import { expect, it } from 'vitest';
import { VehicleRepository } from '../src/repositories/vehicles.js';

it('stays within the company and escapes wildcards', () => {
  const repository = new VehicleRepository('c0ffee00-0000-4000-8000-000000000000', knex({ client: 'pg' }));
  const query = repository.list({ search: '50%', sort: 'plate', direction: 'asc', limit: 10, offset: 0 });
  const { sql, bindings } = (query as unknown as { toSQL(): { sql: string; bindings: unknown[] } }).toSQL();
  expect(sql).toContain('"company_id" = ?');
  expect(bindings).toContain('50\\%%');
});
