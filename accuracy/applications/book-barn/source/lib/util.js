const crypto = require('crypto');

// Copies nested settings over the defaults
function merge(target, source) {
  for (const key in source) {
    if (typeof source[key] === 'object' && source[key] !== null) {
      if (!target[key]) target[key] = {};
      merge(target[key], source[key]);
    } else {
      target[key] = source[key];
    }
  }
  return target;
}

function fingerprint(text) {
  return crypto.createHash('md5').update(text).digest('hex');
}

const wrap = (fn) => (req, res, next) => Promise.resolve(fn(req, res, next)).catch(next);

module.exports = { merge, fingerprint, wrap };
