const { execFile } = require('node:child_process')
const { promisify } = require('node:util')

const run = promisify(execFile)

exports.resize = async (source, target, size) => {
  const pixels = Math.min(Math.max(Number.parseInt(size, 10) || 256, 16), 2048)
  await run('convert', [source, '-resize', `${pixels}x${pixels}`, target], { timeout: 20_000 })
}
