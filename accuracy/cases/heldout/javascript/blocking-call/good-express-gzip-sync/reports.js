const { promisify } = require('node:util')
const zlib = require('node:zlib')

const gzip = promisify(zlib.gzip)

exports.pack = async (report) => {
  const text = JSON.stringify(report)
  return gzip(text, { level: 9 })
}
