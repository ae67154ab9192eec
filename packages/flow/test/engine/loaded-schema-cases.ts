import type { Case } from './python-cases.ts'

const APP = `import re
import subprocess
from flask import Flask, request
from marshmallow import EXCLUDE, INCLUDE, Schema, ValidationError, fields, post_load, validate, validates
app = Flask(__name__)

def text(most=200, **more):
    return fields.String(validate=validate.Length(max=most), **more)

def body(schema, **options):
    data = request.get_json(silent=True)
    if not isinstance(data, dict):
        raise ValueError('an object is expected')
    return schema().load(data, **options)

class Base(Schema):
    class Meta:
        unknown = EXCLUDE
`

const loaded = (name: string, kinds: Case['kinds'], fields: string, use: string, more = ''): Case => ({
  name: `a schema of marshmallow: ${name}`,
  kinds,
  files: {
    'app.py': `${APP}${more}class Item(Base):\n${fields
      .split('\n')
      .map((line) => `    ${line}\n`)
      .join('')}@app.post('/i')\ndef item():\n    ${use}\n    return ''\n`,
  },
})

const runs = (value: string): string => `subprocess.run('ls ' + ${value}, shell=True)`
const NAMED = runs("body(Item)['name']")
const LIST = "for part in body(Item)['parts']:\n        subprocess.run('ls ' + part['name'], shell=True)"

/** What schemas of marshmallow let through, and what they rule out. */
export const LOADED_SCHEMA_CASES: readonly Case[] = [
  loaded('any value', ['command-injection'], 'name = fields.Raw()', NAMED),
  loaded('a text', ['command-injection'], 'name = text(80, required=True)', NAMED),
  loaded('a text, loaded in place', ['command-injection'], 'name = fields.Str()', runs("Item().load(request.get_json())['name']")),
  loaded('a number', [], 'name = fields.Integer(strict=True)', runs("str(body(Item)['name'])")),
  loaded('one of a list', [], "name = fields.String(validate=validate.OneOf(['a', 'b']))", NAMED),
  loaded('letters only', [], "name = fields.String(validate=[validate.Length(max=9), validate.Regexp(r'^[a-z]+$')])", NAMED),
  loaded('a pattern without an end', ['command-injection'], "name = fields.String(validate=validate.Regexp(r'^[a-z]+'))", NAMED),
  loaded('a check of its own', [], 'name = fields.String(validate=plain)', NAMED, plainCheck('def plain(value):')),
  loaded(
    'a method that checks a field',
    [],
    "name = fields.String()\n@validates('name')\ndef plain(self, value, **_):\n    if not value.isalnum():\n        raise ValidationError('letters')",
    NAMED,
  ),
  loaded(
    'parts of a list',
    ['command-injection'],
    'parts = fields.List(fields.Nested(Part))',
    LIST,
    'class Part(Base):\n    name = fields.String()\n',
  ),
  loaded(
    'parts of a list that hold numbers',
    [],
    "parts = fields.Nested('Part', many=True)",
    "for part in body(Item)['parts']:\n        subprocess.run('ls ' + str(part['name']), shell=True)",
    'class Part(Base):\n    name = fields.Integer()\n',
  ),
  loaded('another name outside', ['command-injection'], "name = fields.String(data_key='fileName')", NAMED),
  loaded('a field of the base', ['command-injection'], 'size = fields.Integer()', NAMED, 'class Base(Base):\n    name = fields.String()\n'),
  loaded(
    'what a method makes of it',
    ['command-injection'],
    'name = fields.String()\n@post_load\ndef make(self, data, **_):\n    return Made(data)',
    runs('body(Item).name'),
    "class Made:\n    def __init__(self, data):\n        self.name = data['name']\n",
  ),
  loaded(
    'a field that is called like the helper that makes it',
    ['command-injection'],
    'name = name(80)',
    NAMED,
    'def name(most):\n    return fields.String(validate=validate.Length(max=most))\n',
  ),
  loaded('a field that the schema does not name', [], 'name = fields.String()', runs("body(Item)['other']")),
  loaded(
    'a field that the schema does not name and keeps',
    ['command-injection'],
    'class Meta:\n    unknown = INCLUDE\nname = fields.String()',
    runs("body(Item)['other']"),
  ),
  ...(
    [
      ['any column of the row', ['mass-assignment'], 'name in Item.__table__.columns', 'request.get_json()'],
      ['columns of a list', [], "name in ('title', 'body')", 'request.get_json()'],
      ['any column, of what a schema names', [], 'name in Item.__table__.columns', 'Change().load(request.get_json())'],
    ] as const
  ).map(([name, kinds, test, given]) => ({
    name: `fields that are set one by one: ${name}`,
    kinds,
    files: {
      'app.py': `${APP}class Change(Base):\n    title = fields.String()\nclass Item:\n    pass\ndef update(row, **values):\n    for name, value in values.items():\n        if ${test}:\n            setattr(row, name, value)\n@app.patch('/i')\ndef change():\n    update(Item(), **${given})\n    return ''\n`,
    },
  })),
]

function plainCheck(head: string): string {
  return `${head}\n    if not value.isalnum():\n        raise ValidationError('letters')\n`
}
