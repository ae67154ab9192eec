const fs = require('node:fs')
const { DOMParser } = require('@xmldom/xmldom')
const xpath = require('xpath')

const menu = new DOMParser().parseFromString(fs.readFileSync('menu.xml', 'utf8'), 'text/xml')

exports.find = (name) => {
  const [node] = xpath.select('//dish[@name="' + name + '" and @public="1"]', menu)
  return node ? { name: node.getAttribute('name'), cents: Number(node.getAttribute('cents')) } : null
}
