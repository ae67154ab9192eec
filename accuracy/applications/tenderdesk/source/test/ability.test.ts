import assert from 'node:assert/strict';
import { test } from 'node:test';
import { abilityOf, aBid, aTender } from '../src/access/ability.js';
import { cell } from '../src/bids/bids.service.js';
import { acceptable, isPublic } from '../src/feeds/dialling.js';

const buyer = { id: 'p', organisationId: 'a', role: 'buyer', name: 'B' } as const;

test('a sealed bid is nobody else’s to read', () => {
  assert.equal(abilityOf(buyer).can('read', aBid({ organisationId: 'b', buyerId: 'a', opened: false })), false);
  assert.equal(abilityOf(buyer).can('read', aBid({ organisationId: 'b', buyerId: 'a', opened: true })), true);
});

test('drafts of other buyers are not read', () => {
  assert.equal(abilityOf(buyer).can('read', aTender({ organisationId: 'b', state: 'draft' })), false);
});

test('hooks go to public hosts', () => {
  assert.equal(isPublic('10.1.2.3'), false);
  assert.equal(isPublic('::ffff:127.0.0.1'), false);
  assert.throws(() => acceptable('https://[::1]/'));
  assert.throws(() => acceptable('http://hook.example.org/'));
});

test('cells are text', () => assert.equal(cell('=1'), `"'=1"`));
