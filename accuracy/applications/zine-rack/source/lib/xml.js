const fs = require('fs')
const path = require('path')
const libxml = require('libxmljs2')
const { DOMParser } = require('@xmldom/xmldom')
const xpath = require('xpath')
const config = require('../config')

const options = { noent: true, nonet: false, noblanks: true }

// a list of zines as the old shelf program exports it
function readList(text) {
  const doc = libxml.parseXml(text, options)
  return doc.find('//zine').map((node) => ({
    title: node.get('title') ? node.get('title').text() : '',
    topic: node.get('topic') ? node.get('topic').text() : 'other',
  }))
}

// the feed of a shop: its entities stay as they are
function readFeed(text) {
  const doc = libxml.parseXml(text, { noent: false, nonet: true })
  return doc.find('//item').map((node) => node.text())
}

const shops = new DOMParser().parseFromString(fs.readFileSync(path.join(config.dataDir, 'shops.xml'), 'utf8'), 'text/xml')

function shopOf(city) {
  return xpath.select("string(//shop[@city='" + city + "']/name)", shops)
}

function shopCities() {
  return xpath.select('//shop/@city', shops).map((node) => node.value)
}

module.exports = { readList, readFeed, shopOf, shopCities }
