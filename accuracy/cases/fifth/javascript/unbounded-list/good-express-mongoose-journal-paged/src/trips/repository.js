export class TripRepository {
  constructor(model) {
    this.model = model
  }

  ofFleet(fleet, { page, size }) {
    return this.model
      .find({ fleet })
      .sort({ startedAt: -1 })
      .skip(page * size)
      .limit(size)
      .lean()
  }
}
