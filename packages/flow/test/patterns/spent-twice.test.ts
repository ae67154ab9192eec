import { expect, it } from 'vitest'
import { analysisOf } from '../routes/routes-of.ts'

const DJANGO = (body: string): Record<string, string> => ({
  'shop/models.py': `from django.db import models\nclass User(models.Model):\n    credit = models.IntegerField()\nclass Invoice(models.Model):\n    owner = models.ForeignKey(User, on_delete=models.CASCADE)\n    total = models.IntegerField()\n`,
  'shop/api.py': `from django.db.models import F\nfrom rest_framework import viewsets\nfrom rest_framework.decorators import action\nfrom rest_framework.response import Response\nfrom shop.models import Invoice, User\nclass Invoices(viewsets.ModelViewSet):\n    queryset = Invoice.objects.all()\n    @action(detail=True, methods=['post'])\n    def pay(self, request, pk=None):\n        invoice = self.get_object()\n        owner = invoice.owner\n        if owner.credit < invoice.total:\n            return Response({}, status=409)\n${body}        return Response(self.get_serializer(invoice).data)\n`,
  'shop/urls.py': `from rest_framework.routers import DefaultRouter\nfrom shop.api import Invoices\nrouter = DefaultRouter()\nrouter.register('invoices', Invoices)\nurlpatterns = router.urls\n`,
})
const FASTAPI = (body: string): Record<string, string> => ({
  'app.py': `from fastapi import Depends, FastAPI, HTTPException\nfrom sqlalchemy import update\nfrom auth import current_user\nfrom database import get_db\nfrom models import Customer\napp = FastAPI()\n@app.post('/spend')\nasync def spend(price: int, user=Depends(current_user), db=Depends(get_db)):\n${body}    await db.commit()\n    return {}\n`,
})
const EXPRESS = (body: string): Record<string, string> => ({
  'app.js': `const express = require('express')\nconst { Pool } = require('pg')\nconst pool = new Pool()\nconst query = (text, values) => pool.query(text, values)\nconst app = express()\napp.post('/rentals/:id/refund', async (req, res) => {\n  const { rows } = await query('SELECT id, deposit, refunded FROM rentals WHERE id = $1', [req.params.id])\n  const rental = rows[0]\n${body}  res.sendStatus(204)\n})\n`,
})

it.each<[string, Record<string, string>, boolean]>([
  ['a sum that is read, made smaller and saved', DJANGO('        owner.credit -= invoice.total\n        owner.save()\n'), true],
  [
    'a sum that the database makes smaller',
    DJANGO("        User.objects.filter(pk=owner.pk, credit__gte=invoice.total).update(credit=F('credit') - invoice.total)\n"),
    false,
  ],
  [
    'the sum of whoever calls',
    FASTAPI('    if user.balance < price:\n        raise HTTPException(402)\n    user.balance = user.balance - price\n'),
    true,
  ],
  [
    'the sum of whoever calls, under a condition of the statement',
    FASTAPI(
      '    await db.execute(update(Customer).where(Customer.id == user.id, Customer.balance >= price).values(balance=Customer.balance - price))\n',
    ),
    false,
  ],
  [
    'a mark of the row that is asked before and set after',
    EXPRESS(
      "  if (!rental || rental.refunded) return res.sendStatus(409)\n  await query('UPDATE rentals SET refunded = true WHERE id = $1', [rental.id])\n",
    ),
    true,
  ],
  [
    'a mark that the statement asks for itself',
    EXPRESS(
      "  if (!rental || rental.refunded) return res.sendStatus(409)\n  await query('UPDATE rentals SET refunded = true WHERE id = $1 AND NOT refunded', [rental.id])\n",
    ),
    false,
  ],
])('two requests at once: %s', async (_name, files, isTold) => {
  const { patterns } = await analysisOf(files)
  expect(patterns.some(({ kind }) => kind === 'check-then-act')).toBe(isTold)
})
