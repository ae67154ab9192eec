'use strict';

var fs = require('fs');

function Logger(file) {
  this.stream = fs.createWriteStream(file, { flags: 'a' });
}

Logger.prototype.write = function (event, fields) {
  var parts = Object.keys(fields).map(function (name) {
    return name + '=' + JSON.stringify(String(fields[name]));
  });
  this.stream.write(new Date().toISOString() + ' ' + event + ' ' + parts.join(' ') + '\n');
};

module.exports = new Logger(process.env.AUDIT_LOG || '/var/log/sso/audit.log');
