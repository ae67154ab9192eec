import mongoose, { Schema, type InferSchemaType, type Types } from 'mongoose';

mongoose.set('strictQuery', 'throw');
mongoose.set('sanitizeFilter', true);

const options = { strict: 'throw', timestamps: true } as const;

const userSchema = new Schema(
  {
    email: { type: String, required: true, unique: true, lowercase: true, maxlength: 254 },
    name: { type: String, required: true, maxlength: 80 },
    password: { type: String, required: true, select: false },
    confirmed: { type: Boolean, default: false },
    suspended: { type: Boolean, default: false },
    warden: { type: Boolean, default: false },
    totp: { type: String, select: false },
    totpCounter: { type: Number, default: 0, select: false },
  },
  options,
);
export type User = InferSchemaType<typeof userSchema> & { _id: Types.ObjectId };
export const Users = mongoose.model('User', userSchema);

const loginSchema = new Schema(
  {
    user: { type: Schema.Types.ObjectId, ref: 'User', required: true, index: true },
    digest: { type: String, required: true, unique: true },
    previous: { type: String, index: true },
    expiresAt: { type: Date, required: true, expires: 0 },
  },
  options,
);
export const Logins = mongoose.model('Login', loginSchema);

const linkSchema = new Schema(
  {
    user: { type: Schema.Types.ObjectId, ref: 'User', required: true },
    digest: { type: String, required: true, unique: true },
    purpose: { type: String, enum: ['confirm', 'reset'], required: true },
    expiresAt: { type: Date, required: true, expires: 0 },
  },
  options,
);
export const Links = mongoose.model('Link', linkSchema);

const groupSchema = new Schema(
  {
    name: { type: String, required: true, maxlength: 80 },
    members: {
      type: [{ _id: false, user: { type: Schema.Types.ObjectId, ref: 'User', required: true }, role: { type: String, enum: ['observer', 'keeper'], required: true } }],
      validate: (list: unknown[]) => list.length <= 500,
    },
  },
  options,
);
groupSchema.index({ 'members.user': 1 });
export type Group = InferSchemaType<typeof groupSchema> & { _id: Types.ObjectId };
export const Groups = mongoose.model('Group', groupSchema);

const sightingSchema = new Schema(
  {
    group: { type: Schema.Types.ObjectId, ref: 'Group', required: true },
    observer: { type: Schema.Types.ObjectId, ref: 'User' },
    camera: { type: Schema.Types.ObjectId, ref: 'Camera' },
    species: { type: String, required: true, match: /^[A-Z]{6}$/ },
    count: { type: Number, required: true, min: 1, max: 1_000_000 },
    seenAt: { type: Date, required: true },
    place: { type: { type: String, enum: ['Point'], default: 'Point' }, coordinates: { type: [Number], required: true } },
    notes: { type: String, default: '', maxlength: 4000 },
    photos: { type: [{ _id: false, id: String, etag: String, bytes: Number }], default: [] },
  },
  { ...options, optimisticConcurrency: true },
);
sightingSchema.index({ group: 1, seenAt: -1 });
sightingSchema.index({ group: 1, notes: 'text' });
export type Sighting = InferSchemaType<typeof sightingSchema> & { _id: Types.ObjectId };
export const Sightings = mongoose.model('Sighting', sightingSchema);

const cameraSchema = new Schema(
  {
    group: { type: Schema.Types.ObjectId, ref: 'Group', required: true, index: true },
    name: { type: String, required: true, maxlength: 80 },
    place: { type: [Number], required: true },
    key: { type: String, required: true, select: false },
  },
  options,
);
export const Cameras = mongoose.model('Camera', cameraSchema);

const auditSchema = new Schema(
  { actor: Schema.Types.ObjectId, group: { type: Schema.Types.ObjectId, index: true }, deed: { type: String, required: true }, thing: { type: String, required: true } },
  { strict: 'throw', timestamps: { createdAt: true, updatedAt: false } },
);
export const Audits = mongoose.model('Audit', auditSchema);
