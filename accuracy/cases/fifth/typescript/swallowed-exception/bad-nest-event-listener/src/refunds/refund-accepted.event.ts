export class RefundAccepted {
  constructor(
    readonly orderId: number,
    readonly cents: number,
  ) {}
}
