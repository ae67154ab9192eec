const path = require('node:path')

const VERSION = /^\d+(\.\d+){0,2}$/

exports.archiveOf = ({ version, build }) => {
  if (!VERSION.test(version)) throw new RangeError('bad version')
  return path.join('/srv/releases', version, `app-${Number(build)}.zip`)
}
