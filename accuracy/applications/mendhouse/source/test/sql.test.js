import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeAfterDoor } from '../src/lib/returns.js';
import { allOf, ordering, sql, textQuery } from '../src/lib/sql.js';

test('values are bound, fragments are spliced', () => {
  const query = sql`SELECT 1 ${allOf([sql`a = ${1}`, sql`b = ${'x'}`])}`;
  assert.equal(query.text, 'SELECT 1 WHERE a = ? AND b = ?');
  assert.deepEqual(query.values, [1, 'x']);
});

test('an order that nobody knows is the first one', () => {
  const first = sql`ORDER BY id`;
  assert.equal(ordering({ id: first })('id; DROP'), first);
});

test('operators of the text index are words', () => {
  assert.equal(textQuery('kettle OR "'), '"kettle"* "OR"* """"*');
});

test('the door leads to pages of this house only', () => {
  assert.equal(placeAfterDoor('//elsewhere.example'), '/repairs');
  assert.equal(placeAfterDoor('/repairs/12'), '/repairs/12');
});
