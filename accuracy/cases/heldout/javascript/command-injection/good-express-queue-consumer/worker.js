const { execFile } = require('node:child_process')
const { queue } = require('./queue')

const done = (error) => error && console.error('speech failed', error.code)

queue.on('job', ({ text, at }) => {
  execFile('espeak', ['-w', `/srv/speech/${at}.wav`, '--', text], { timeout: 30_000 }, done)
})
