import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Address } from '../src/links/address.js';
import { readOpml } from '../src/links/opml.js';
import { isPublic, reachable, readHead } from '../src/links/preview.js';

test('only the web is saved', () => {
  assert.equal(Address.safeParse('javascript:alert(1)').success, false);
  assert.equal(Address.safeParse('https://example.org/a').success, true);
});

test('inner hosts are not previewed', () => {
  for (const address of ['127.0.0.1', '10.0.0.1', '169.254.169.254', '::1', '::ffff:10.0.0.1']) assert.equal(isPublic(address), false);
  assert.throws(() => reachable('http://[::1]/'));
  assert.throws(() => reachable('file:///etc/hosts'));
});

test('heads are read by position', () => {
  const head = readHead('<TITLE>One\n two</TITLE><meta name="description" content="three">');
  assert.deepEqual(head, { title: 'One two', description: 'three' });
  assert.deepEqual(readHead('<title'), { title: null, description: null });
});

test('document types are refused', () => {
  assert.throws(() => readOpml('<!DOCTYPE opml><opml><body><outline text="a"/></body></opml>'));
});
