'use strict';

const { Op } = require('sequelize');
const { Booking, Item } = require('../db/models');

const withItem = { association: 'item', attributes: ['id', 'title', 'kind'] };

const find = (id) => Booking.findByPk(id, { include: [withItem] });
const ofUser = (userId, page) => Booking.findAndCountAll({ where: { userId }, include: [withItem], limit: page.limit, offset: page.offset, order: [['id', 'DESC']] });

function ofBranch(branchId, page, { status, from } = {}) {
  const where = { branchId };
  if (typeof status === 'string') where.status = status;
  if (typeof from === 'string' && /^\d{4}-\d\d-\d\d$/.test(from)) where.startsOn = { [Op.gte]: from };
  return Booking.findAndCountAll({ where, include: [withItem], limit: page.limit, offset: page.offset, order: [['id', 'DESC']] });
}

const clashes = (itemId, startsOn, endsOn, except = 0) => Booking.count({
  where: { itemId, id: { [Op.ne]: except }, status: ['requested', 'confirmed', 'out'], startsOn: { [Op.lte]: endsOn }, endsOn: { [Op.gte]: startsOn } },
});

async function setStatus(branchId, ids, status) {
  const [count] = await Booking.update({ status }, { where: { id: ids } });
  return count;
}

const listedItem = (id) => Item.findOne({ where: { id, status: 'listed' } });
const everOf = (userId, itemId) => Booking.count({ where: { userId, itemId } });

module.exports = { find, ofUser, ofBranch, clashes, setStatus, listedItem, everOf };
