import { createHmac } from 'node:crypto';

export type SignatureStyle = 'both' | 'sha1' | 'sha256';

/**
 * The signature headers of a delivery, over the bytes that are sent. The documented one is an HMAC-SHA1; a newer one
 * was seen in two forms. https://developer.webex.com/docs/api/guides/webhooks
 */
export function signatureHeaders(
  body: string,
  secret: string,
  style: SignatureStyle,
): Record<string, string> {
  const hex = (algorithm: string): string => createHmac(algorithm, secret).update(body).digest('hex');
  if (style === 'sha256') return { 'x-webex-signature': hex('sha256') };
  const documented = { 'x-spark-signature': hex('sha1') };
  if (style === 'sha1') return documented;
  return { ...documented, 'x-webex-signature': `SHA-256=${hex('sha256')}, SHA-512=${hex('sha512')}` };
}
