import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { readWaypoints } from '../src/lib/gpx.js';
import { orderOf, Where } from '../src/lib/listing.js';
import { Seal, signatureFits } from '../src/lib/secrets.js';

test('values stay values', () => {
  const filter = new Where<{ species: string }>().is('species', { $ne: null }).build();
  assert.equal(JSON.stringify(filter), '{"$and":[{"species":{"$eq":{"$ne":null}}}]}');
});

test('orders are known by name', () => assert.deepEqual(orderOf('constructor-ish'), orderOf('newest')));

test('old signatures do not count', () => {
  const body = Buffer.from('{}');
  const signature = createHmac('sha256', 'k').update('1000000000.').update(body).digest('hex');
  assert.equal(signatureFits('k', '1000000000', body, signature), false);
  assert.equal(signatureFits('k', '1000000000', body, signature, 1_000_000_000_000), true);
});

test('a seal opens', () => {
  const seal = new Seal(Buffer.alloc(32, 7));
  assert.equal(seal.open(seal.close('nest')), 'nest');
});

test('document types are refused', () => {
  const read = readWaypoints('<!DOCTYPE gpx><gpx><wpt lat="1" lon="1"/></gpx>', new Map());
  assert.deepEqual(read, { ok: false, reason: 'unsupported' });
});
