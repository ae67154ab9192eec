const libxmljs = require('libxmljs2')

const OPTIONS = { noent: false, dtdload: false, nonet: true, noblanks: true }

function parseOrder(xml) {
  const document = libxmljs.parseXml(xml, OPTIONS)
  const text = (path) => document.get(path)?.text() ?? ''
  return {
    number: text('//order/number'),
    remark: text('//order/remark'),
    lines: document.find('//order/line').map((line) => ({
      sku: line.attr('sku')?.value(),
      count: Number(line.attr('count')?.value()),
    })),
  }
}

module.exports = { parseOrder }
