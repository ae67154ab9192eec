'use strict';

const { DataTypes } = require('sequelize');
const { sequelize } = require('./index');

const { STRING, TEXT, INTEGER, BOOLEAN, DATE, DATEONLY, JSON: JSON_TYPE } = DataTypes;
const required = (type, extra = {}) => ({ type, allowNull: false, ...extra });

const User = sequelize.define('User', {
  email: required(STRING, { unique: true }),
  name: required(STRING),
  phone: STRING,
  passwordHash: required(STRING),
  licenceNumber: STRING,
  isAdmin: required(BOOLEAN, { defaultValue: false }),
  status: required(STRING, { defaultValue: 'active' }),
  creditCents: required(INTEGER, { defaultValue: 0 }),
  tokenVersion: required(INTEGER, { defaultValue: 1 }),
}, { tableName: 'users' });

const Branch = sequelize.define('Branch', {
  name: required(STRING),
  city: STRING,
  plan: required(STRING, { defaultValue: 'basic' }),
  settings: { type: JSON_TYPE, defaultValue: {} },
}, { tableName: 'branches' });

const Member = sequelize.define('Member', {
  role: required(STRING, { defaultValue: 'clerk' }),
}, { tableName: 'members', indexes: [{ unique: true, fields: ['branchId', 'userId'] }] });

const Item = sequelize.define('Item', {
  title: required(STRING),
  kind: required(STRING, { defaultValue: 'tool' }),
  description: TEXT,
  attributes: { type: JSON_TYPE, defaultValue: {} },
  dayRateCents: required(INTEGER),
  depositCents: required(INTEGER, { defaultValue: 0 }),
  purchasePriceCents: INTEGER,
  internalNotes: TEXT,
  photo: STRING,
  status: required(STRING, { defaultValue: 'draft' }),
}, { tableName: 'items', indexes: [{ fields: ['branchId', 'status'] }] });

const Booking = sequelize.define('Booking', {
  startsOn: required(DATEONLY),
  endsOn: required(DATEONLY),
  status: required(STRING, { defaultValue: 'requested' }),
  totalCents: required(INTEGER),
  note: TEXT,
  pickupCode: STRING,
}, { tableName: 'bookings', indexes: [{ fields: ['branchId'] }, { fields: ['userId'] }, { fields: ['itemId'] }] });

const Invoice = sequelize.define('Invoice', {
  number: required(STRING, { unique: true }),
  amountCents: required(INTEGER),
  paidCents: required(INTEGER, { defaultValue: 0 }),
  status: required(STRING, { defaultValue: 'open' }),
  billingName: STRING,
}, { tableName: 'invoices', indexes: [{ fields: ['userId'] }, { fields: ['branchId'] }] });

const Payment = sequelize.define('Payment', {
  amountCents: required(INTEGER),
  source: required(STRING),
}, { tableName: 'payments' });

const Voucher = sequelize.define('Voucher', {
  code: required(STRING, { unique: true }),
  valueCents: required(INTEGER),
  usesLeft: required(INTEGER, { defaultValue: 1 }),
}, { tableName: 'vouchers' });

const Redemption = sequelize.define('Redemption', {
  valueCents: required(INTEGER),
}, {
  tableName: 'redemptions',
  indexes: [{ unique: true, fields: ['voucherId', 'invoiceId'] }],
});

const Review = sequelize.define('Review', {
  rating: required(INTEGER),
  body: TEXT,
}, { tableName: 'reviews', indexes: [{ fields: ['itemId'] }] });

const Attachment = sequelize.define('Attachment', {
  fileName: required(STRING),
  storedName: required(STRING),
  mime: required(STRING),
  size: required(INTEGER),
}, { tableName: 'attachments' });

const Webhook = sequelize.define('Webhook', {
  url: required(STRING),
  secret: required(STRING),
  events: { type: JSON_TYPE, defaultValue: [] },
  active: required(BOOLEAN, { defaultValue: true }),
}, { tableName: 'webhooks' });

const Delivery = sequelize.define('Delivery', {
  event: required(STRING),
  payload: TEXT,
  statusCode: INTEGER,
}, { tableName: 'deliveries' });

const Report = sequelize.define('Report', {
  name: required(STRING),
  definition: required(JSON_TYPE),
}, { tableName: 'reports' });

const ApiKey = sequelize.define('ApiKey', {
  name: required(STRING),
  prefix: required(STRING),
  keyHash: required(STRING, { unique: true }),
  scopes: { type: JSON_TYPE, defaultValue: [] },
  role: required(STRING),
  expiresAt: required(DATE),
  revokedAt: DATE,
}, { tableName: 'api_keys' });

const RefreshToken = sequelize.define('RefreshToken', {
  jti: required(STRING, { unique: true }),
  family: required(STRING),
  expiresAt: required(DATE),
  revokedAt: DATE,
}, { tableName: 'refresh_tokens', indexes: [{ fields: ['family'] }] });

const PasswordReset = sequelize.define('PasswordReset', {
  codeHash: required(STRING),
  expiresAt: required(DATE),
  usedAt: DATE,
}, { tableName: 'password_resets' });

const AuditEvent = sequelize.define('AuditEvent', {
  action: required(STRING),
  actorId: INTEGER,
  subject: STRING,
  detail: TEXT,
}, { tableName: 'audit_events', updatedAt: false });

const link = (parent, child, key, as, many) => {
  child.belongsTo(parent, { foreignKey: { name: key, allowNull: false }, as });
  if (many) parent.hasMany(child, { foreignKey: key, as: many });
};

link(Branch, Member, 'branchId', 'branch', 'members');
link(User, Member, 'userId', 'user', 'memberships');
link(Branch, Item, 'branchId', 'branch', 'items');
link(Branch, Booking, 'branchId', 'branch', 'bookings');
link(Item, Booking, 'itemId', 'item', 'bookings');
link(User, Booking, 'userId', 'customer', 'bookings');
link(Branch, Invoice, 'branchId', 'branch');
link(Booking, Invoice, 'bookingId', 'booking', 'invoices');
link(User, Invoice, 'userId', 'customer');
link(Invoice, Payment, 'invoiceId', 'invoice', 'payments');
link(Branch, Voucher, 'branchId', 'branch');
link(Voucher, Redemption, 'voucherId', 'voucher');
link(Invoice, Redemption, 'invoiceId', 'invoice');
link(Item, Review, 'itemId', 'item', 'reviews');
link(User, Review, 'userId', 'author');
link(Booking, Attachment, 'bookingId', 'booking', 'attachments');
link(User, Attachment, 'userId', 'uploader');
link(Branch, Webhook, 'branchId', 'branch');
link(Webhook, Delivery, 'webhookId', 'webhook', 'deliveries');
link(Branch, Report, 'branchId', 'branch');
link(User, Report, 'userId', 'author');
link(Branch, ApiKey, 'branchId', 'branch');
link(User, ApiKey, 'userId', 'creator');
link(User, RefreshToken, 'userId', 'user');
link(User, PasswordReset, 'userId', 'user');

module.exports = {
  sequelize, User, Branch, Member, Item, Booking, Invoice, Payment, Voucher, Redemption, Review,
  Attachment, Webhook, Delivery, Report, ApiKey, RefreshToken, PasswordReset, AuditEvent,
};
