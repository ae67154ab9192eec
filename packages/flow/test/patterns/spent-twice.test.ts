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

const SERVICE = (body: string): Record<string, string> => ({
  'vouchers.service.ts': `import { Injectable } from '@nestjs/common'\nimport { InjectRepository } from '@nestjs/typeorm'\nimport { Repository } from 'typeorm'\nimport { User, Voucher } from './entities'\n@Injectable()\nexport class Vouchers {\n  constructor(@InjectRepository(Voucher) private readonly vouchers: Repository<Voucher>, @InjectRepository(User) private readonly users: Repository<User>) {}\n  async redeem(user: User, code: string) {\n    const voucher = await this.vouchers.findOneBy({ code })\n    if (!voucher || voucher.used) throw new Error('gone')\n${body}  }\n}\n`,
  'vouchers.controller.ts': `import { Body, Controller, Post, Req } from '@nestjs/common'\nimport { Vouchers } from './vouchers.service'\n@Controller('vouchers')\nexport class VouchersController {\n  constructor(private readonly vouchers: Vouchers) {}\n  @Post()\n  redeem(@Req() req, @Body('code') code: string) {\n    return this.vouchers.redeem(req.user, code)\n  }\n}\n`,
})
const PRISMA = (body: string): Record<string, string> => ({
  'app.ts': `import express from 'express'\nimport { PrismaClient } from '@prisma/client'\nconst prisma = new PrismaClient()\nconst app = express()\napp.post('/coupons', async (req, res) => {\n  const coupon = await prisma.coupon.findUnique({ where: { code: req.body.code } })\n  if (!coupon || coupon.left < 1) return res.sendStatus(404)\n${body}  res.sendStatus(204)\n})\n`,
})
const STORE = (body: string): Record<string, string> => ({
  'store.py': `class Accounts:\n    def __init__(self, db):\n        self.db = db\n    async def balance(self, number):\n        cur = await self.db.execute('SELECT cents FROM accounts WHERE id = %s', (number,))\n        return (await cur.fetchone())['cents']\n    async def set_balance(self, number, cents):\n        await self.db.execute('UPDATE accounts SET cents = %s WHERE id = %s', (cents, number))\n    async def take(self, number, cents):\n        await self.db.execute('UPDATE accounts SET cents = cents - %s WHERE id = %s AND cents >= %s', (cents, number, cents))\n`,
  'app.py': `from typing import Annotated\nfrom fastapi import Depends, FastAPI, HTTPException\nfrom store import Accounts\nfrom database import accounts_store, lock\nStore = Annotated[Accounts, Depends(accounts_store)]\napp = FastAPI()\n@app.post('/spend/{number}')\nasync def spend(number: int, price: int, accounts: Store):\n${body}    return {}\n`,
})
const LAYERS = (body: string, statement = 'INSERT'): Record<string, string> => ({
  'query.ts': `import { DatabaseSync } from 'node:sqlite'\nconst db = new DatabaseSync('x')\nclass Query {\n  constructor(private table: string) {}\n  where(match: object) { return this }\n  first() { return db.prepare(\`SELECT * FROM \${this.table}\`).get() }\n}\nexport const from = (table: string) => new Query(table)\nexport const insert = (table: string, row: Record<string, unknown>) => db.prepare(\`${statement} INTO \${table} (\${Object.keys(row)}) VALUES (?)\`).run(...Object.values(row))\n`,
  'store.ts': `import { from, insert } from './query.ts'\nexport const usedBy = (member: number, code: string) => from('uses').where({ member, code }).first()\nexport const use = (member: number, code: string) => insert('uses', { member, code })\n`,
  'app.ts': `import express from 'express'\nimport { journal } from './journal.ts'\nimport * as store from './store.ts'\nconst app = express()\nasync function redeem(member: number, code: string) {\n${body}}\napp.post('/codes', async (req, res) => { res.json(await redeem(res.locals.user.id, req.body.code)) })\n`,
})

it.each<[string, Record<string, string>, boolean]>([
  [
    'a row that is asked for and made by a repository, with a wait between',
    LAYERS("  if (store.usedBy(member, code)) throw new Error('used already')\n  await journal(code)\n  store.use(member, code)\n"),
    true,
  ],
  [
    'a row that is asked for and made by a repository in one turn',
    LAYERS("  await journal(code)\n  if (store.usedBy(member, code)) throw new Error('used already')\n  store.use(member, code)\n"),
    false,
  ],
  [
    'a row that a repository makes once',
    LAYERS(
      "  if (store.usedBy(member, code)) throw new Error('used already')\n  await journal(code)\n  store.use(member, code)\n",
      'INSERT OR IGNORE',
    ),
    false,
  ],
  [
    'a mark of an entity, saved by a service',
    SERVICE(
      "    await this.users.increment({ id: user.id }, 'credit', voucher.worth)\n    voucher.used = true\n    await this.vouchers.save(voucher)\n",
    ),
    true,
  ],
  [
    'a mark of an entity that the statement asks for',
    SERVICE(
      "    const { affected } = await this.vouchers.update({ id: voucher.id, used: false }, { used: true })\n    if (affected) await this.users.increment({ id: user.id }, 'credit', voucher.worth)\n",
    ),
    false,
  ],
  ['another field of an entity, saved by a service', SERVICE('    voucher.note = code\n    await this.vouchers.save(voucher)\n'), false],
  [
    'how many are left, written back',
    PRISMA('  await prisma.coupon.update({ where: { code: coupon.code }, data: { left: coupon.left - 1 } })\n'),
    true,
  ],
  [
    'how many are left, under a condition',
    PRISMA('  await prisma.coupon.updateMany({ where: { code: coupon.code, left: { gt: 0 } }, data: { left: { decrement: 1 } } })\n'),
    false,
  ],
  [
    'a sum in a variable, set to what is left of it',
    STORE(
      '    balance = await accounts.balance(number)\n    if balance < price:\n        raise HTTPException(402)\n    await accounts.set_balance(number, balance - price)\n',
    ),
    true,
  ],
  [
    'a sum under another name, set to what is left of it',
    STORE(
      '    held = await accounts.balance(number)\n    if price > held:\n        raise HTTPException(402)\n    await accounts.set_balance(number, held - price)\n',
    ),
    true,
  ],
  [
    'a sum under another name, behind a lock',
    STORE(
      '    async with lock(number):\n        held = await accounts.balance(number)\n        if price > held:\n            raise HTTPException(402)\n        await accounts.set_balance(number, held - price)\n',
    ),
    false,
  ],
  [
    'a sum under another name, taken by the statement',
    STORE(
      '    held = await accounts.balance(number)\n    if price > held:\n        raise HTTPException(402)\n    await accounts.take(number, price)\n',
    ),
    false,
  ],
  [
    'a sum in a variable, taken by the statement',
    STORE(
      '    balance = await accounts.balance(number)\n    if balance < price:\n        raise HTTPException(402)\n    await accounts.take(number, price)\n',
    ),
    false,
  ],
  [
    'a sum in a variable, behind a lock',
    STORE(
      '    async with lock(number):\n        balance = await accounts.balance(number)\n        if balance < price:\n            raise HTTPException(402)\n        await accounts.set_balance(number, balance - price)\n',
    ),
    false,
  ],
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
