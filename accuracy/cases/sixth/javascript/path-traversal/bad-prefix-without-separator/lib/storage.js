'use strict';

var path = require('path');
var fs = require('fs');

function Storage(root) {
  this.root = path.resolve(root);
}

Storage.prototype.locate = function (account, name, callback) {
  var folder = path.join(this.root, account);
  var file = path.resolve(folder, name);
  if (file.indexOf(folder) !== 0) {
    return callback(null, null);
  }
  fs.stat(file, function (err, stats) {
    if (err || !stats.isFile()) {
      return callback(null, null);
    }
    callback(null, { file: file, size: stats.size });
  });
};

Storage.prototype.open = function (entry) {
  return fs.createReadStream(entry.file);
};

module.exports = Storage;
