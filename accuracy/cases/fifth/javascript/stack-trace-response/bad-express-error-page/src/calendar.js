const { Router } = require('express')
const { MongoClient } = require('mongodb')

const router = Router()
const client = new MongoClient(process.env.MONGO_URL, { serverSelectionTimeoutMS: 3000 })

router.get('/:month', (req, res, next) => {
  if (!/^\d{4}-\d{2}$/.test(req.params.month)) return next(Object.assign(new Error('no such month'), { status: 404 }))
  client
    .db()
    .collection('events')
    .find({ month: req.params.month })
    .limit(100)
    .toArray()
    .then((events) => res.render('month', { events }))
    .catch(next)
})

module.exports = router
