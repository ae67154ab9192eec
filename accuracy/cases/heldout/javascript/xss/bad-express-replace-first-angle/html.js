const CODES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

exports.escape = (text) => text.replace('<', CODES['<']).replace('>', CODES['>'])
