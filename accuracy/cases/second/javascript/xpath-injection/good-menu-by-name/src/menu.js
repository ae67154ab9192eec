const fs = require('node:fs')
const { DOMParser } = require('@xmldom/xmldom')
const xpath = require('xpath')

const menu = new DOMParser().parseFromString(fs.readFileSync('menu.xml', 'utf8'), 'text/xml')
const dish = xpath.parse('//dish[@name=$name and @public="1"]')

exports.find = (name) => {
  const [node] = dish.select({ node: menu, variables: { name } })
  return node ? { name: node.getAttribute('name'), cents: Number(node.getAttribute('cents')) } : null
}
