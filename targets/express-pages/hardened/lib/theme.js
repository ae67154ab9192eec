'use strict';

/** The colours of the visitor: JSON, of which two known words are used. */
exports.theme = function (cookie) {
  try {
    return JSON.parse(cookie).theme === 'dark' ? 'dark' : 'light';
  } catch {
    return 'light';
  }
};
