export class TripRepository {
  constructor(model) {
    this.model = model
  }

  ofFleet(fleet) {
    return this.model.find({ fleet }).sort({ startedAt: -1 }).lean()
  }
}
