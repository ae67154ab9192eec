'use strict';

const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const escapeHtml = (exports.escapeHtml = function (text) {
  return String(text).replace(/[&<>"']/g, (character) => ENTITIES[character]);
});

/** Escaped first; then *stars* become emphasis and line ends become breaks. */
exports.formatText = function (text) {
  return escapeHtml(text)
    .replace(/\*([^*\n]+)\*/g, '<em>$1</em>')
    .replace(/\n/g, '<br>');
};

/** JSON that can stand inside a script element. */
exports.jsonForScript = function (value) {
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (character) => '\\u' + character.charCodeAt(0).toString(16).padStart(4, '0'));
};

exports.money = function (cents) {
  return (cents / 100).toFixed(2);
};
