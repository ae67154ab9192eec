'use strict'

const Hoek = require('@hapi/hoek')

exports.layout = (title, body) => `<!doctype html><title>${title}</title><main>${body}</main>`

exports.empty = (words) => exports.layout('Nothing found', `<p>Nothing found for <q>${Hoek.escapeHtml(words)}</q>.</p>`)
