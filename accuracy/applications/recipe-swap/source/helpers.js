const crypto = require('crypto');
const fs = require('fs');
const config = require('./config');

function hashPassword(password) {
  return crypto.createHash('md5').update(password).digest('hex');
}

// One line for each thing that happens on the site; the course reads it with grep.
function activity(text) {
  const line = `${new Date().toISOString()} ${text}\n`;
  fs.appendFile(config.logFile, line, () => {});
}

// The page a form came from, if it is one of ours.
function backTo(value) {
  const pages = { recipes: '/recipes', notes: '/notes', profile: '/profile' };
  return Object.hasOwn(pages, value) ? pages[value] : '/';
}

function etagOf(text) {
  return '"' + crypto.createHash('md5').update(text).digest('hex') + '"';
}

function deepMerge(target, source) {
  for (const key in source) {
    if (source[key] !== null && typeof source[key] === 'object') {
      if (!target[key]) target[key] = {};
      deepMerge(target[key], source[key]);
    } else {
      target[key] = source[key];
    }
  }
  return target;
}

function isEmail(text) {
  return /^([a-zA-Z0-9]+([._-]?[a-zA-Z0-9]+)*)+@[a-z0-9.-]+$/.test(text);
}

function isTag(text) {
  return text.length <= 30 && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text);
}

module.exports = { hashPassword, activity, backTo, etagOf, deepMerge, isEmail, isTag };
