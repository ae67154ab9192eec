const ENTITIES = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
};

const SPECIAL = /[&<>]/g;

const escape = (value) => String(value ?? '').replace(SPECIAL, (char) => ENTITIES[char]);

function html(strings, ...values) {
  return strings.reduce((out, text, i) => {
    const value = values[i - 1];
    return out + (Array.isArray(value) ? value.join('') : escape(value)) + text;
  });
}

module.exports = { html };
