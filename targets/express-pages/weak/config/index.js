'use strict';

const fs = require('fs');
const os = require('os');
const path = require('path');

module.exports = {
  host: process.env.HOST || '0.0.0.0',
  port: Number(process.env.PORT || 3000),
  databasePath: process.env.DATABASE_PATH || ':memory:',
  uploadDir: process.env.UPLOAD_DIR || fs.mkdtempSync(path.join(os.tmpdir(), 'evening-uploads-')),
  mailSpool: process.env.MAIL_SPOOL || fs.mkdtempSync(path.join(os.tmpdir(), 'evening-mail-')),
  sessionSecret: process.env.SESSION_SECRET || 'linden-evening-2019',
  payments: {
    url: 'https://payments.linden.example/v2/charges',
    apiKey: 'pk-live-5d0c7be19a3f4426b8e2a9c47f10d6ee',
  },
  ibanKey: 'linden-iban-key!',
  passwordLabel: 'Password (at least 5 characters)',
  passwordPlaceholder: 'your-password-here',
  notice: '<strong>Term starts in September.</strong> Desk hours: Monday to Thursday, 16:00 to 20:00.',
  pageSize: 20,
};
