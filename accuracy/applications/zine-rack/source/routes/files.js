const express = require('express')
const fs = require('fs')
const multer = require('multer')
const path = require('path')
const config = require('../config')
const db = require('../lib/db')
const { mustLogin } = require('../lib/auth')

const router = express.Router()

// covers keep the name that their makers gave them
const covers = multer.diskStorage({
  destination: path.join(config.publicDir, 'uploads'),
  filename: (req, file, done) => done(null, file.originalname),
})

const scans = multer({ dest: config.scanDir, limits: { fileSize: 5 * 1024 * 1024, files: 1 } })

router.post('/covers', mustLogin, multer({ storage: covers }).single('cover'), (req, res, next) => {
  if (!req.file) return res.status(400).send('A picture, please.')
  const sql = 'UPDATE zines SET cover = ? WHERE id = ? AND member_id = ?'
  db.run(sql, [req.file.filename, Number(req.body.zine), req.member.id], (err) => {
    if (err) return next(err)
    res.redirect('/zines/' + Number(req.body.zine))
  })
})

router.post('/scans', mustLogin, scans.single('scan'), (req, res) => {
  if (!req.file) return res.status(400).send('A scan, please.')
  res.json({ scan: req.file.filename })
})

router.get('/download', mustLogin, (req, res, next) => {
  const file = path.join(config.scanDir, String(req.query.name))
  fs.readFile(file, (err, content) => {
    if (err) return next(err)
    res.type('application/octet-stream').send(content)
  })
})

router.get('/preview/:name', mustLogin, (req, res, next) => {
  const name = path.basename(req.params.name)
  fs.readFile(path.join(config.scanDir, name), (err, content) => {
    if (err) return res.sendStatus(404)
    res.type('image/png').send(content)
  })
})

module.exports = router
