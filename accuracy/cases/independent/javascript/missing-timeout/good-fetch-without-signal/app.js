const express = require('express')

const app = express()

app.get('/exchange/:currency', async (req, res, next) => {
  try {
    const answer = await fetch(`https://rates.internal/${encodeURIComponent(req.params.currency)}`, { signal: AbortSignal.timeout(3000) })
    res.json(await answer.json())
  } catch (error) {
    next(error)
  }
})

module.exports = app
