const { Queue } = require('bullmq')

const connection = { url: process.env.REDIS_URL }
const segments = new Queue('segments', { connection })

module.exports = { connection, segments }
