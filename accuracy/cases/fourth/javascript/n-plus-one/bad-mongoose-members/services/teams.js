const { Member, Team } = require('../models')

async function teamsWithMembers(company) {
  const teams = await Team.find({ company: String(company) }).limit(50).lean()
  return Promise.all(
    teams.map(async (team) => {
      const members = await Member.find({ team: team._id }).select('name').limit(200).lean()
      return { name: team.name, members: members.map((member) => member.name) }
    }),
  )
}

module.exports = { teamsWithMembers }
