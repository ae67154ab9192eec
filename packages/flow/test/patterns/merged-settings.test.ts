import { table } from './lines-of.ts'

const EXPRESS = (settings: string, guard = 'requireUser', read = 'shop.settings.limits.seats'): Readonly<Record<string, string>> => ({
  'app.ts': `import express from 'express'
import { DatabaseSync } from 'node:sqlite'
const db = new DatabaseSync('x')
const app = express()
app.use(express.json())
const shopOf = (id: string) => {
  const row = db.prepare('SELECT * FROM shops WHERE id = ?').get(id)
  return { ...row, settings: JSON.parse(row.settings) }
}
app.patch('/shop', ${guard}, (req, res) => {
  const input = req.body
  const shop = shopOf(req.user.shopId)
  const settings = ${settings}
  db.prepare('UPDATE shops SET settings = ? WHERE id = ?').run(JSON.stringify(settings), shop.id)
  res.json(settings)
})
app.post('/seats', requireUser, (req, res) => {
  const shop = shopOf(req.user.shopId)
  if (db.prepare('SELECT COUNT(*) AS n FROM seats WHERE shop = ?').get(shop.id).n >= ${read}) return res.status(409).end()
  db.prepare('INSERT INTO seats (shop) VALUES (?)').run(shop.id)
  res.status(201).end()
})
`,
})
const FLASK = (kept: string, used = "settings'])['fees']['commission']"): string => `from flask import Flask, request, g
import json, sqlite3
app = Flask(__name__)
db = sqlite3.connect('x')
def merge(held, given):
    for key, value in given.items():
        held[key] = merge(held[key], value) if isinstance(value, dict) and isinstance(held.get(key), dict) else value
    return held
@app.patch('/shop')
def edit():
    body, shop = request.get_json(), dict(db.execute('SELECT * FROM shops WHERE owner = ?', (g.user['id'],)).fetchone())
    shop['settings'] = json.loads(shop['settings'])
    settings = ${kept}
    db.execute('UPDATE shops SET settings = ? WHERE id = ?', (json.dumps(settings), shop['id']))
    return settings
def earn(shop, amount):
    return amount * json.loads(shop['${used} // 100
`

table('mass-assignment-pattern', [
  [
    'limits that the body is spread over',
    EXPRESS('{ ...shop.settings, limits: { ...shop.settings.limits, ...input.settings?.limits } }'),
    [13],
  ],
  ['settings that hold the limits', EXPRESS('{ ...shop.settings, ...input.settings }'), [13]],
  ['limits that stay', EXPRESS('{ ...shop.settings, theme: input.settings?.theme, limits: shop.settings.limits }'), []],
  ['settings of which the service grants none', EXPRESS('{ ...shop.settings, ...input.settings }', 'requireUser', '5'), []],
  ['settings that a schema has read', EXPRESS('{ ...shop.settings, ...Settings.parse(input.settings) }'), []],
  [
    'an operator',
    EXPRESS('{ ...shop.settings, limits: { ...shop.settings.limits, ...input.settings?.limits } }', "requireRole('admin')"),
    [],
  ],
  ['a merge of settings with fees', FLASK("merge(shop['settings'], body['settings'])"), [13]],
  ['a dictionary of settings with fees', FLASK("{**shop['settings'], **body['settings']}"), [13]],
  ['settings without fees', FLASK("merge(shop['settings'], body['settings'])", "tariff'])['base']"), []],
  ['one setting', FLASK("{**shop['settings'], 'theme': str(body['theme'])}"), []],
])

/** FastAPI: a field of the model is an object of which nothing is said, or has a model of its own. */
const FASTAPI = (
  type: string,
  merged = '{**shop.settings, **given}',
  used = 'shop.settings.get("tier", "small")',
): string => `from typing import Any
from fastapi import Depends, FastAPI, HTTPException
from pydantic import BaseModel
from database import Shop, shops
from guards import own_shop
SEATS = {'small': 2, 'large': 50}
class Look(BaseModel):
    colour: str | None = None
class Change(BaseModel):
    model_config = {'extra': 'ignore'}
    title: str | None = None
    settings: ${type} = None
app = FastAPI()
@app.patch('/shops/{shop_id}')
def change(body: Change, shop: Shop = Depends(own_shop)):
    changes = body.model_dump(exclude_unset=True)
    given = changes.pop('settings', None)
    if given:
        shop.settings = ${merged}
    return shops.save(shop)
@app.post('/shops/{shop_id}/seats')
def seat(shop: Shop = Depends(own_shop)):
    if shops.seats(shop) >= SEATS.get(${used}, 2):
        raise HTTPException(402)
    return shops.add_seat(shop)
`

table('mass-assignment-pattern', [
  ['an object of the model that says nothing of what is in it', FASTAPI('dict[str, Any] | None'), [19]],
  ['an object with a model of its own', FASTAPI('Look | None'), []],
  ['one of its entries', FASTAPI('dict[str, Any] | None', '{**shop.settings, "colour": given.get("colour")}'), []],
  ['settings that grant nothing', FASTAPI('dict[str, Any] | None', '{**shop.settings, **given}', 'shop.size'), []],
])
