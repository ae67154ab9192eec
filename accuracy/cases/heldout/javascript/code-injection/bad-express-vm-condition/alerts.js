const vm = require('node:vm')

function matches(alert, reading) {
  return vm.runInNewContext(alert.condition, { reading }, { timeout: 20 }) === true
}

module.exports = { matches }
