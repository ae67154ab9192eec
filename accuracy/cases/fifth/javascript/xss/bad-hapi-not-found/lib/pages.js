'use strict'

exports.layout = (title, body) => `<!doctype html><title>${title}</title><main>${body}</main>`

exports.empty = (words) => exports.layout('Nothing found', `<p>Nothing found for <q>${words}</q>.</p>`)
