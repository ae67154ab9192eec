'use strict';

/** One JSON object a line; values are escaped by JSON, and bodies and credentials are never passed in. */
exports.log = function (level, event, fields) {
  process.stdout.write(JSON.stringify({ time: new Date().toISOString(), level, event, ...fields }) + '\n');
};
