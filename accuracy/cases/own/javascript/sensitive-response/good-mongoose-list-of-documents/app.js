const express = require('express')
const { Courier } = require('./models')

const app = express()

app.get('/couriers', async (req, res) => {
  const couriers = await Courier.find({ zone: String(req.query.zone) }).limit(50)
  res.json({ couriers, zone: String(req.query.zone) })
})

module.exports = app
