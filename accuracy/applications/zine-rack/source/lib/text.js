const signs = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function escapeHtml(value) {
  return String(value).replace(/[&<>"']/g, (sign) => signs[sign])
}

function escapeRegExp(value) {
  return String(value).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

// does it look like a mail address?
function isEmail(value) {
  return /^([a-z0-9_.-]+)+@([a-z0-9-]+\.)+[a-z]{2,}$/i.test(value)
}

// the words of a query in bold; text and words are escaped
function mark(text, word) {
  const safe = escapeHtml(text)
  if (!word) return safe
  return safe.replace(new RegExp(escapeRegExp(escapeHtml(word)), 'gi'), (found) => '<b>' + found + '</b>')
}

// settings of the reader over the settings we have
function merge(into, from) {
  for (const key in from) {
    if (from[key] && typeof from[key] === 'object') {
      if (!into[key]) into[key] = {}
      merge(into[key], from[key])
    } else {
      into[key] = from[key]
    }
  }
  return into
}

module.exports = { escapeHtml, escapeRegExp, isEmail, mark, merge }
