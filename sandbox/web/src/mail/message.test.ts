import { describe, expect, test } from 'vitest';
import { paragraphsOf, peopleOf, toMessage, type RestPart } from './message.ts';

const data = (text: string): { data: string } => ({ data: Buffer.from(text).toString('base64url') });

describe('a message', () => {
  test('shows who wrote to whom, about what and when', () => {
    const headers = [
      { name: 'From', value: 'Oliver Grant <oliver.grant@alderfinch.example>' },
      { name: 'To', value: 'maya@alderfinch.example, "Raman, Priya" <priya@alderfinch.example>' },
      { name: 'Subject', value: 'Onboarding' },
    ];
    const message = {
      id: 'a1',
      labelIds: ['INBOX', 'UNREAD'],
      snippet: 'Hi',
      internalDate: String(Date.parse('2026-06-09T08:12:00Z')),
      payload: { headers },
    };
    expect(toMessage(message, 'Europe/Stockholm')).toEqual({
      id: 'a1',
      unread: true,
      from: { name: 'Oliver Grant', email: 'oliver.grant@alderfinch.example' },
      to: [
        { name: 'maya@alderfinch.example', email: 'maya@alderfinch.example' },
        { name: 'Raman, Priya', email: 'priya@alderfinch.example' },
      ],
      subject: 'Onboarding',
      at: '2026-06-09T10:12:00',
      snippet: 'Hi',
    });
  });

  test('without headers it is still one', () => {
    expect(toMessage({ id: 'a2' }, 'UTC')).toMatchObject({ subject: '', from: { email: '' }, to: [] });
    expect(peopleOf(' , ')).toEqual([]);
  });

  test('is read as plain text, in paragraphs; HTML only as the text in it', () => {
    const plain: RestPart = {
      mimeType: 'text/plain',
      body: data('Hi Maya,\r\n\r\nsee you\nthere – à 15 h\n\n'),
    };
    const html: RestPart = { mimeType: 'text/html', body: data('<p>Hi</p>') };
    const file: RestPart = { mimeType: 'text/plain', filename: 'a.txt', body: data('file') };
    const strip = (text: string): string => text.replaceAll(/<[^>]*>/g, '');
    const mixed: RestPart = {
      mimeType: 'multipart/mixed',
      parts: [file, { mimeType: 'multipart/alternative', parts: [html, plain] }],
    };
    expect(paragraphsOf(mixed, strip)).toEqual(['Hi Maya,', 'see you\nthere – à 15 h']);
    expect(paragraphsOf(html, strip)).toEqual(['Hi']);
    expect(paragraphsOf(undefined, strip)).toEqual([]);
  });
});
