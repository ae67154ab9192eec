const { Router } = require('express')
const { open, seal } = require('./sealed')
const store = require('./store')

const router = Router()

router.post('/shares', async (req, res) => {
  if (!req.session.userId) return res.sendStatus(401)
  const share = await store.addShare(req.session.userId, String(req.body.document))
  res.status(201).json({ address: `/shares/${seal(String(share.id))}` })
})

router.get('/shares/:sealed', async (req, res) => {
  let id
  try {
    id = Number(open(req.params.sealed))
  } catch {
    return res.sendStatus(404)
  }
  const share = await store.share(id)
  return share ? res.json({ text: share.text }) : res.sendStatus(404)
})

module.exports = router
