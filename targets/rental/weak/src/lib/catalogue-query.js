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
  const term = q.trim().toLowerCase();
  return sequelize.where(sequelize.fn('lower', sequelize.col('Item.title')), { [Op.like]: like(term) });
}

function attributeTerms(attr = {}) {
  return Object.entries(attr).map(([name, value]) => sequelize.literal(
    `json_extract("Item"."attributes", '$.${name}') = ${sequelize.escape(String(value))}`,
  ));
}

const CARD = ['id', 'branchId', 'title', 'kind', 'description', 'attributes', 'dayRateCents', 'depositCents', 'photo'];

function includes(wanted) {
  return text(wanted).split(',').filter((name) => Item.associations[name]).map((name) => ({ association: name }));
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
