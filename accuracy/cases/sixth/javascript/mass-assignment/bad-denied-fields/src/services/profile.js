const _ = require('lodash');
const Account = require('../models/account');

const PROTECTED = ['_id', 'email'];

async function updateProfile(accountId, changes) {
  const account = await Account.findById(accountId);
  if (!account) return null;
  account.set(_.omit(changes, PROTECTED));
  await account.save();
  return _.pick(account, ['id', 'displayName', 'location', 'website']);
}

module.exports = { updateProfile };
