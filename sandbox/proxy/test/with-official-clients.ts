/** A program of somebody's: Google's own clients as they come, with a service account's key file. Prints what it found. */
import { calendar as calendarClient } from '@googleapis/calendar';
import { gmail as gmailClient } from '@googleapis/gmail';
import { GoogleAuth, OAuth2Client } from 'google-auth-library';

const [, , keyFile = '', subject = ''] = process.argv;
const scope = (name: string): string => `https://www.googleapis.com/auth/${name}`;
const auth = new GoogleAuth({
  keyFile,
  scopes: [scope('calendar'), scope('gmail.readonly')],
  clientOptions: { subject },
});
const primary = await calendarClient({ version: 'v3', auth }).calendars.get({ calendarId: 'primary' });
const profile = await gmailClient({ version: 'v1', auth }).users.getProfile({ userId: 'me' });
const audience = 'https://app.example';
const { idTokenProvider } = await new GoogleAuth({ keyFile }).getIdTokenClient(audience);
const idToken = await idTokenProvider.fetchIdToken(audience);
const ticket = await new OAuth2Client().verifyIdToken({ idToken, audience });
console.log(
  JSON.stringify({
    calendar: primary.data.id,
    mailbox: profile.data.emailAddress,
    signedFor: ticket.getPayload()?.email,
  }),
);
