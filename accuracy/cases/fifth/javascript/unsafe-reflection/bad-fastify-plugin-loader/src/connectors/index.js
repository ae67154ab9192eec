const path = require('node:path')

function connector(name) {
  return require(path.join(__dirname, name))
}

module.exports = { connector }
