import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkTarget } from '../src/callback.js';
import { Select } from '../src/select.js';

test('values travel as parameters', () => {
  const [sql, values] = new Select('SELECT id FROM t').where('a = ?', "x' OR 1=1").orderBy({ a: 'a' }, 'a', false).page(5, 0);
  assert.equal(sql, 'SELECT id FROM t WHERE a = ? ORDER BY a ASC, id LIMIT ? OFFSET ?');
  assert.deepEqual(values, ["x' OR 1=1", 5, 0]);
});

test('unknown orders are refused', () => {
  assert.throws(() => new Select('SELECT id FROM t').orderBy({ a: 'a' }, 'a; DROP TABLE t', false), RangeError);
});

test('callbacks go to public https addresses only', () => {
  for (const url of ['http://example.org/', 'https://127.0.0.1/', 'https://[::1]/', 'https://example.org:8443/']) {
    assert.throws(() => checkTarget(url), TypeError);
  }
});
