const { EventEmitter } = require('node:events')

class Queue extends EventEmitter {
  push(job) {
    setImmediate(() => this.emit('job', { ...job, at: Date.now() }))
  }
}

exports.queue = new Queue()
