'use strict';

const fs = require('fs');
const path = require('path');
const ejs = require('ejs');
const config = require('../config');

const TEMPLATES = {
  reset: 'Hello <%= name %>,\nchoose a new password: <%= link %>\n',
  welcome: 'Hello <%= name %>,\nyour card is <%= card %>.\n',
};
let counter = 0;

/** Writes a mail into the folder from which the mail server picks up. */
exports.send = function (to, subject, body, callback) {
  const raw = 'From: desk@linden.example\r\nTo: ' + to + '\r\nSubject: ' + subject + '\r\n\r\n' + body;
  counter += 1;
  const wait = 5 + Math.random() * 20;
  setTimeout(() => fs.writeFile(path.join(config.mailSpool, counter + '.eml'), raw, callback || function () {}), wait);
};

exports.text = function (name, data) {
  return ejs.render(TEMPLATES[name], data);
};
