const zlib = require('node:zlib')

exports.pack = async (report) => {
  const text = JSON.stringify(report)
  return zlib.gzipSync(text, { level: 9 })
}
