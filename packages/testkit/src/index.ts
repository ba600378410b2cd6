/** Tests only: starts the product as a newcomer does, and speaks to it from outside. */
export {
  ControlClient,
  type Meeting,
  type StoredEvent,
  type Mail,
  type CallItem,
  type Fault,
} from './control-client.ts';
export { startProduct, type Product } from './product.ts';
export type { ReadyAccount, ReadyLine } from './ready-line.ts';
export { GoogleRest, RestError } from './google-rest.ts';
export { findChromium } from './chromium.ts';
export { Person } from './person.ts';
