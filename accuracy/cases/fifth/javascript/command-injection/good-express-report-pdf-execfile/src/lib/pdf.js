const { execFile } = require('node:child_process')
const { promisify } = require('node:util')

const run = promisify(execFile)

async function htmlToPdf(source, target, { title, margin = '12mm' }) {
  await run('wkhtmltopdf', ['--margin-top', margin, '--title', title, source, target], { timeout: 30_000 })
  return target
}

module.exports = { htmlToPdf }
