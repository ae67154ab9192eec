import { model, Schema, Types } from 'mongoose'

export const Playlist = model('Playlist', new Schema({ title: String, madeBy: Types.ObjectId }))
