const EMAIL = /^([a-z0-9]+[._-]?)+@([a-z0-9]+[.-]?)+\.[a-z]{2,}$/i;
const POSTCODE = /^[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$/;

const isEmail = (value) => typeof value === 'string' && EMAIL.test(value);
const isPostcode = (value) => typeof value === 'string' && POSTCODE.test(value.toUpperCase());

function paragraphs(text) {
  return text
    .split(/\n{2,}/)
    .map((part) => `<p>${part.replace(/\*([^*]+)\*/g, '<em>$1</em>')}</p>`)
    .join('');
}

module.exports = { isEmail, isPostcode, paragraphs };
