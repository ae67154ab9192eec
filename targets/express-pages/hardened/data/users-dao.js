'use strict';

const crypto = require('crypto');
const db = require('./documents');

const users = db.collection('users', { unique: 'email' });

exports.findByEmail = function (email) {
  return users.findOne({ email: String(email) });
};

exports.findById = function (id) {
  return users.findOne({ _id: String(id) });
};

/** Answers the new id, or null when the address is taken. */
exports.create = async function ({ email, name, role, passwordHash }) {
  const card = 'L-' + crypto.randomInt(100000, 1000000);
  try {
    const result = await users.insertOne({ email, name, role, card, passwordHash, phone: '', disabled: false, sessionVersion: 1, settings: { theme: 'light', newsletter: false } });
    return result.insertedId;
  } catch (error) {
    if (error.code === 11000) return null;
    throw error;
  }
};

exports.setProfile = function (id, { name, phone }) {
  return users.updateOne({ _id: String(id) }, { $set: { name: name, phone: phone } });
};

exports.setSettings = function (id, { theme, newsletter }) {
  return users.updateOne({ _id: String(id) }, { $set: { settings: { theme: theme, newsletter: newsletter } } });
};

exports.setIban = function (id, sealed) {
  return users.updateOne({ _id: String(id) }, { $set: { iban: sealed } });
};

/** A new password ends every session that was opened with the old one. */
exports.setPassword = function (id, passwordHash) {
  return users.updateOne({ _id: String(id) }, { $set: { passwordHash: passwordHash }, $inc: { sessionVersion: 1 } });
};

exports.disable = function (id) {
  return users.updateOne({ _id: String(id) }, { $set: { disabled: true }, $inc: { sessionVersion: 1 } });
};

exports.page = function (limit, skip) {
  return users.find({}, { projection: { name: 1, email: 1, phone: 1, card: 1, role: 1, disabled: 1 } }).sort({ email: 1 }).skip(skip).limit(limit).toArray();
};

exports.named = function (ids) {
  return users.find({ _id: { $in: ids } }, { projection: { name: 1, email: 1 } }).toArray();
};
