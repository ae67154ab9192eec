const { exec } = require('node:child_process')
const { promisify } = require('node:util')

const run = promisify(exec)

exports.resize = async (source, target, size) => {
  await run(`convert ${source} -resize ${size}x${size} ${target}`, { timeout: 20_000 })
}
