const fs = require('node:fs')
const { DOMParser } = require('@xmldom/xmldom')
const xpath = require('xpath')

const list = new DOMParser().parseFromString(fs.readFileSync('data/prices.xml', 'utf8'), 'text/xml')

function priceOf(article) {
  const node = xpath.select1(`//article[@number='${article}']/price`, list)
  return node ? Number(node.textContent) : undefined
}

module.exports = { priceOf }
