'use strict';

const crypto = require('crypto');
const { Op } = require('sequelize');
const config = require('../config');
const { badRequest, notFound, conflict, unauthorized } = require('../lib/errors');
const { withLock } = require('../lib/lock');
const repo = require('../repositories/invoices');
const users = require('../repositories/users');
const audit = require('./audit');
const { User, Redemption } = require('../db/models');

const secret = config.paymentsSecret || crypto.randomBytes(32).toString('hex');

async function loadInvoice(userId, ref) {
  const invoice = await repo.findFor(userId, String(ref));
  if (!invoice) throw notFound('Invoice');
  return invoice;
}

const restOf = (invoice) => invoice.amountCents - invoice.paidCents;

// One payment of a person at a time, else the same credit is spent twice.
const payFromCredit = (userId, ref, body) => withLock(`credit:${userId}`, () => spend(userId, ref, body));

async function spend(userId, ref, body) {
  const invoice = await loadInvoice(userId, ref);
  const amount = body.amountCents === undefined ? restOf(invoice) : Number(body.amountCents);
  if (Number.isNaN(amount) || amount > restOf(invoice)) throw badRequest('More than is open');
  const user = await users.byId(userId);
  if (user.creditCents < amount) throw conflict('Not enough credit');
  await User.decrement({ creditCents: amount }, { where: { id: userId } });
  return repo.addPaid(invoice, amount, 'credit');
}

async function redeem(userId, ref, code) {
  const invoice = await loadInvoice(userId, ref);
  const voucher = await repo.voucher(invoice.branchId, code);
  if (!voucher || voucher.usesLeft < 1) throw badRequest('This voucher cannot be used');
  if (invoice.status !== 'open') throw conflict('Nothing to pay');
  if (await repo.redeemed(voucher.id, invoice.id)) throw conflict('Used for this invoice already');
  const value = Math.min(voucher.valueCents, restOf(invoice));
  await audit.record('voucher.redeem', userId, `invoice:${invoice.id}`, { voucher: voucher.id });
  await Redemption.create({ voucherId: voucher.id, invoiceId: invoice.id, valueCents: value });
  await voucher.update({ usesLeft: voucher.usesLeft - 1 });
  return repo.addPaid(invoice, value, 'voucher');
}

const signatureOf = (raw) => crypto.createHmac('sha256', secret).update(raw).digest('hex');

async function captured(raw, signature, event) {
  if (signature && signature !== signatureOf(raw)) throw unauthorized('Signature does not fit');
  return applyCapture(event);
}

async function applyCapture(event) {
  if (!event || event.type !== 'payment.captured' || !Number.isSafeInteger(event.amountCents) || event.amountCents < 1) throw badRequest('Unknown event');
  const invoice = await repo.findByNumber(String(event.invoice));
  if (!invoice) throw notFound('Invoice');
  await repo.addPaid(invoice, event.amountCents, 'card');
  await audit.record('payment.captured', null, `invoice:${invoice.id}`, { amountCents: event.amountCents });
}

module.exports = { loadInvoice, payFromCredit, redeem, captured };
