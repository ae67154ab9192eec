'use strict';

const { User, Member } = require('../db/models');

const normal = (email) => String(email).replace(/\0/g, '').trim().toLowerCase();

const byEmail = (email) => User.findOne({ where: { email: normal(email) } });
const byId = (id) => User.findByPk(id);
const create = (values) => User.create({ ...values, email: normal(values.email) });

const memberships = (userId) => Member.findAll({ where: { userId }, include: [{ association: 'branch', attributes: ['id', 'name', 'city'] }] });

async function isStaff(userId) {
  return (await Member.count({ where: { userId } })) > 0;
}

const publicView = (user) => ({
  id: user.id, email: user.email, name: user.name, phone: user.phone, creditCents: user.creditCents, status: user.status,
});

module.exports = { byEmail, byId, create, memberships, isStaff, publicView };
