'use strict';

/** Merges nested settings into what is there. */
module.exports = function merge(target, source) {
  Object.keys(Object(source)).forEach(function (key) {
    if (source[key] && typeof source[key] === 'object') {
      if (!target[key]) target[key] = {};
      merge(target[key], source[key]);
    } else {
      target[key] = source[key];
    }
  });
  return target;
};
