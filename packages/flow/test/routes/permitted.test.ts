import { expect, it } from 'vitest'
import { analysisOf } from './routes-of.ts'

const DJANGO = (body: string): Record<string, string> => ({
  'shop/urls.py': `from django.urls import path\nfrom shop.views import show\nurlpatterns = [path('items/<int:pk>/', show)]\n`,
  'shop/models.py': `from django.db import models\nclass Item(models.Model):\n    name = models.TextField()\n`,
  'shop/views.py': `from django.shortcuts import get_object_or_404, redirect, render\nfrom shop.models import Item\ndef show(request, pk):\n    item = get_object_or_404(Item, pk=pk)\n${body}    return render(request, 'item.html')\n`,
})
const EXPRESS = (condition: string): Record<string, string> => ({
  'app.js': `const express = require('express')\nconst { Item } = require('./models')\nconst app = express()\napp.post('/items/:id', async (req, res) => {\n  if (${condition}) {\n    await Item.deleteOne({ _id: req.params.id })\n  }\n  res.json({})\n})\n`,
  'models.js': `const mongoose = require('mongoose')\nexports.Item = mongoose.model('Item', new mongoose.Schema({ name: String }))\n`,
})

it.each<[string, Record<string, string>, boolean]>([
  ['a permission', DJANGO(`    if request.method == 'POST' and request.user.has_perm('shop.edit'):\n        item.delete()\n`), true],
  ['a permission on one branch of two', DJANGO(`    if request.user.is_staff:\n        pass\n    else:\n        item.delete()\n`), false],
  ['nobody', DJANGO(`    if not request.user.is_authenticated:\n        item.delete()\n`), false],
  ['the other side of nobody', DJANGO(`    if not request.user.is_authenticated:\n        pass\n    else:\n        item.delete()\n`), true],
  ['after the condition', DJANGO(`    if request.user.is_staff:\n        item.name = 'x'\n    item.delete()\n`), false],
  ['a permission or a form', DJANGO(`    if request.user.is_staff or request.POST:\n        item.delete()\n`), false],
  ['a user', EXPRESS('req.user && req.user.isAdmin'), true],
  ['a field of the body', EXPRESS('req.body.confirm'), false],
  ['a user or a field of the body', EXPRESS('req.user || req.body.confirm'), false],
])('runs under %s', async (_name, files, isPermitted) => {
  const { routes } = await analysisOf(files)
  const deletes = routes.flatMap(({ effects }) => effects.filter(({ kind }) => kind === 'delete'))
  expect(deletes.map((effect) => effect.isPermitted === true)).toEqual([isPermitted])
})
