const express = require('express')
const { Address } = require('./models')
const { requireUser } = require('./guard')

const app = express()
app.use(express.json())
app.use(requireUser)

app.put('/addresses/:id', async (req, res) => {
  const { street, city } = req.body
  const [changed] = await Address.update({ street, city }, { where: { id: req.params.id, userId: req.user.id } })
  res.status(changed === 1 ? 204 : 404).end()
})

module.exports = app
