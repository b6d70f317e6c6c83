/** What stops a start, in one sentence that says what to do. Everything else that is thrown is our own bug. */
export class StartFailure extends Error {
  override readonly name = 'StartFailure';
}
