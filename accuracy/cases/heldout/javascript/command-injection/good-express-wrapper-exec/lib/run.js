const { execFile } = require('node:child_process')
const { promisify } = require('node:util')

const run = promisify(execFile)

module.exports = {
  async pdf(program, args) {
    const { stdout } = await run(program, args, { timeout: 20_000 })
    return stdout
  },
}
