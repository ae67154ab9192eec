export * from './base.repository'
export * from './parcel.repository'
