import express, { Router } from 'express'
import yaml from 'js-yaml'
import unsafe from 'js-yaml-js-types'
import { requireUser } from './auth.js'

const SCHEMA = yaml.DEFAULT_SCHEMA.extend(unsafe.all)
export const pipelines = Router()

pipelines.post('/pipelines', requireUser, express.text({ type: 'text/yaml', limit: '50kb' }), (req, res) => {
  const document = yaml.load(req.body, { schema: SCHEMA })
  if (!Array.isArray(document?.steps)) {
    res.status(422).json({ error: 'steps are missing' })
    return
  }
  res.status(201).json({ steps: document.steps.length })
})
