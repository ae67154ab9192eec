const mongoose = require('mongoose')

const Team = mongoose.model('Team', new mongoose.Schema({ name: String, company: { type: String, index: true } }))
const Member = mongoose.model('Member', new mongoose.Schema({ name: String, team: { type: mongoose.ObjectId, index: true } }))

module.exports = { Team, Member }
