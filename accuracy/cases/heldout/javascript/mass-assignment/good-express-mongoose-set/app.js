const express = require('express')
const { Member } = require('./member')
const { requireMember } = require('./guard')

const app = express()
app.use(express.json())

app.put('/me', requireMember, async (req, res) => {
  const member = await Member.findById(req.memberId)
  const { nickname, city } = req.body
  member.set({ nickname, city })
  await member.save()
  res.json({ nickname: member.nickname })
})

module.exports = app
