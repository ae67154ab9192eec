const { execFile } = require('node:child_process')
const path = require('node:path')
const { promisify } = require('node:util')

const run = promisify(execFile)
const REPOS = '/srv/git'
const BRANCH = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,99}$/

async function createArchive(projectId, branch) {
  const target = path.join('/srv/archives', `${projectId}.tar`)
  if (!BRANCH.test(branch)) {
    throw new RangeError('branch name')
  }
  await run('git', ['archive', `--output=${target}`, branch], { cwd: path.join(REPOS, String(projectId)), timeout: 60000 })
  return target
}

module.exports = { createArchive }
