const { exec, execFile, spawn } = require('child_process')

function sh(command) {
  return new Promise((resolve, reject) => {
    exec(command, { timeout: 8000 }, (err, stdout, stderr) => {
      if (err && !stdout) return reject(new Error(stderr || err.message))
      resolve(stdout)
    })
  })
}

// the address of a host, by dig
function lookup(host, done) {
  if (!/^[a-z0-9][a-z0-9.-]*$/i.test(host)) return done(new Error('no host'))
  execFile('dig', ['+short', host], { timeout: 5000 }, (err, out) => done(err, out))
}

// a scan as a printable page
function convert(from, to, size, done) {
  const child = spawn('convert', [from, '-resize', size, to], { shell: true })
  child.on('error', done)
  child.on('close', (code) => done(code === 0 ? null : new Error('convert ended with ' + code)))
}

module.exports = { sh, lookup, convert }
