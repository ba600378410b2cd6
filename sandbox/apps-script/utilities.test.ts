import { generateKeyPairSync, createVerify } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Lab } from './test/lab.ts';

let lab: Lab;
beforeAll(() => {
  lab = new Lab();
});
afterAll(() => {
  lab.stop();
});

async function outcome(code: string): Promise<unknown> {
  const { result, error } = await lab.once(code);
  return error ? error.message : result;
}

describe('Utilities: archives', () => {
  it('packs several blobs and finds them again, by name and type', async () => {
    expect(
      await outcome(`var zip = Utilities.zip([Utilities.newBlob('a', 'text/plain', 'a.txt'), Utilities.newBlob('{"b":1}', 'x/y', 'dir/b.json')], 'all.zip');
        return [zip.getName(), zip.getContentType(), Utilities.unzip(zip).map(function (b) { return [b.getName(), b.getContentType(), b.getDataAsString()]; })];`),
    ).toEqual([
      'all.zip',
      'application/zip',
      [
        ['a.txt', 'text/plain', 'a'],
        ['dir/b.json', 'application/json', '{"b":1}'],
      ],
    ]);
  });

  it('refuses a nameless blob, one name twice, and what is no archive', async () => {
    expect(await outcome(`Utilities.zip([Utilities.newBlob('a')])`)).toBe(
      'Blob object must have non-null name for this operation.',
    );
    expect(await outcome(`var b = Utilities.newBlob('a', null, 'n'); Utilities.zip([b, b])`)).toBe(
      'Duplicate name in zip: n',
    );
    expect(await outcome(`Utilities.ungzip(Utilities.newBlob('no'))`)).toBe('Invalid argument');
  });

  it('packs one blob by gzip', async () => {
    expect(
      await outcome(`var gz = Utilities.gzip(Utilities.newBlob('x'.repeat(5000), 'text/csv', 'a.csv')), back = Utilities.ungzip(gz);
        return [gz.getName(), gz.getContentType(), gz.getBytes().length < 200, back.getName(), back.getContentType(), back.getDataAsString().length];`),
    ).toEqual(['a.csv.gz', 'application/x-gzip', true, 'a.csv', 'text/csv', 5000]);
  });
});

describe('Utilities: signatures and charsets', () => {
  it('signs with a private key as PEM', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = JSON.stringify(privateKey.export({ type: 'pkcs8', format: 'pem' }));
    const signed = (await outcome(
      `return [Utilities.computeRsaSha256Signature('héllo', ${pem}, Utilities.Charset.UTF_8), Utilities.computeRsaSignature(Utilities.RsaAlgorithm.RSA_SHA_1, 'a', ${pem})]`,
    )) as number[][];
    const bytes = (list: number[] = []): Buffer => Buffer.from(list.map((byte) => byte & 255));
    expect(createVerify('RSA-SHA256').update('héllo').verify(publicKey, bytes(signed[0]))).toBe(true);
    expect(createVerify('RSA-SHA1').update('a').verify(publicKey, bytes(signed[1]))).toBe(true);
    expect(await outcome(`Utilities.computeRsaSha256Signature('a', 'no key')`)).toBe('Invalid argument: key');
  });

  it('reads and writes charsets by name', async () => {
    expect(
      await outcome(`var blob = Utilities.newBlob('').setDataFromString('é€', 'ISO-8859-1');
        return [blob.getBytes(), blob.getDataAsString('ISO-8859-1'), Utilities.newBlob([-128]).getDataAsString('windows-1252')]`),
    ).toEqual([[-23, 63], 'é?', '€']);
    expect(await outcome(`Utilities.newBlob('a').getDataAsString('nonsense')`)).toBe(
      'Invalid argument: charset',
    );
  });
});

describe('Utilities: dates and numbers as texts', () => {
  it.each([
    ["yyyy-MM-dd'T'HH:mm:ss", 'Europe/Paris', '2026-07-05T14:03:09', '2026-07-05T12:03:09.000Z'],
    ['MM/dd/yyyy h:mm a', 'America/New_York', '12/25/2026 1:05 PM', '2026-12-25T18:05:00.000Z'],
    ['EEE, d MMM yyyy HH:mm:ss Z', 'GMT', 'Sun, 5 Jul 2026 14:03:09 +0200', '2026-07-05T12:03:09.000Z'],
    ['yyyyMMddHHmmssSSS', 'GMT+1', '20260705140309007', '2026-07-05T13:03:09.007Z'],
    ['d MMMM yy', 'Asia/Kolkata', '1 january 27', '2026-12-31T18:30:00.000Z'],
    ["yyyy-MM-dd'T'HH:mm:ssXXX", 'Europe/Paris', '2026-07-05T14:03:09Z', '2026-07-05T14:03:09.000Z'],
  ])('parses %s in %s', async (pattern, zone, text, expected) => {
    expect(
      await outcome(
        `return Utilities.parseDate(${JSON.stringify(text)}, '${zone}', ${JSON.stringify(pattern)})`,
      ),
    ).toBe(expected);
  });

  it('refuses what does not fit', async () => {
    expect(await outcome(`Utilities.parseDate('tomorrow', 'GMT', 'yyyy-MM-dd')`)).toBe(
      'Unparseable date: "tomorrow"',
    );
    expect(await outcome(`Utilities.formatDate(new Date(0), 'GMT', 'yyyy-bb')`)).toBe(
      "Illegal pattern character 'b'",
    );
  });

  it('formats weeks, zones and eras', async () => {
    expect(
      await outcome(`return [[2026, 0, 1], [2026, 11, 31], [2027, 0, 3]].map(function (d) {
        return Utilities.formatDate(new Date(d[0], d[1], d[2], 12), 'Europe/Paris', 'YYYY w W F G z'); })`),
    ).toEqual(['2026 1 1 1 AD CET', '2027 1 5 5 AD CET', '2027 2 2 1 AD CET']);
  });

  it('formats strings as printf does', async () => {
    expect(
      await outcome(
        `return [Utilities.formatString('%s|%5d|%-5s|%05.1f|%+d|%x|%%|%2$s %1$s', 'a', 42, 'b', 3.14159, 7, 255), Utilities.formatString('%,d %,.2f %e %c', 1234567, 9876.543, 12345, 65)]`,
      ),
    ).toEqual(['a|   42|b    |003.1|+7|ff|%|42 a', '1,234,567 9,876.54 1.234500e+04 A']);
    expect(await outcome(`Utilities.formatString('%d %d', 1)`)).toBe(
      'Insufficient arguments for format string.',
    );
  });
});
