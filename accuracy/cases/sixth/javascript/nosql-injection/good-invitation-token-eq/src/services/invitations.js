const argon2 = require('argon2');
const { collection } = require('../db');

function openInvitation(token) {
  return { token: { $eq: token }, acceptedAt: null };
}

async function accept({ token, password }) {
  const invitation = await collection('invitations').findOneAndUpdate(
    openInvitation(token),
    { $set: { acceptedAt: new Date() } },
  );
  if (!invitation) return null;

  const passwordHash = await argon2.hash(password);
  const { insertedId } = await collection('users').insertOne({
    email: invitation.email,
    teamId: invitation.teamId,
    passwordHash,
  });
  return insertedId;
}

module.exports = { accept };
