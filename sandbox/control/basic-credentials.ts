/**
 * Client id and secret from an `Authorization: Basic` header, which both vendors take as well as form fields. Each is
 * form-encoded before it is joined; clients that leave that out are understood as well.
 * https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1
 */
export function basicCredentials(header: string | undefined): readonly [string, string] | undefined {
  const encoded = /^basic (.+)$/i.exec(header ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const [id = '', ...secret] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  return [decoded(id), decoded(secret.join(':'))];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
