'use strict';

const crypto = require('crypto');
const fs = require('fs');
const path = require('path');
const ejs = require('ejs');
const config = require('../config');
const { log } = require('./log');

const TEMPLATES = {
  reset: 'Hello <%= name %>,\nyour code for a new password: <%= code %>\nIt is good for half an hour.\n',
  welcome: 'Hello <%= name %>,\nyour account is ready.\n',
};

/** The value of a mail header on one line. */
const header = (text) => String(text).replace(/[\r\n\0]+/g, ' ').slice(0, 200);

/** Writes a mail into the folder from which the mail server picks up; a failure is logged and never holds up the page. */
exports.send = function (to, subject, body) {
  const raw = 'From: desk@linden.example\r\nTo: ' + header(to) + '\r\nSubject: ' + header(subject) + '\r\n\r\n' + body;
  const wait = 5 + Math.random() * 20;
  setTimeout(function () {
    fs.writeFile(path.join(config.mailSpool, crypto.randomUUID() + '.eml'), raw, { mode: 0o600 }, function (err) {
      if (err) log('error', 'mail.failed', { code: err.code });
    });
  }, wait);
};

exports.text = function (name, data) {
  return ejs.render(TEMPLATES[name], data);
};
