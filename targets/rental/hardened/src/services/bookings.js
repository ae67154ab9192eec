'use strict';

const crypto = require('crypto');
const { badRequest, notFound, conflict, forbidden } = require('../lib/errors');
const { fill } = require('../lib/text');
const { pick } = require('../lib/objects');
const { withLock } = require('../lib/lock');
const repo = require('../repositories/bookings');
const invoices = require('../repositories/invoices');
const users = require('../repositories/users');
const webhooks = require('./webhooks');
const { Branch, Booking, Invoice } = require('../db/models');

const DAY = 24 * 3600 * 1000;
const isDay = (text) => typeof text === 'string' && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));

function days(startsOn, endsOn) {
  if (!isDay(startsOn) || !isDay(endsOn)) throw badRequest('startsOn and endsOn are days, as 2025-04-30');
  const count = Math.round((Date.parse(endsOn) - Date.parse(startsOn)) / DAY) + 1;
  if (count < 1 || count > 90) throw badRequest('Between 1 and 90 days');
  return count;
}

// From a week on the seventh day is free.
const priceOf = (item, count) => item.dayRateCents * (count - Math.floor(count / 7));

async function quote(body) {
  const item = Number.isSafeInteger(body.itemId) ? await repo.listedItem(body.itemId) : null;
  if (!item) throw notFound('Item');
  const count = days(body.startsOn, body.endsOn);
  return { item, values: { itemId: item.id, branchId: item.branchId, startsOn: body.startsOn, endsOn: body.endsOn, totalCents: priceOf(item, count) } };
}

const CONFIRMATION = 'Thank you, {{customer}}. {{item}} is reserved for you from {{from}}.';

function confirmation(branch, values) {
  const text = (branch.settings && branch.settings.confirmation) || CONFIRMATION;
  return fill(String(text).slice(0, 2000), values);
}

async function book(userId, body) {
  const { item, values } = await quote(body);
  return withLock(`item:${item.id}`, () => place(userId, body, item, values));
}

async function place(userId, body, item, values) {
  if (await repo.clashes(item.id, values.startsOn, values.endsOn)) throw conflict('Taken on these days');
  const user = await users.byId(userId);
  const branch = await Branch.findByPk(item.branchId);
  const booking = await Booking.create({ ...values, ...pick(body, ['note']), userId, pickupCode: crypto.randomBytes(4).toString('hex') });
  const invoice = await Invoice.create({
    branchId: booking.branchId, bookingId: booking.id, userId, number: invoices.numberFor(booking.id), amountCents: booking.totalCents, billingName: user.name,
  });
  webhooks.publish(booking.branchId, 'booking.created', { booking: booking.id, item: item.id });
  const message = confirmation(branch, { customer: user.name, item: item.title, from: booking.startsOn });
  return { booking, invoice: pick(invoice.get({ plain: true }), ['id', 'number', 'amountCents', 'paidCents', 'status']), message };
}

/** A booking is seen by its customer and by the people at the counter. */
async function loadVisible(id, user) {
  const booking = Number.isSafeInteger(Number(id)) ? await repo.find(Number(id)) : null;
  if (!booking) throw notFound('Booking');
  if (booking.userId === user.id) return booking;
  if (await users.isStaffOf(user.id, booking.branchId)) return booking;
  throw notFound('Booking');
}

async function loadOwn(id, user) {
  const booking = Number.isSafeInteger(Number(id)) ? await repo.find(Number(id)) : null;
  if (!booking || booking.userId !== user.id) throw notFound('Booking');
  return booking;
}

async function reschedule(id, user, body) {
  const { itemId } = await loadOwn(id, user);
  return withLock(`item:${itemId}`, async () => move(await loadOwn(id, user), body));
}

async function move(booking, body) {
  if (booking.status !== 'requested') throw conflict('Too late to change');
  const changes = pick(body, ['startsOn', 'endsOn', 'note']);
  if (changes.note !== undefined && (typeof changes.note !== 'string' || changes.note.length > 1000)) throw badRequest('note is a text');
  const next = { startsOn: changes.startsOn || booking.startsOn, endsOn: changes.endsOn || booking.endsOn };
  if (days(next.startsOn, next.endsOn) !== days(booking.startsOn, booking.endsOn)) throw badRequest('The number of days stays');
  if (await repo.clashes(booking.itemId, next.startsOn, next.endsOn, booking.id)) throw conflict('Taken on these days');
  return booking.update(changes);
}

async function cancel(id, user) {
  const booking = await loadOwn(id, user);
  const [changed] = await Booking.update({ status: 'cancelled' }, { where: { id: booking.id, status: ['requested', 'confirmed'] } });
  if (!changed) throw conflict('Nothing to cancel');
  await Invoice.update({ status: 'void' }, { where: { bookingId: booking.id, paidCents: 0 } });
  return booking.reload();
}

const STATES = ['requested', 'confirmed', 'out', 'returned', 'cancelled'];

async function setStatus(branch, ids, status) {
  if (!STATES.includes(status)) throw badRequest('Unknown status');
  if (!Array.isArray(ids) || ids.length > 200 || !ids.every(Number.isSafeInteger)) throw badRequest('ids is a list of up to 200 numbers');
  return repo.setStatus(branch.id, ids, status);
}

function assertCanTouch(attachment, user) {
  if (attachment.userId !== user.id) throw forbidden('Only who added a file takes it away');
}

module.exports = { quote, book, loadVisible, loadOwn, reschedule, cancel, setStatus, assertCanTouch };
