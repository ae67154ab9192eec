'use strict';

const pick = (source, names) => Object.fromEntries(names.filter((n) => source && Object.hasOwn(source, n)).map((n) => [n, source[n]]));
const omit = (source, names) => Object.fromEntries(Object.entries(source || {}).filter(([n]) => !names.includes(n)));

const isPlain = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);

const RESERVED = new Set(['__proto__', 'constructor', 'prototype']);

function merge(target, patch) {
  for (const name of Object.keys(patch)) {
    if (RESERVED.has(name)) continue;
    if (isPlain(patch[name]) && Object.hasOwn(target, name) && isPlain(target[name])) merge(target[name], patch[name]);
    else target[name] = patch[name];
  }
  return target;
}

// Flat list of settings for the clients: { 'notify.email': true }
function flatten(value, prefix = '', into = {}) {
  for (const name in value) {
    if (isPlain(value[name])) flatten(value[name], `${prefix}${name}.`, into);
    else into[prefix + name] = value[name];
  }
  return into;
}

module.exports = { pick, omit, merge, flatten, isPlain };
