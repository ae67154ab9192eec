import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toCsv } from '../src/lib/csv.ts';
import { isSlug, slugOf } from '../src/lib/validate.ts';

test('slugs', () => {
  assert.equal(slugOf('Getting started!'), 'getting-started');
  assert.ok(isSlug('api-keys'));
  assert.ok(!isSlug('-api'));
});

test('csv quotes', () => {
  assert.equal(toCsv(['a'], [{ a: 'x,"y"' }]), 'a\r\n"x,""y"""');
});
