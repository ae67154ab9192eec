const { exec } = require('node:child_process')
const path = require('node:path')
const { promisify } = require('node:util')

const run = promisify(exec)
const REPOS = '/srv/git'

async function createArchive(projectId, branch) {
  const target = path.join('/srv/archives', `${projectId}.tar`)
  await run(`git archive --output=${target} ${branch}`, { cwd: path.join(REPOS, String(projectId)), timeout: 60000 })
  return target
}

module.exports = { createArchive }
