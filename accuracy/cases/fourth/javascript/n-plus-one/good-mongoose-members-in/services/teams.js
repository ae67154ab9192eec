const { Member, Team } = require('../models')

async function teamsWithMembers(company) {
  const teams = await Team.find({ company: String(company) }).limit(50).lean()
  const members = await Member.find({ team: { $in: teams.map((team) => team._id) } }).limit(5000).lean()
  return teams.map((team) => {
    const own = members.filter((member) => member.team.equals(team._id))
    return { name: team.name, members: own.map((member) => member.name) }
  })
}

module.exports = { teamsWithMembers }
