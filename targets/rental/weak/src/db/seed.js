'use strict';

const crypto = require('crypto');
const fs = require('fs');
const path = require('path');
const config = require('../config');
const logger = require('../lib/logger');
const { hashPassword } = require('../lib/passwords');
const { seal } = require('../lib/field-crypto');
const m = require('./models');

const TOOLS = ['Rotary hammer', 'Plate compactor', 'Tile cutter', 'Floor sander', 'Chain saw', 'Scaffold tower', 'Concrete mixer', 'Cable drum'];
const VEHICLES = ['Panel van', 'Box truck', 'Car trailer', 'Mini excavator', 'Flatbed', 'Minibus'];
const FUELS = ['diesel', 'petrol', 'electric'];

function itemRows(branchId, count) {
  return Array.from({ length: count }, (_, n) => {
    const vehicle = n % 3 === 0;
    const pool = vehicle ? VEHICLES : TOOLS;
    return {
      branchId,
      title: `${pool[n % pool.length]} ${branchId}${String(n).padStart(2, '0')}`,
      kind: vehicle ? 'vehicle' : 'tool',
      description: vehicle ? 'Full tank at handover, 150 km a day included.' : 'Cleaned and checked after each hire.',
      attributes: vehicle ? { fuel: FUELS[n % 3], seats: 2 + (n % 7) } : { fuel: 'none', weightKg: 4 + n },
      dayRateCents: 1500 + n * 125,
      depositCents: vehicle ? 25000 : 5000,
      purchasePriceCents: 90000 + n * 3100,
      internalNotes: n % 5 ? null : 'Sell after the next inspection',
      status: n % 9 === 8 ? 'draft' : 'listed',
    };
  });
}

async function seed() {
  if (await m.User.count()) return;
  const adminPassword = config.adminPassword || crypto.randomBytes(12).toString('base64url');
  const { adminEmail } = config;
  if (!config.adminPassword) {
    const note = path.join(config.keysDir, 'first-password');
    fs.writeFileSync(note, `${adminPassword}\n`, { mode: 0o600 });
    logger.info('first start: administrator created', { email: adminEmail, note });
  }

  const locked = () => hashPassword(crypto.randomBytes(18).toString('base64url'));
  const admin = await m.User.create({
    email: adminEmail, name: 'Head office', passwordHash: await hashPassword(adminPassword), isAdmin: true,
  });
  const people = [];
  for (const [email, name, phone] of [
    ['greta.lind@branchrent.example', 'Greta Lind', '+46 70 555 0111'],
    ['tomas.weir@branchrent.example', 'Tomas Weir', '+46 70 555 0112'],
    ['ana.ferro@mail.example', 'Ana Ferro', '+351 91 555 0113'],
    ['piet.smit@mail.example', 'Piet Smit', '+31 6 555 0114'],
  ]) {
    people.push(await m.User.create({ email, name, phone, passwordHash: await locked(), licenceNumber: seal(`L-${name.length}${phone.slice(-4)}`) }));
  }
  const [greta, tomas, ana, piet] = people;

  const branches = [];
  for (const [name, city] of [['Harbour Yard', 'Gothenburg'], ['North Depot', 'Porto'], ['Ring Road Hire', 'Utrecht']]) {
    branches.push(await m.Branch.create({ name, city, plan: 'pro', settings: { openingHours: '07-18', labels: { counter: 'Front desk' } } }));
  }
  await m.Member.bulkCreate([
    { branchId: branches[0].id, userId: greta.id, role: 'owner' },
    { branchId: branches[0].id, userId: tomas.id, role: 'clerk' },
    { branchId: branches[1].id, userId: tomas.id, role: 'owner' },
    { branchId: branches[2].id, userId: admin.id, role: 'owner' },
  ]);
  for (const branch of branches) await m.Item.bulkCreate(itemRows(branch.id, 54));

  const items = await m.Item.findAll({ where: { status: 'listed' }, limit: 4, order: [['id', 'ASC']] });
  for (const [n, customer] of [ana, piet, ana].entries()) {
    const booking = await m.Booking.create({
      branchId: items[n].branchId, itemId: items[n].id, userId: customer.id, startsOn: `2025-0${n + 3}-04`, endsOn: `2025-0${n + 3}-06`,
      status: n ? 'returned' : 'confirmed', totalCents: items[n].dayRateCents * 3, pickupCode: crypto.randomBytes(4).toString('hex'), note: 'Gate code 4471',
    });
    await m.Invoice.create({
      branchId: booking.branchId, bookingId: booking.id, userId: customer.id, number: `INV-${String(booking.id).padStart(5, '0')}`,
      amountCents: booking.totalCents, billingName: customer.name,
    });
    await m.Review.create({ itemId: items[n].id, userId: customer.id, rating: 5 - n, body: 'Ran well all weekend, see https://tips.example/care' });
  }
  await m.Voucher.create({ branchId: branches[0].id, code: `SPRING-${crypto.randomBytes(4).toString('hex')}`, valueCents: 2000, usesLeft: 50 });
  const hook = await m.Webhook.create({ branchId: branches[0].id, url: 'https://erp.harbour.example/in', secret: crypto.randomBytes(20).toString('hex'), events: ['booking.created'] });
  await m.Delivery.create({ webhookId: hook.id, event: 'booking.created', payload: JSON.stringify({ booking: 1 }), statusCode: 200 });
  await m.Report.create({ branchId: branches[0].id, userId: greta.id, name: 'Hires by state', definition: { groupBy: 'status', metric: 'count', branchIds: [branches[0].id] } });
}

module.exports = { seed };
