const _ = require('lodash');
const Account = require('../models/account');

const EDITABLE = ['displayName', 'location', 'website'];

async function updateProfile(accountId, changes) {
  const account = await Account.findById(accountId);
  if (!account) return null;
  account.set(_.pick(changes, EDITABLE));
  await account.save();
  return _.pick(account, ['id', 'displayName', 'location', 'website']);
}

module.exports = { updateProfile };
