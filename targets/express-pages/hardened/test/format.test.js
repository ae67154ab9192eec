'use strict';

const assert = require('node:assert');
const test = require('node:test');
const { formatText, jsonForScript } = require('../lib/format');

test('text is escaped before stars become emphasis', function () {
  assert.strictEqual(formatText('<b> *x*\n"y"'), '&lt;b&gt; <em>x</em><br>&quot;y&quot;');
});

test('JSON cannot leave its script', function () {
  assert.strictEqual(jsonForScript({ a: '</script>' }), '{"a":"\\u003c/script\\u003e"}');
});
