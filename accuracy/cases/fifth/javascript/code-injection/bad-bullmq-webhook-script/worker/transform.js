const vm = require('node:vm')

function transform(event, integration) {
  const sandbox = { event: structuredClone(event), output: {} }
  vm.runInNewContext(integration.script, sandbox, { timeout: 200 })
  return sandbox.output
}

module.exports = { transform }
