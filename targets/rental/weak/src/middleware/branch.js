'use strict';

const { wrap, notFound, forbidden } = require('../lib/errors');
const { Branch, Member } = require('../db/models');

const RANK = { clerk: 1, manager: 2, owner: 3 };

const needOf = (req) => {
  const [, area] = req.path.split('/');
  return `${area || 'settings'}:${req.method === 'GET' ? 'read' : 'write'}`;
};

async function memberOf(req, branch) {
  if (!req.apiKey) return Member.findOne({ where: { branchId: branch.id, userId: req.user.id } });
  if (req.apiKey.branchId !== branch.id) return null;
  const { scopes } = req.apiKey;
  if (scopes.length && !scopes.includes(needOf(req))) throw forbidden('The key lacks a scope');
  return { role: 'owner' };
}

const loadBranch = wrap(async (req, res, next) => {
  const id = Number(req.params.branchId);
  const branch = Number.isSafeInteger(id) ? await Branch.findByPk(id) : null;
  if (!branch) throw notFound('Branch');
  const member = await memberOf(req, branch);
  if (!member) throw notFound('Branch');
  req.branch = branch;
  req.member = member;
  next();
});

const atLeast = (role) => (req, res, next) => next(RANK[req.member.role] >= RANK[role] ? undefined : forbidden());

module.exports = { loadBranch, atLeast, RANK };
