/** ClickHouse cannot be reached, is too old, or refuses a statement. What it says of rows is left out: they hold names. */
export class UnusableEngine extends Error {
  override readonly name = "UnusableEngine";
}
