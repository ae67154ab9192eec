'use strict';

const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escapeHtml = (text) => String(text ?? '').replace(/[&<>"']/g, (c) => ENTITIES[c]);

const LINK = /\bhttps?:\/\/[^\s<>"']{1,200}/g;

function linkify(text) {
  return escapeHtml(text).replace(LINK, (url) => `<a rel="nofollow" href="${url}">${url}</a>`).replace(/\n/g, '<br>');
}

const BADGES = { tool: '<span class="badge">Tool</span>', vehicle: '<span class="badge alt">Vehicle</span>' };
const badge = (kind) => (Object.hasOwn(BADGES, kind) ? BADGES[kind] : '');

const money = (cents) => `${(cents / 100).toFixed(2)} EUR`;

const pageState = (value) => JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Fills {{name}} places of a text. */
const fill = (template, values) => String(template).replace(/\{\{\s*(\w{1,30})\s*\}\}/g, (all, name) => (Object.hasOwn(values, name) ? String(values[name]) : ''));

module.exports = { escapeHtml, linkify, badge, money, pageState, fill };
