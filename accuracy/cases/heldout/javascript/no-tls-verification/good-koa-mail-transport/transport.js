import nodemailer from 'nodemailer'

const tls = { rejectUnauthorized: true, minVersion: 'TLSv1.2' }

export const transport = nodemailer.createTransport({ host: 'mail.example.org', port: 587, requireTLS: true, tls, connectionTimeout: 5000 })
