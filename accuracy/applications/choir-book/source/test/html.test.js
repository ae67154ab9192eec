import assert from 'node:assert/strict';
import { test } from 'node:test';
import { html } from '../src/pages/html.js';

test('values are escaped', () => assert.equal(String(html`<p>${'<b>'}</p>`), '<p>&lt;b&gt;</p>'));
test('templates are not escaped twice', () => assert.equal(String(html`<p>${html`<b>${1}</b>`}</p>`), '<p><b>1</b></p>'));
test('nothing is shown for nothing', () => assert.equal(String(html`${null}${false}${undefined}`), ''));
