import { expect, it } from 'vitest'
import { analysisOf } from '../routes/routes-of.ts'

const CONFIG = `const path = require('path')
const dataDir = path.resolve(process.env.DATA_DIR || 'data')
module.exports = { dataDir, photosDir: path.join(dataDir, 'photos'), keysDir: path.join(dataDir, 'keys') }
`
const app = (folder: string): Readonly<Record<string, string>> => ({
  'src/config.js': CONFIG,
  'src/app.js': `const express = require('express')\nconst path = require('path')\nconst config = require('./config')\nconst app = express()\napp.use('/media', express.static(${folder}))\n`,
})

it.each<[string, Readonly<Record<string, string>>, boolean]>([
  ['the folder of the data, with the keys in it', app('config.dataDir'), true],
  ['the folder of the program', app('__dirname'), true],
  ['a folder of its own', app('config.photosDir'), false],
  ['a folder beside the program', app("path.join(__dirname, 'public')"), false],
  [
    'the folder of the data, in Python',
    {
      'app.py':
        "import os\nfrom fastapi import FastAPI\nfrom fastapi.staticfiles import StaticFiles\nDATA = os.environ['DATA']\nKEYS = os.path.join(DATA, 'keys')\napp = FastAPI()\napp.mount('/media', StaticFiles(directory=DATA))\n",
    },
    true,
  ],
])('%s', async (_, files, isTold) => {
  expect((await analysisOf(files)).patterns.some(({ kind }) => kind === 'served-folder')).toBe(isTold)
})
