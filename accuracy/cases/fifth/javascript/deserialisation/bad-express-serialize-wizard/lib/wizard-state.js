var serialize = require('node-serialize')

exports.pack = function (state) {
  return Buffer.from(serialize.serialize(state)).toString('base64')
}

exports.unpack = function (text) {
  if (!text) return { step: 1, answers: {} }
  return serialize.unserialize(Buffer.from(text, 'base64').toString())
}
