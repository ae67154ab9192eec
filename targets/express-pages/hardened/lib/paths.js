'use strict';

/** The path when it is one of this site, else the start page. */
exports.ownPath = function (path) {
  if (typeof path !== 'string' || !/^\/[A-Za-z0-9_-][A-Za-z0-9_/?=&-]*$/.test(path)) return '/';
  return path;
};
