const express = require('express')
const { Sequelize, DataTypes } = require('sequelize')
const db = new Sequelize('sqlite::memory:')
const Account = db.define('Account', { nickname: DataTypes.STRING, isStaff: DataTypes.BOOLEAN })
const app = express()
app.patch('/me', async (req, res) => {
  const { id, ...changes } = req.body
  await Account.update(changes, { where: { id: req.user.id } })
  res.status(204).end()
})
