from motor.motor_asyncio import AsyncIOMotorCollection


class UserRepository:
    def __init__(self, collection: AsyncIOMotorCollection):
        self.collection = collection

    async def by_invitation(self, email, code):
        return await self.collection.find_one({"email": email, "invitation_code": code})

    async def activate(self, user_id, password_hash):
        await self.collection.update_one(
            {"_id": user_id}, {"$set": {"password_hash": password_hash, "active": True}, "$unset": {"invitation_code": ""}}
        )
