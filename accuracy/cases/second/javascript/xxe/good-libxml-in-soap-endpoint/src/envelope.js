const libxml = require('libxmljs')

const OPTIONS = { noblanks: true, noent: false, nonet: true }

exports.operation = (xml) => {
  const document = libxml.parseXmlString(xml, OPTIONS)
  const body = document.get('//*[local-name()="Body"]/*')
  return { name: body.name(), text: body.text() }
}
