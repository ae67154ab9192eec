const libxmljs = require('libxmljs2');
const options = require('./options');

const text = (node, path) => node.get(path)?.text().trim() ?? null;

function parseInvoice(source) {
  const document = libxmljs.parseXml(source, options);
  const root = document.root();
  return {
    number: text(root, 'Number'),
    issued: text(root, 'IssueDate'),
    note: text(root, 'Note'),
    total: Number(text(root, 'Total')) || 0,
  };
}

module.exports = { parseInvoice };
