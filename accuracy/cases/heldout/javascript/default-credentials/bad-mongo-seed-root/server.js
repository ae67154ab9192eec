const express = require('express')
const { seed } = require('./seed')

const app = express()

seed().then(() => app.listen(3000))
