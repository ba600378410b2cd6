/** The people of a bench run, and what they may do. */
import { Person, type Product, type ReadyAccount } from '@webex-scheduler/testkit';

/** A new colleague in the demo's domain; a host at Webex unless told otherwise. */
export async function newcomer(product: Product, local: string, webex = true): Promise<Person> {
  const account = await product.control.call<ReadyAccount>('POST', '/accounts', {
    email: `${local}@alderfinch.example`,
    name: `Bench ${local}`,
    language: 'en',
    timeZone: 'Europe/Stockholm',
    webex: webex ? { licence: 'host' } : null,
  });
  return new Person(product.ready, product.control, account);
}

/** An ID token of the add-on for this person, as the script would get one. */
export async function idToken({ control, ready }: Product, email: string): Promise<string> {
  const body = { kind: 'id', email, audience: ready.addon.clientId };
  return (await control.call<{ id_token: string }>('POST', '/google/tokens', body)).id_token;
}
