import { describe, expect, it } from 'vitest'
import { analysisOf } from '../routes/routes-of.ts'

const MODELS = `const { Sequelize, DataTypes } = require('sequelize')
const sequelize = new Sequelize('sqlite::memory:')
exports.Item = sequelize.define('Item', { title: DataTypes.STRING, kind: DataTypes.STRING })
`
const app = (body: string, pick = ''): string => `const express = require('express')
const { Item } = require('./models')
const app = express()
const FIELDS = ['title', 'kind']
${pick}
app.put('/items/:id', async (req, res) => {
  ${body}
  res.end()
})
`
const takesWhole = async (body: string, pick = ''): Promise<boolean> =>
  (await analysisOf({ 'app.js': app(body, pick), 'models.js': MODELS })).paths.some(({ kind }) => kind === 'mass-assignment')

describe('fields that a helper takes of a body', () => {
  it.each([
    ['map', 'const pick = (source, names) => Object.fromEntries(names.map((n) => [n, source[n]]))'],
    [
      'filter by what is there',
      'const pick = (source, names) => Object.fromEntries(names.filter((n) => source && Object.hasOwn(source, n)).map((n) => [n, source[n]]))',
    ],
    [
      'filter by undefined',
      'const pick = (source, names) => Object.fromEntries(names.filter((n) => source[n] !== undefined).map((n) => [n, source[n]]))',
    ],
    [
      'forEach',
      'const pick = (source, names) => { const out = {}; names.forEach((n) => { if (n in source) out[n] = source[n] }); return out }',
    ],
    ['reduce', 'const pick = (source, names) => names.reduce((out, n) => { if (n in source) out[n] = source[n]; return out }, {})'],
    [
      'names one by one',
      'const pick = (source, names) => pickThese(source, ...names)\nconst pickThese = (source, ...names) => Object.fromEntries(names.map((n) => [n, source[n]]))',
    ],
    [
      'entries that are listed',
      'const pick = (source, names) => Object.fromEntries(Object.entries(source).filter(([n]) => names.includes(n)))',
    ],
  ])('%s', async (_, pick) => {
    expect(await takesWhole('await Item.create(pick(req.body, FIELDS))', pick)).toBe(false)
  })

  it.each([
    [
      'all but those that are listed',
      'const pick = (source, names) => Object.fromEntries(Object.entries(source || {}).filter(([n]) => !names.includes(n)))',
    ],
    ['all that there are', 'const pick = (source) => Object.fromEntries(Object.keys(source).map((n) => [n, source[n]]))'],
    [
      'all, by forEach',
      'const pick = (source) => { const out = {}; Object.keys(source).forEach((n) => { out[n] = source[n] }); return out }',
    ],
    ['all, sorted', 'const pick = (source) => Object.keys(source).sort().reduce((out, n) => { out[n] = source[n]; return out }, {})'],
  ])('%s', async (_, pick) => {
    expect(await takesWhole('await Item.create(pick(req.body, FIELDS))', pick)).toBe(true)
  })
})

describe('fields that are set on a row one by one', () => {
  const row = 'const row = await Item.findByPk(req.params.id);'
  it.each([
    ['those of a list', `${row} FIELDS.forEach((n) => { if (n in req.body) row[n] = req.body[n] }); await row.save()`, false],
    ['those of a list, in a loop', `${row} for (const n of FIELDS) if (n in req.body) row[n] = req.body[n]; await row.save()`, false],
    ['all of them', `${row} Object.keys(req.body).forEach((n) => { row[n] = req.body[n] }); await row.save()`, true],
    ['all of them, in a loop', `${row} for (const n of Object.keys(req.body)) row[n] = req.body[n]; await row.save()`, true],
    ['all but the id', `${row} for (const n in req.body) if (n !== 'id') row[n] = req.body[n]; await row.save()`, true],
  ])('%s', async (_, body, isWhole) => {
    expect(await takesWhole(body)).toBe(isWhole)
  })
})
