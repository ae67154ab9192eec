export class BaseController {
  constructor(model) {
    this.model = model
  }

  async change(filter, values) {
    return this.model.findOneAndUpdate(filter, { $set: values }, { new: true, runValidators: true })
  }
}
