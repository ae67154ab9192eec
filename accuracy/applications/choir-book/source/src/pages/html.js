const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

class Html {
  constructor(text) {
    this.text = text;
  }

  toString() {
    return this.text;
  }
}

function show(value) {
  if (value instanceof Html) return value.text;
  if (Array.isArray(value)) return value.map(show).join('');
  if (value === null || value === undefined || value === false) return '';
  return String(value).replace(/[&<>"']/g, (char) => entities[char]);
}

/** Everything that is put in is escaped, unless it was made by this tag itself. Attributes are always quoted. */
export const html = (parts, ...values) => new Html(parts.reduce((out, part, i) => out + show(values[i - 1]) + part));
