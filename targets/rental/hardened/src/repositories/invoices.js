'use strict';

const { Op } = require('sequelize');
const { sequelize, Invoice, Payment, Voucher, Redemption } = require('../db/models');

const details = [{ association: 'payments', attributes: ['id', 'amountCents', 'source', 'createdAt'] }, { association: 'booking', attributes: ['id', 'startsOn', 'endsOn', 'note', 'pickupCode'] }];

function findFor(userId, ref) {
  const which = /^\d+$/.test(ref) ? { id: ref } : { number: ref };
  return Invoice.findOne({ where: { ...which, userId }, include: details });
}

const findByNumber = (number) => Invoice.findOne({ where: { number } });
const ofUser = (userId, page) => Invoice.findAndCountAll({ where: { userId }, limit: page.limit, offset: page.offset, order: [['id', 'DESC']] });
const ofBranch = (branchId, page) => Invoice.findAndCountAll({ where: { branchId }, limit: page.limit, offset: page.offset, order: [['id', 'DESC']] });

const numberFor = (bookingId) => `INV-${String(bookingId).padStart(5, '0')}`;

async function addPaid(invoice, amountCents, source) {
  await Payment.create({ invoiceId: invoice.id, amountCents, source });
  await Invoice.increment({ paidCents: amountCents }, { where: { id: invoice.id } });
  await Invoice.update({ status: 'paid' }, { where: { id: invoice.id, paidCents: { [Op.gte]: sequelize.col('amountCents') } } });
  return invoice.reload();
}

const voucher = (branchId, code) => Voucher.findOne({ where: { branchId, code: String(code) } });
const redeemed = (voucherId, invoiceId) => Redemption.count({ where: { voucherId, invoiceId } });

module.exports = { findFor, findByNumber, ofUser, ofBranch, numberFor, addPaid, voucher, redeemed };
