'use strict';

const { Op } = require('sequelize');
const { sequelize, Item } = require('../db/models');

const text = (value) => (typeof value === 'string' ? value : '');

const SORTS = { price: '"Item"."dayRateCents"', title: '"Item"."title"', newest: '"Item"."createdAt"' };

function orderOf(sort) {
  const [name, way] = text(sort || 'title').split(':');
  const column = Object.hasOwn(SORTS, name) ? SORTS[name] : SORTS.title;
  return [sequelize.literal(`${column} ${way === 'desc' ? 'DESC' : 'ASC'}`), ['id', 'ASC']];
}

const like = (text) => `%${text.replace(/[\\%_]/g, (c) => `\\${c}`)}%`;

function searchTerm(q) {
  const term = text(q).trim().slice(0, 80).toLowerCase();
  return sequelize.where(sequelize.fn('lower', sequelize.col('Item.title')), { [Op.like]: like(term) });
}

function attributeTerms(attr = {}) {
  if (attr === null || typeof attr !== 'object') return [];
  const plain = Object.entries(attr).filter(([name, value]) => /^\w{1,30}$/.test(name) && typeof value === 'string');
  return plain.slice(0, 10).map(([name, value]) => sequelize.literal(
    `json_extract("Item"."attributes", ${sequelize.escape(`$.${name}`)}) = ${sequelize.escape(value)}`,
  ));
}

const CARD = ['id', 'branchId', 'title', 'kind', 'description', 'attributes', 'dayRateCents', 'depositCents', 'photo'];

const EXTRAS = {
  branch: { association: 'branch', attributes: ['id', 'name', 'city'] },
  reviews: { association: 'reviews', attributes: ['id', 'rating', 'body', 'createdAt'], separate: true, limit: 20 },
};

function includes(wanted) {
  return text(wanted).split(',').filter((name) => Object.hasOwn(EXTRAS, name)).map((name) => ({ ...EXTRAS[name] }));
}

function catalogueQuery(query) {
  const where = [{ status: 'listed' }];
  if (query.q) where.push(searchTerm(query.q));
  if (query.kind === 'tool' || query.kind === 'vehicle') where.push({ kind: query.kind });
  if (query.branch) where.push({ branchId: Number.parseInt(text(query.branch), 10) || 0 });
  if (query.attr) where.push(...attributeTerms(query.attr));
  return { attributes: CARD, where: { [Op.and]: where }, include: includes(query.with), order: orderOf(query.sort) };
}

module.exports = { catalogueQuery, CARD };
