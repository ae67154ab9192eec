import { expect, it } from 'vitest'
import { analysisOf } from './routes-of.ts'

const SCHEMAS = `from marshmallow import EXCLUDE, Schema, fields, validate
from flask import request

def short(most=80, **more):
    return fields.String(validate=validate.Length(min=1, max=80), **more)

class Line(Schema):
    label = short(required=True)
    amount = fields.Integer(required=True, validate=validate.Range(min=1, max=900))

class Order(Schema):
    class Meta:
        unknown = EXCLUDE
    id = fields.Integer(dump_only=True)
    kind = fields.String(required=True, validate=[validate.Length(max=20), validate.OneOf(['box', 'bag'])])
    contact = fields.Email(data_key='contact_email')
    code = fields.Str(validate=validate.Regexp(r'^[A-Z]{2}\\Z'))
    lines = fields.List(fields.Nested(Line), required=True)
    other = fields.Nested('Line', many=True)
    field = fields.String(required=True)

COLUMNS = {'title': 'o.title', 'day': 'o.day'}

def body(schema):
    data = request.get_json(silent=True)
    return schema().load(data)

def log(schema):
    print(schema().fields, request.get_json())
`
const app = (handler: string): Record<string, string> => ({
  'schemas.py': SCHEMAS,
  'app.py': `from flask import Flask, request\nimport schemas\napp = Flask(__name__)\n\n@app.post('/orders')\ndef create():\n${handler}`,
})
const LINE = [
  { name: 'label', type: 'string', isRequired: true, value: { minLength: 1, maxLength: 80 } },
  { name: 'amount', type: 'integer', isRequired: true, value: { minimum: 1, maximum: 900 } },
]
const ORDER = {
  name: 'Order',
  extra: 'dropped',
  fields: [
    { name: 'kind', type: 'string', isRequired: true, value: { maxLength: 20, choices: ['box', 'bag'] } },
    { name: 'contact_email', type: 'email', isRequired: false },
    { name: 'code', type: 'string', isRequired: false, value: { pattern: '^[A-Z]{2}$' } },
    { name: 'lines', type: 'list', isRequired: true, items: { name: '', type: 'object', isRequired: false, inside: LINE } },
    { name: 'other', type: 'object', isRequired: false, items: { name: '', type: 'object', isRequired: false, inside: LINE } },
    { name: 'field', type: 'string', isRequired: true },
  ],
}

it.each([
  ['loads it', '    return schemas.Order().load(request.get_json())\n', ORDER],
  ['hands it to a function that reads the body itself', '    return schemas.body(schemas.Order)\n', ORDER],
  [
    'looks a field up in a table',
    "    data = schemas.body(schemas.Order)\n    if data['field'] in schemas.COLUMNS:\n        return schemas.COLUMNS[data['field']]\n    return ''\n",
    {
      ...ORDER,
      fields: ORDER.fields.map((field) => (field.name === 'field' ? { ...field, value: { choices: ['title', 'day'] } } : field)),
    },
  ],
  ['hands it to a function that loads nothing', '    return schemas.log(schemas.Order)\n', null],
])('reads the fields of a marshmallow schema where the handler %s', async (_, handler, body) => {
  const { routes } = await analysisOf(app(handler))
  expect(routes[0]?.body).toEqual(body)
})
