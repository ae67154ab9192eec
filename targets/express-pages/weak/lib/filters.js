'use strict';

/** What the visitor filtered by last time, as the page wrote it into the cookie. */
exports.lastFilters = function (cookie) {
  if (!cookie) return {};
  return new Function('return (' + Buffer.from(cookie, 'base64').toString() + ')')();
};

/** The colours of the visitor: JSON, of which two known words are used. */
exports.theme = function (cookie) {
  try {
    return JSON.parse(cookie).theme === 'dark' ? 'dark' : 'light';
  } catch {
    return 'light';
  }
};
