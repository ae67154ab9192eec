const { exec } = require('node:child_process')
const { promisify } = require('node:util')

const run = promisify(exec)

module.exports = {
  async pdf(program, args) {
    const { stdout } = await run([program, ...args].join(' '), { timeout: 20_000 })
    return stdout
  },
}
