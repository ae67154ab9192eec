const { Router } = require('express')

module.exports = (timetable) => {
  const router = Router()

  router.get('/lessons', (req, res) => {
    const { room } = req.query
    if (typeof room !== 'string') return res.status(422).json({ error: 'room is missing' })
    res.json(timetable.lessons(room).slice(0, 50))
  })

  return router
}
