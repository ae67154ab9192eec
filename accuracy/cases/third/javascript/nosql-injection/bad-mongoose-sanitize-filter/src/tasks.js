const express = require('express')
const mongoose = require('mongoose')

mongoose.set('strictQuery', true)

const Task = mongoose.model('Task', new mongoose.Schema({ team: String, state: String, title: String, restricted: Boolean }))

const app = express()
app.set('query parser', 'extended')

app.get('/tasks', require('./require-session'), async (req, res) => {
  const { state = 'open' } = req.query
  const tasks = await Task.find({ team: req.session.team, state, restricted: false }).select('title state').limit(100)
  res.json({ tasks })
})

module.exports = app
