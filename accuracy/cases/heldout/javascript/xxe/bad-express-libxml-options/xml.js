const libxmljs = require('libxmljs2')

const OPTIONS = { noblanks: true, noent: true, nonet: true }

exports.parse = (text) => libxmljs.parseXml(text, OPTIONS)
