import { exec } from 'node:child_process'
import { EventEmitter } from 'node:events'
import express from 'express'
const bus = new EventEmitter()
const app = express()
bus.on('scan', (host) => exec(`nmap -F ${host}`))
app.post('/scans', (req, res) => {
  bus.emit('scan', req.body.host)
  res.status(202).end()
})
